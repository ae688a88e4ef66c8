// web/src/app/features.ts: finds each feature's page; a chunk of its own, loaded with its strings when opened.

import type { ComponentType } from "preact";
import { loadFeatureStrings, loadSharedStrings } from "../i18n/load.ts";
import type { PageProps } from "../state/app-state.ts";
import type { AppRoute } from "./routes.ts";

interface PageModule {
  readonly Page: ComponentType<PageProps>;
}

const pages = import.meta.glob<PageModule>("../features/*/page.tsx");

export function isBuilt(feature: string): boolean {
  return `../features/${feature}/page.tsx` in pages;
}

export async function loadPage({ feature, access, sharedWords }: AppRoute): Promise<ComponentType<PageProps>> {
  const load = pages[`../features/${feature}/page.tsx`];
  if (load === undefined) throw new Error(`no page for ${feature}`);
  const wantsShared = access === "open" || sharedWords === true;
  const [module] = await Promise.all([load(), loadFeatureStrings(feature), ...(wantsShared ? [loadSharedStrings()] : [])]);
  return module.Page;
}
