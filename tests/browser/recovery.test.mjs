// The journey of a lost password: the owner forgot hers and lost her phone; the printed sheet opens the home again, and nothing
// else does.
import assert from "node:assert/strict";
import { test } from "node:test";

import { picture } from "./support/browser.mjs";
import { addResident, edith, foundHome, go, noFindings, openResident, people, setUpKey, shown, signIn, stage } from "./support/journey.mjs";
import { plantedWords } from "./support/planted-words.mjs";
import { totp } from "./support/totp.mjs";

const { owner } = people();
const at = stage({ tablet: "tablet", phone: "phone" });
const newPassword = "Amber-window-8-otters";
const before = { ...owner };
let sheet; // its four lines

async function look(page, where) {
  await noFindings(page, where);
  await picture(page, `recovery-${where.replaceAll(" ", "-")}`);
}

async function fillForm(page, { email = owner.handle, lines = sheet, password = newPassword } = {}) {
  await page.getByLabel("E-mail").fill(email);
  for (const [index, line] of lines.entries()) await page.getByLabel(`Groups ${index * 4 + 1} to ${index * 4 + 4}`).fill(line);
  await page.locator("input[name=password]").fill(password);
}

const change = (page) => page.getByRole("button", { name: "Change the password" }).click();

test("an owner founds a home, prints the sheet, adds a resident and signs out", async () => {
  const { page } = at.tablet;
  const groups = await foundHome(page, at.server.setupLink, owner);
  sheet = [0, 4, 8, 12].map((from) => [1, 2, 3, 4].map((place) => groups.get(from + place)).join(" "));
  await addResident(page, edith);
  await go(page, "Me");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.getByRole("button", { name: "Sign in" }).or(page.getByRole("link", { name: "Sign in" })).first().waitFor();
});

test("the sign-in page leads to the sheet, and says what helps without one", async () => {
  const { page } = at.phone;
  await page.goto(`${at.address()}/sign-in`);
  await page.getByRole("link", { name: "Lost your password?" }).click();
  await page.getByRole("heading", { level: 1, name: "Lost your password" }).waitFor();
  await page.getByText("I have no recovery kit").click();
  await page.getByText("Ask an owner or manager to remove you and invite you again").waitFor();
  await look(page, "form");
  await change(page);
  await page.getByRole("alert").waitFor();
  await page.getByText("Enter groups 5 to 8 from the sheet").first().waitFor();
  await look(page, "nothing typed");
});

test("a mistyped letter is named by its groups; another home's sheet and a stranger's e-mail get one sentence", async () => {
  const { page } = at.phone;
  const wrong = sheet.with(1, sheet[1].replace(/^./, (letter) => (letter === "2" ? "3" : "2")));
  await fillForm(page, { lines: wrong });
  await change(page);
  await page.getByText("A letter of groups 5 to 8 is wrong or missing.").first().waitFor();
  assert.equal(await page.getByLabel("Groups 1 to 4").inputValue(), sheet[0]);

  // A whole sheet, pasted into the first field, fills all four.
  const strange = "2082 0C20 A1G7 104D GM2R C1M7 0Y40 H28A 9H85 8P2W C1J6 GV36 GEHW 7S09 Z4HT H8DM";
  await page.getByLabel("Groups 1 to 4").fill(strange);
  assert.equal(await page.getByLabel("Groups 13 to 16").inputValue(), "GEHW 7S09 Z4HT H8DM");
  const refusal = page.getByText("This e-mail and this sheet don't belong together.").first();
  await change(page);
  await refusal.waitFor({ timeout: 60_000 });
  await look(page, "refused");
  await fillForm(page, { email: "nobody@sunrise.example" });
  const [answer] = await Promise.all([page.waitForResponse("**/api/v1/recovery/start"), change(page)]);
  assert.equal(answer.status(), 401);
  await refusal.waitFor();
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search + new URL(page.url()).hash, "/recover");
});

test("with the right sheet in small letters she chooses a new password, sets up a new second factor, and the records open", async () => {
  const { page } = at.phone;
  await fillForm(page, { lines: sheet.map((line) => line.toLowerCase()) });
  await change(page);
  await page.getByRole("heading", { level: 1, name: "Your password is changed" }).waitFor({ timeout: 60_000 });
  await look(page, "done");
  assert.match(await page.title(), /Your password is changed/);
  await page.getByRole("link", { name: "Sign in" }).click();
  owner.password = newPassword;
  await signIn(page, owner);
  await page.getByText("can't be skipped").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Start" }).click();
  owner.totp = await setUpKey(page);
  await page.getByRole("textbox").last().fill(totp(owner.totp));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText(shown(edith)).first().waitFor({ timeout: 60_000 });
  await openResident(page, edith);
});

test("the old password is refused, with its phone and all", async () => {
  const { page } = at.tablet;
  await page.goto(`${at.address()}/sign-in`);
  await signIn(page, before);
  await page.getByText("That e-mail or password is not right.").first().waitFor({ timeout: 60_000 });
});

test("the audit log says that the kit was used", async () => {
  const { page } = at.phone;
  await page.setViewportSize({ width: 1280, height: 900 });
  await go(page, "Audit log");
  await page.getByRole("row", { name: /Ruth Ellery\s*used the recovery kit/ }).first().waitFor({ timeout: 60_000 });
  await look(page, "audit");
});

test("neither password, nor sheet, nor a resident's name lies on the server or in the browsers", async () => {
  assert.deepEqual([...at.tablet.complaints, ...at.phone.complaints], []);
  const words = [edith.last, before.password, newPassword, ...sheet, ...sheet.map((line) => line.toLowerCase()), ...sheet.map((line) => line.replaceAll(" ", ""))];
  const found = [];
  for (const folder of [at.server.folder, at.phone.profile, at.tablet.profile]) found.push(...(await plantedWords(folder, words)));
  assert.deepEqual(found, []);
});
