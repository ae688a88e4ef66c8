/// <reference types="vite/client" />

declare module "*.ftl" {
  const source: string;
  export default source;
}

declare const __BUILD__: { readonly version: string; readonly words: string; readonly hash: string };

// The hash of care_core.wasm that this build was made with; the browser runs no other.
declare const __CORE_INTEGRITY__: string;
// The same of the redactor: care_redact.wasm and its word lists.
declare const __REDACT_INTEGRITY__: string;
declare const __REDACT_LISTS_INTEGRITY__: string;
