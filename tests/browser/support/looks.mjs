// A page as it stands, at every size and in every theme: what axe finds, what a person would call a fault. With CARE_PICTURES each look is
// kept as <name>-<size>-<theme>.png.
import { accessibilityFindings, picture, showTheme, sizes } from "./browser.mjs";
import { pageFaults } from "./page-faults.mjs";

const themes = ["light", "dark", "night"];

export async function lookAt(page, name) {
  const faults = [];
  const held = await page.viewportSize();
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const theme of themes) {
      await showTheme(page, theme); // the gallery makes the choice by hand once
      // A theme changes colours only: the other rules look at the same page once a size.
      const found = theme === "light" ? [...(await accessibilityFindings(page)), ...(await pageFaults(page))] : await accessibilityFindings(page, ["color-contrast"]);
      faults.push(...found.map((fault) => `${name}, ${size}, ${theme}: ${fault}`));
      await picture(page, `${name}-${size}-${theme}`);
    }
  }
  await showTheme(page, null);
  await page.setViewportSize(held);
  return faults;
}
