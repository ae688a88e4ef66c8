// The journey of a home's first day, in real browsers against the real server: an owner makes the home, a carer joins on her own
// phone, records a drink in three taps, the owner's tablet shows it, and the audit page proves it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { picture } from "./support/browser.mjs";
import { createHome, edith, fillResident, go, invite, join, makeKit, noFindings, people, sent, shown, signIn, stage } from "./support/journey.mjs";
import { plantedWords } from "./support/planted-words.mjs";
import { totp } from "./support/totp.mjs";

const { owner, carer } = people();
const at = stage({ tablet: "tablet", phone: "phone" });

// Each page of the first day is checked and, where pictures are kept, kept.
async function look(page, where) {
  await noFindings(page, where);
  await picture(page, where.replaceAll(" ", "-"));
}

test("an owner creates a home, with second factor", async () => {
  await createHome(at.tablet.page, at.server.setupLink, owner, look);
});

test("the owner signs in, prints the recovery kit and types two groups of it again", async () => {
  const { page } = at.tablet;
  await signIn(page, owner);
  // The code that created the home is used up; the next one is accepted early.
  await page.getByLabel("Six-digit code").fill(totp(owner.totp, Date.now(), 1));
  await makeKit(page, look);
});

test("the owner adds a resident with allergies and DNACPR", async () => {
  const { page } = at.tablet;
  await fillResident(page, { ...edith, nhsNumber: "943 476 5918" });
  await look(page, "add a resident");
  const save = page.getByRole("button", { name: /^(Save|Add)/ }).last();
  await save.click();
  // A mistyped NHS number gets a plain sentence, and nothing typed is lost.
  await page.getByText("This is not a valid NHS number. Check the ten digits.").first().waitFor();
  assert.equal(await page.getByLabel("First name").inputValue(), edith.first);
  await page.getByLabel("NHS number").fill(edith.nhsNumber);
  await save.click();
  await page.getByText(shown(edith)).first().waitFor();
  await sent(page);
});

test("a carer is invited in person and joins on her own phone", async () => {
  const link = await invite(at.tablet.page, carer, look);
  await join(at.phone.page, link, carer, look);
  await at.phone.page.getByText(shown(edith)).first().waitFor({ timeout: 60_000 });
});

test("a drink takes three taps: resident, Drink, 200 ml", async () => {
  const { page } = at.phone;
  await look(page, "residents on a phone");
  await page.getByText(shown(edith)).first().click();
  await page.getByRole("link", { name: /^Drink/ }).or(page.getByRole("button", { name: /^Drink/ })).first().click();
  await page.getByText("200 ml").first().waitFor();
  await picture(page, "drink-on-a-phone");
  await page.getByText("200 ml").first().click();
  await page.getByText("Saved on this device").first().waitFor();
  await look(page, "resident with a new entry");
  await sent(page);
});

test("the owner's tablet shows the drink, and the audit page proves it", async () => {
  const { page } = at.tablet;
  await go(page, "Residents");
  await page.getByText(shown(edith)).first().click();
  await page.getByText(/200 ml/).first().waitFor({ timeout: 60_000 });
  await page.getByText(carer.name).first().waitFor();
  await picture(page, "resident-on-a-tablet");
  await go(page, "Audit log");
  await page.getByRole("cell", { name: carer.name }).or(page.getByRole("row", { name: new RegExp(carer.name) })).first().waitFor({ timeout: 60_000 });
  await look(page, "audit");
  assert.doesNotMatch(await page.locator("main").innerText(), /broken/i);
});

test("no page complained about its policy, and nothing readable lies on the server or in the browser", async () => {
  assert.deepEqual([...at.tablet.complaints, ...at.phone.complaints], []);
  const words = [edith.last, edith.allergy, carer.name, owner.password, carer.password, "9434765919"];
  const found = [];
  for (const folder of [at.server.folder, at.phone.profile, at.tablet.profile]) found.push(...(await plantedWords(folder, words)));
  assert.deepEqual(found, []);
});
