/// <reference types="vite/client" />

declare module "*.ftl" {
  const source: string;
  export default source;
}

declare const __BUILD__: { readonly version: string; readonly words: string; readonly hash: string };
