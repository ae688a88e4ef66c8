// web/scripts/check.mjs: rules of the web app that no compiler knows.
//
// No colour literal outside the token file · no `style=` attribute, innerHTML or eval · no default export, no barrel,
// no `any`, no `enum` · kebab-case files · features don't import features · every route has its page (a warning until then).

import { readdirSync, readFileSync, existsSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const problems = [];

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
const namedColours = /:\s*[^;]*\b(?:white|black|red|green|blue|gr[ae]y|yellow|orange|purple|brown|pink|navy|teal|silver|gold)\b/;
const colour = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(/i;

const styleRules = [[colour, "colour literal: use a custom property of styles/_tokens.scss"], [namedColours, "colour name: use a custom property of styles/_tokens.scss"]];
const codeRules = [
  [/\bstyle=/, "style attribute: the page's policy refuses it"],
  [/dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/, "markup from text"],
  [/\beval\(|new Function\(/, "code from text"],
  [/^export default /m, "default export"],
  [/^export \* from/m, "barrel"],
  [/(?::|\bas|<)\s*any\b(?!\w)/, "any"],
  [/^\s*(?:export )?(?:const )?enum /m, "enum"],
  [/\bconsole\./, "console: nothing is written there"],
  [/["'`]#(?:[0-9a-f]{3}|[0-9a-f]{6})["'`]/i, "colour literal"],
];

for (const path of files(src)) {
  const name = relative(src, path).replaceAll("\\", "/");
  const file = basename(path);
  if (/\.gen\.|\.d\.ts$/.test(file) || name.startsWith("core/module/")) continue; // core/module: compiled, not in the tree
  if (!/^_?[a-z0-9-]+(?:\.(?:worker|en|cy))?\.(?:tsx?|css|scss|ftl|svg)$/.test(file) && file !== "README.md") problems.push(`${name}: file names are kebab-case`);
  const text = withoutComments(readFileSync(path, "utf8"));
  const rules = /\.s?css$/.test(file) ? (name === "styles/_tokens.scss" ? [] : styleRules) : /\.tsx?$/.test(file) ? codeRules : [];
  text.split("\n").forEach((line, at) => {
    for (const [pattern, words] of rules) if (pattern.test(line)) problems.push(`${name}:${at + 1}: ${words}: ${line.trim().slice(0, 80)}`);
  });
  const feature = /^features\/([^/]+)\//.exec(name)?.[1];
  if (feature !== undefined) {
    for (const [, other] of text.matchAll(/from "(?:\.\.\/(?!\.\.\/)|(?:\.\.\/)+features\/)([a-z-]+)\/[^"]*"/g)) {
      if (other !== feature && existsSync(join(src, "features", other))) problems.push(`${name}: imports the feature "${other}"`);
    }
  }
}

const routes = readFileSync(join(src, "app/routes.ts"), "utf8");
const missing = [...routes.matchAll(/feature: "([a-z-]+)"/g)].map((match) => match[1]).filter((feature) => !existsSync(join(src, "features", feature, "page.tsx")));
if (missing.length > 0) console.log(`routes without a page yet: ${missing.join(", ")}`);

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
