// web/src/i18n/load.ts: which strings are loaded when. The shell's English comes with the first screen;
// a feature's strings come with its page, in the language in use and in English to fall back on.

import { addStrings, language, type Language } from "./translate.ts";

const shell = import.meta.glob<string>(["./strings.en.ftl", "./error/strings.en.ftl", "../{ui,app}/strings.en.ftl"], { import: "default", eager: true });
const shellOther = import.meta.glob<string>(["./strings.cy.ftl", "./error/strings.cy.ftl", "../{ui,app}/strings.cy.ftl"], { import: "default" });
const shared = import.meta.glob<string>(["./{choice,class,field,record,role,unit}/strings.*.ftl", "../{care,credentials}/strings.*.ftl"], { import: "default" });
const features = import.meta.glob<string>("../features/*/strings.*.ftl", { import: "default" });

const sharedWords = "shared:";
const loaded = new Set<string>();
const wanted = new Set<string>();

export function loadShellStrings(): void {
  addStrings("en", Object.values(shell));
}

export async function loadFeatureStrings(feature: string): Promise<void> {
  wanted.add(feature);
  await Promise.all([load("en", feature), language.value === "en" ? undefined : load(language.value, feature)]);
}

export async function changeLanguage(to: Language): Promise<void> {
  if (to !== "en") {
    await addOnce(to, Object.entries(shellOther));
    await Promise.all([...wanted].map((feature) => load(to, feature)));
  }
  language.value = to;
  document.documentElement.lang = to === "en" ? "en-GB" : to;
}

// Names of records, fields, answers, units and roles, and what several features say: with the first page that shows any.
export async function loadSharedStrings(): Promise<void> {
  wanted.add(sharedWords);
  await Promise.all([load("en", sharedWords), language.value === "en" ? undefined : load(language.value, sharedWords)]);
}

async function load(of: Language, what: string): Promise<void> {
  if (what === sharedWords) {
    await addOnce(of, Object.entries(shared).filter(([path]) => path.endsWith(`/strings.${of}.ftl`)));
    return;
  }
  const path = `../features/${what}/strings.${of}.ftl`;
  const source = features[path];
  if (source !== undefined) await addOnce(of, [[path, source]]);
}

async function addOnce(of: Language, sources: readonly [string, () => Promise<string>][]): Promise<void> {
  const fresh = sources.filter(([path]) => !loaded.has(path));
  const texts = await Promise.all(fresh.map(([, source]) => source()));
  if (texts.length === 0) return;
  for (const [path] of fresh) loaded.add(path);
  addStrings(of, texts);
}
