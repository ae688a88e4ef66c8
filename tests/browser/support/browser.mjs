// Debian's Chromium, one profile per device, at the sizes and themes that people have.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { mkdtempSync, mkdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const sizes = {
  phone: { width: 360, height: 640 },
  tablet: { width: 1024, height: 768 },
  desktop: { width: 1440, height: 900 },
};

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// One device: its own profile folder, so that IndexedDB and the service worker live as on a real one.
export async function openDevice({ size = "phone", profile = mkdtempSync(join(tmpdir(), "careseal-profile-")) } = {}) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: flags,
    viewport: sizes[size], hasTouch: size !== "desktop", locale: "en-GB", timezoneId: "Europe/London",
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints = [];
  page.on("console", (message) => { if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.setDefaultTimeout(Number(process.env.CARE_PATIENCE ?? 60_000));
  return {
    context, page, profile, complaints,
    // The power goes: no page hears of it, nothing is closed. The profile's lock names the process.
    async kill() {
      const closed = new Promise((resolve) => context.once("close", resolve));
      process.kill(Number(readlinkSync(join(profile, "SingletonLock")).split("-").at(-1)), "SIGKILL");
      await closed;
    },
    async close({ keep = false } = {}) {
      await context.close();
      if (!keep) rmSync(profile, { recursive: true, force: true });
    },
  };
}

// What axe finds on the page as it stands; nothing is silenced. `rules`: only these, where the others were asked before.
export async function accessibilityFindings(page, rules) {
  // Evaluated, since the page's policy forbids injected scripts; once for each document.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (only) => (await axe.run(document, { resultTypes: ["violations"], ...(only === undefined ? {} : { runOnly: { type: "rule", values: only } }) })).violations, rules);
  return violations.map((each) => `${each.id}: ${each.help} (${each.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")})`);
}

// What a device showed when a test failed: the words on the page, its complaints, and a picture where pictures are kept.
export async function evidence(device, name) {
  const words = await device.page.locator("body").innerText().catch((error) => String(error));
  console.error(`${name} at ${device.page.url().replace(/#.*/, "")}:\n${words}\n${device.complaints.join("\n")}`);
  await picture(device.page, `failed-${name}`).catch(() => {});
}

/** The same attribute that the choice under Me sets; null: what the device says. */
export async function showTheme(page, theme) {
  await page.evaluate((chosen) => new Promise((done) => {
    if (chosen === null) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    requestAnimationFrame(() => requestAnimationFrame(done));
  }), theme);
}

const pictures = process.env.CARE_PICTURES;
export async function picture(page, name) {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}
