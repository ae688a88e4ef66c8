// The journey of a home's first day, in real browsers against the real server: an owner makes the home, a carer joins on her own
// phone, records a drink in three taps, the owner's tablet shows it, and the audit page proves it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { accessibilityFindings, openDevice, picture } from "./support/browser.mjs";
import { plantedWords } from "./support/planted-words.mjs";
import { startServer } from "./support/server.mjs";
import { totp } from "./support/totp.mjs";

const owner = { name: "Ruth Ellery", handle: "ruth@sunrise.example", password: "Lantern-orchard-7-quay", totp: "" };
const carer = { name: "Asha Khan", handle: "asha@sunrise.example", password: "Harbour-4-Thimble-rose" };

let server;
let tablet; // the owner's
let phone;  // the carer's

const home = () => server.address("first");

async function signIn(page, person) {
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  const handle = page.getByLabel("E-mail");
  if ((await handle.inputValue()) === "") await handle.fill(person.handle);
  await page.locator("input[type=password]").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

// Everything on this device has the server's receipt: the hold of ten seconds is over and the chip says so.
async function sent(page) {
  await page.getByText("All sent").first().waitFor({ timeout: 90_000 });
}

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

test("the owner signs in, prints the recovery kit and types two groups of it again", async () => {
  const { page } = tablet;
  await page.waitForURL(/\/\/first\.localhost/);
  await signIn(page, owner);
  // The code that created the home is used up; the next one is accepted early.
  await page.getByLabel("Six-digit code").fill(totp(owner.totp, Date.now(), 1));
  await page.getByRole("button", { name: "Make the kit" }).click();
  await page.getByText("I have the sheet on paper").waitFor();
  await noFindings(page, "recovery kit");
  await picture(page, "recovery-kit-tablet");
  const groups = await page.locator("main li, main td, main dd").allInnerTexts();
  const sheet = new Map(groups.map((text) => /^(\d{1,2})\s*([0-9A-Z]{4})$/.exec(text.replaceAll(/\s+/g, ""))).filter((found) => found !== null).map(([, number, letters]) => [Number(number), letters]));
  assert.equal(sheet.size, 16);
  await page.getByText("I have the sheet on paper").click();
  await page.getByLabel(/^Group \d+$/).first().waitFor();
  for (const field of await page.getByLabel(/^Group \d+$/).all()) {
    const label = await field.evaluate((element) => element.labels[0].innerText);
    await field.fill(sheet.get(Number(/\d+/.exec(label)[0])).toLowerCase());
  }
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Your recovery kit counts").first().waitFor();
  await noFindings(page, "kit confirmed");
});

test("the owner adds a resident with allergies and DNACPR", async () => {
  const { page } = tablet;
  await page.getByRole("link", { name: "Residents" }).first().click();
  await page.getByRole("link", { name: /add/i }).or(page.getByRole("button", { name: /add/i })).first().click();
  await page.getByLabel("First name").fill("Edith");
  await page.getByLabel("Last name").fill("Marlowe");
  await page.getByLabel("Likes to be called").fill("Edie");
  await page.getByLabel("Room").fill("14");
  await page.getByLabel("Yes, has allergies").check({ force: true });
  await page.getByRole("textbox", { name: /allerg/i }).first().fill("Penicillin");
  await page.getByLabel("DNACPR in place").check({ force: true });
  await page.getByLabel("NHS number").fill("943 476 5918");
  await noFindings(page, "add a resident");
  await picture(page, "resident-new-tablet");
  const save = page.getByRole("button", { name: /^(Save|Add)/ }).last();
  await save.click();
  // A mistyped NHS number gets a plain sentence, and nothing typed is lost.
  await page.getByText("This is not a valid NHS number. Check the ten digits.").first().waitFor();
  assert.equal(await page.getByLabel("First name").inputValue(), "Edith");
  await page.getByLabel("NHS number").fill("943 476 5919");
  await save.click();
  await page.getByText("Edie Marlowe").first().waitFor();
  await sent(page);
});

test("a carer is invited in person and joins on her own phone", async () => {
  const { page } = tablet;
  await page.getByRole("link", { name: "Staff" }).first().click();
  await page.getByRole("link", { name: /invite/i }).or(page.getByRole("button", { name: /invite/i })).first().click();
  await page.getByLabel("Name", { exact: true }).fill(carer.name);
  await page.getByLabel("Job").fill("Carer");
  await page.getByRole("radio", { name: /^Carer/ }).check({ force: true });
  await noFindings(page, "invite someone");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await page.getByText("Hand this over in person").first().waitFor();
  await noFindings(page, "invitation card");
  await picture(page, "invitation-tablet");
  const link = /https?:\/\/\S+\/accept#\S+/.exec(await page.locator("main").innerText())?.[0];
  assert.ok(link, "the card shows a link");

  const { page: hers } = phone;
  await hers.goto(link);
  await hers.getByText("Sunrise House invites you").first().waitFor();
  await noFindings(hers, "invitation on the phone");
  await picture(hers, "accept-phone");
  await hers.getByLabel("E-mail").fill(carer.handle);
  await hers.getByLabel("Choose a password").fill(carer.password);
  await hers.getByRole("button", { name: "Join" }).click();
  // Her password is still in the page: it signs her in, on keys made a moment ago.
  await hers.getByText("Edie Marlowe").first().waitFor({ timeout: 60_000 });
});

test("a drink takes three taps: resident, Drink, 200 ml", async () => {
  const { page } = phone;
  await noFindings(page, "residents on a phone");
  await picture(page, "residents-phone");
  await page.getByText("Edie Marlowe").first().click();
  await page.getByRole("link", { name: /^Drink/ }).or(page.getByRole("button", { name: /^Drink/ })).first().click();
  await page.getByText("200 ml").first().waitFor();
  await picture(page, "drink-phone");
  await page.getByText("200 ml").first().click();
  await page.getByText("Saved on this device").or(page.getByText("Saved on this phone")).first().waitFor();
  await noFindings(page, "resident with a new entry");
  await picture(page, "resident-phone");
  await sent(page);
});

test("the owner's tablet shows the drink, and the audit page proves it", async () => {
  const { page } = tablet;
  await page.getByRole("link", { name: "Residents" }).first().click();
  await page.getByText("Edie Marlowe").first().click();
  await page.getByText(/200 ml/).first().waitFor({ timeout: 60_000 });
  await page.getByText(carer.name).first().waitFor();
  await picture(page, "resident-tablet");
  await page.getByRole("link", { name: "Audit log" }).first().click();
  await page.getByRole("cell", { name: carer.name }).or(page.getByRole("row", { name: new RegExp(carer.name) })).first().waitFor({ timeout: 60_000 });
  await noFindings(page, "audit");
  await picture(page, "audit-tablet");
  assert.doesNotMatch(await page.locator("main").innerText(), /broken/i);
});

test("no page complained about its policy, and nothing readable lies on the server or in the browser", async () => {
  assert.deepEqual([...tablet.complaints, ...phone.complaints], []);
  const words = ["Marlowe", "Penicillin", carer.name, owner.password, carer.password, "9434765919"];
  const found = [...(await plantedWords(server.folder, words)), ...(await plantedWords(phone.profile, words)), ...(await plantedWords(tablet.profile, words))];
  assert.deepEqual(found, []);
});
