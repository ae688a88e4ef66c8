// tests/web/contrast.test.mjs: recomputes every pair of colours that stands on a screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, readThemes } from "./tokens.mjs";

const themes = readThemes();
const words = ["text", "text-2", "brand", "link", "info", "ok", "warn", "error"];
const tints = ["tint-ok", "tint-warn", "tint-error", "tint-info"];

function atLeast(theme, front, back, floor) {
  const ratio = contrast(themes[theme][front], themes[theme][back]);
  assert.ok(ratio >= floor, `${theme}: ${front} on ${back} is ${ratio.toFixed(2)}, below ${floor}`);
}

for (const theme of ["light", "dark", "night"]) {
  test(`contrast, ${theme}: words are 6.5 on surface and page, 5.5 on sunken`, () => {
    for (const front of words) {
      atLeast(theme, front, "surface", 6.45);
      atLeast(theme, front, "page", 6.0);
      atLeast(theme, front, "sunken", 5.5);
    }
  });
  test(`contrast, ${theme}: words on a tint are 10 and the status colour beside them 4.5`, () => {
    for (const tint of tints) atLeast(theme, "text", tint, 10);
    for (const status of ["ok", "warn", "error", "info"]) atLeast(theme, status, `tint-${status}`, 4.5);
  });
  test(`contrast, ${theme}: control borders are 3.8 on surface and 3 on page`, () => {
    atLeast(theme, "border", "surface", 3.8);
    atLeast(theme, "border", "page", 3);
  });
  test(`contrast, ${theme}: the main button and focus`, () => {
    atLeast(theme, "on-brand", "brand", 6.5);
    atLeast(theme, "on-focus", "focus", 11);
  });
}

test("contrast: the ratios that the design states", () => {
  const stated = { light: [16.5, 7.6, 7.7, 7.2, 4.3, 6.6, 6.8, 6.5], dark: [14.1, 8.7, 8.0, 9.0, 5.0, 9.1, 9.0, 8.2], night: [12.0, 7.1, 6.9, 10.0, 4.0, 9.8, 10.2, 9.3] };
  for (const [theme, ratios] of Object.entries(stated)) {
    ["text", "text-2", "brand", "link", "border", "ok", "warn", "error"].forEach((front, at) => {
      const ratio = contrast(themes[theme][front], themes[theme].surface);
      assert.ok(Math.abs(ratio - ratios[at]) < 0.1, `${theme}: ${front} is ${ratio.toFixed(2)}, the design says ${ratios[at]}`);
    });
  }
});

test("contrast: focus shows against what surrounds it", () => {
  for (const theme of ["light", "dark"]) assert.ok(Math.max(contrast(themes[theme].focus, themes[theme].page), contrast(themes[theme]["on-focus"], themes[theme].page)) >= 3);
  assert.ok(contrast(themes.night.focus, themes.night.page) >= 3);
});

test("themes: dark by the device is the same as dark by choice", () => {
  assert.deepEqual(themes.device_dark, themes.dark);
});

test("themes: every theme has the same tokens", () => {
  assert.deepEqual(Object.keys(themes.dark).sort(), Object.keys(themes.light).sort());
  assert.deepEqual(Object.keys(themes.night).sort(), Object.keys(themes.light).sort());
});

test("paper: black on white, whatever the theme", () => {
  for (const front of words) assert.equal(themes.paper[front], "#000000");
  for (const back of ["page", "surface", "sunken", ...tints]) assert.equal(themes.paper[back], "#ffffff");
});
