// The journey of who did what: a manager joins and waits until the owner has compared keys; she writes and corrects; the owner's
// audit log says who, what, about whom, when and from where, proves each line, and shows the words before and after.
import assert from "node:assert/strict";
import { test } from "node:test";

import { picture } from "./support/browser.mjs";
import { addResident, edith, foundHome, go, invite, join, noFindings, openResident, people, sendNow, setUpKey, signIn, stage, timelineItem, writeNote } from "./support/journey.mjs";
import { totp } from "./support/totp.mjs";

const { owner, manager } = people();
const at = stage({ tablet: "tablet", desktop: "desktop" });

const rows = (page) => page.getByRole("region", { name: "Audit log" }).getByRole("row").filter({ has: page.getByRole("cell") });
const row = (page, words) => rows(page).filter({ hasText: words }).first();
const groupsOn = async (page) => (await page.getByRole("main").getByRole("list", { name: /six groups/i }).getByRole("listitem").allInnerTexts()).map((words) => words.replaceAll(/\s+/g, " ").trim());

const correction = /Grace Obi\s*changed\s*Daily entry/;

async function openLog(page) {
  await go(page, "Audit log");
  await rows(page).first().waitFor({ timeout: 30_000 });
}

test("a home with a resident, and a manager who is invited and sets up her second factor", async () => {
  const { page } = at.tablet;
  await foundHome(at.desktop.page, at.server.setupLink, owner);
  await addResident(at.desktop.page, edith);
  await join(page, await invite(at.desktop.page, manager), manager);
  await page.getByText("can't be skipped").waitFor({ timeout: 30_000 });
  await noFindings(page, "second factor, forced");
  await page.getByRole("button", { name: "Start" }).click();
  manager.totp = await setUpKey(page);
  await page.getByRole("textbox").last().fill(totp(manager.totp));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Go on" }).click();
});

test("she waits, with six groups to show, and opens no record before the owner confirmed her", async () => {
  const { page } = at.tablet;
  await page.getByText("One step is left").first().waitFor({ timeout: 30_000 });
  await noFindings(page, "waiting");
  await picture(page, "audit-waiting");
  assert.equal(await page.getByRole("navigation").getByRole("link", { name: "Residents" }).count(), 0);
  const desk = at.desktop.page;
  await go(desk, "Staff");
  await desk.getByText("1 person waits to be confirmed").waitFor({ timeout: 30_000 });
  await noFindings(desk, "staff with somebody who waits");
  await desk.getByRole("link", { name: `Compare: ${manager.name}` }).click();
  await desk.getByRole("heading", { name: "Compare in person" }).waitFor();
  const hers = await groupsOn(page);
  assert.equal(hers.length, 6);
  assert.deepEqual(await groupsOn(desk), hers);
  await desk.getByRole("button", { name: `Confirm ${manager.name}` }).click();
  await desk.getByText("Compare the groups, then tick the box").first().waitFor();
  await noFindings(desk, "compare keys");
  await desk.getByLabel(/all six groups are the same/).check({ force: true });
  await desk.getByRole("button", { name: `Confirm ${manager.name}` }).click();
  await desk.getByText("Active", { exact: true }).first().waitFor();
});

test("confirmed, she works: a note, and its correction", async () => {
  const { page } = at.tablet;
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByRole("heading", { name: manager.name }).waitFor();
  await openResident(page, edith);
  await writeNote(page, "She walked to the garden twice");
  await sendNow(page);
  await openResident(page, edith);
  const item = timelineItem(page, "garden twice");
  await item.getByRole("button", { name: "Change" }).click();
  await item.getByText("Correct", { exact: true }).click();
  await page.getByLabel("Note", { exact: true }).fill("She walked to the garden once");
  await page.getByLabel("Wrong details").check({ force: true });
  await page.getByRole("button", { name: "Save correction" }).click();
  await timelineItem(page, "garden once").first().waitFor();
  await sendNow(page);
});

test("the log says who did what, about whom and when, and each line is proved", async () => {
  const { page } = at.desktop;
  await openLog(page);
  const changed = row(page, correction);
  const words = await changed.innerText();
  for (const part of [manager.name, "Daily entry", "Edie M.", "proved"]) assert.ok(words.includes(part), `${part} in ${words}`);
  assert.match(words, /Today, \d\d:\d\d:\d\d/);
  await row(page, /Grace Obi\s*opened the record\s*Edie M\./).waitFor();
  await row(page, /Ruth Ellery\s*confirmed\s*Grace Obi/).waitFor();
  const all = await rows(page).allInnerTexts();
  assert.ok(all.length > 10);
  for (const each of all) assert.match(each, /\d+\s*(proved|by the server)/);
  await noFindings(page, "audit log");
});

test("a line opens: from where, the proof in words, and the words before and after", async () => {
  const { page } = at.desktop;
  await row(page, correction).getByRole("button").click();
  const detail = page.getByRole("region", { name: "Audit log" });
  await detail.getByText("127.0.0.1").waitFor();
  await detail.getByText(/Chrome/).first().waitFor();
  await detail.getByText(/signature checked, and its place in the trusted log proved on this device/).waitFor();
  const changes = page.getByRole("region", { name: "Before and after" });
  await changes.getByText("Reason: Wrong details").waitFor();
  assert.equal((await changes.locator("del").allInnerTexts()).join(" ").includes("twice"), true);
  assert.equal((await changes.locator("ins").allInnerTexts()).join(" ").includes("once"), true);
  await changes.getByText("She walked to the garden").first().waitFor();
  await noFindings(page, "audit log, one line open");
  await picture(page, "audit-diff");
  await row(page, correction).getByRole("button").click();
  await changes.waitFor({ state: "hidden" });
});

test("the whole chain is verified on the device", async () => {
  const { page } = at.desktop;
  await page.getByRole("button", { name: "Verify chain" }).click();
  await page.getByText(/The chain holds: all \d+ entries are there/).waitFor({ timeout: 30_000 });
  await noFindings(page, "chain verified");
});

test("the log is filtered by person and by resident", async () => {
  const { page } = at.desktop;
  await page.getByText("Filter", { exact: true }).first().click();
  await page.getByLabel("Person").selectOption({ label: manager.name });
  await page.getByText(/\d+ of \d+ loaded entries/).waitFor();
  for (const each of await rows(page).allInnerTexts()) assert.match(each, /^[^\n]*\s*Grace Obi/);
  await page.getByRole("button", { name: `Remove filter ${manager.name}` }).click();
  await page.getByLabel("Resident", { exact: true }).selectOption({ label: "Edie Marlowe" });
  await page.getByRole("button", { name: "Remove filter Edie Marlowe" }).waitFor();
  const about = await rows(page).allInnerTexts();
  assert.ok(about.length >= 4);
  for (const each of about) assert.match(each, /Edie M\./);
  assert.ok(about.some((each) => each.includes(owner.name)) && about.some((each) => each.includes(manager.name)));
  await noFindings(page, "audit log, filtered");
});

test("the manager reads the log too, and signs in again with both factors", async () => {
  const { page } = at.tablet;
  await openLog(page);
  await row(page, correction).waitFor();
  await noFindings(page, "audit log of the manager");
  await go(page, "Me");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, manager);
  await page.getByLabel("Six-digit code").fill(totp(manager.totp, Date.now(), 1));
  await page.getByRole("heading", { name: "Residents" }).waitFor();
  assert.deepEqual([...at.tablet.complaints, ...at.desktop.complaints], []);
});
