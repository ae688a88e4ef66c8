// tests/web/tokens.mjs: the colours of each theme, as the token file says them.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("../../web/", import.meta.url));
const sass = createRequire(`${web}package.json`)("sass");

export function readThemes() {
  const { css } = sass.compile(`${web}src/styles/_tokens.scss`);
  const themes = {};
  const rules = {
    light: /^:root \{\n\s*color-scheme: light;([^}]*)\}/m,
    dark: /:root\[data-theme=dark\] \{([^}]*)\}/,
    night: /:root\[data-theme=night\] \{([^}]*)\}/,
    device_dark: /prefers-color-scheme: dark\) \{\s*:root:not\(\[data-theme\]\) \{([^}]*)\}/,
    paper: /@media print \{[^{]*\{([^}]*)\}/,
  };
  for (const [theme, rule] of Object.entries(rules)) {
    const body = rule.exec(css)?.[1];
    if (body === undefined) throw new Error(`no ${theme} colours in the token file`);
    themes[theme] = Object.fromEntries([...body.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map((match) => [match[1], match[2].trim()]));
  }
  return themes;
}

function luminance(hex) {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (match === null) throw new Error(`not a colour of six digits: ${hex}`);
  const [r, g, b] = match.slice(1).map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

// WCAG 2.2: relative luminance and contrast ratio
export function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
