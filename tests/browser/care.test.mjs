// The journey of a day's care, on a phone: every quick entry, what happened earlier, what was wrong and is put right. Nothing is
// ever deleted, and nothing is counted that was taken back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { picture } from "./support/browser.mjs";
import { addResident, edith, foundHome, go, inviteAndJoin, noFindings, openResident, openSheet, people, sendNow, shown, stage, timelineItem } from "./support/journey.mjs";

const { owner, senior, nurse } = people();
const at = stage({ phone: "phone", desktop: "desktop" });
const screens = { phone: () => at.phone.page, desktop: () => at.desktop.page };

// What hands do from here on: taps, and keys that were typed.
async function watchHands(page) {
  await page.evaluate(() => {
    const isWatched = globalThis.hands !== undefined;
    globalThis.hands = { taps: 0, keys: 0 };
    if (isWatched) return;
    addEventListener("pointerdown", () => { globalThis.hands.taps += 1; }, { capture: true });
    addEventListener("keydown", () => { globalThis.hands.keys += 1; }, { capture: true });
  });
}
const hands = (page) => page.evaluate(() => globalThis.hands);

const part = (date, options) => date.toLocaleString("en-GB", { timeZone: "Europe/London", ...options });
const clockOf = (date) => part(date, { hour: "2-digit", minute: "2-digit" });
const dayOf = (date) => [part(date, { year: "numeric" }), part(date, { month: "2-digit" }), part(date, { day: "2-digit" })].join("-");
const minutesAgo = (minutes) => new Date(Date.now() - minutes * 60_000);

async function correct(page, item, action) {
  await item.getByRole("button", { name: "Change" }).click();
  await item.getByText(action, { exact: true }).click();
}

test("a home with a resident, a senior carer on her phone, and a nurse at the office's computer", async () => {
  const desk = at.desktop.page;
  await foundHome(desk, at.server.setupLink, owner);
  await addResident(desk, edith);
  await inviteAndJoin(desk, at.phone.page, senior);
  await inviteAndJoin(desk, desk, nurse);
});

for (const size of ["phone", "desktop"]) {
  test(`on a ${size}, a drink is three taps away and stands in the timeline at once`, async () => {
    const page = screens[size]();
    await go(page, "Residents");
    await page.getByText(shown(edith)).first().waitFor();
    await watchHands(page);
    await page.getByText(shown(edith)).first().click();
    await openSheet(page, "Drink");
    await page.getByRole("button", { name: /^200 ml/ }).click();
    await timelineItem(page, "Tea, 200 ml").first().waitFor();
    assert.deepEqual(await hands(page), { taps: 3, keys: 0 });
    await page.getByText("Saved on this device").filter({ visible: true }).first().waitFor();
    await noFindings(page, `resident with a drink, ${size}`);
  });
}

test("personal care takes six taps at most, and nothing to type", async () => {
  const { page } = at.phone;
  await go(page, "Residents");
  await watchHands(page);
  await page.getByText(shown(edith)).first().click();
  await openSheet(page, "Wash");
  for (const done of ["Wash", "Dressed", "Mouth care"]) await page.getByRole("button", { name: done, exact: true }).click();
  await noFindings(page, "personal care");
  await page.getByRole("button", { name: "Save 3 things done" }).click();
  await timelineItem(page, "Wash, Dressed, Mouth care").first().waitFor();
  assert.deepEqual(await hands(page), { taps: 6, keys: 0 });
});

test("food, a turn and a mood are each one tap on their sheet", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  const sheets = [["Food", /Half/, "half eaten"], ["Turn", /^Left side/, "Turned: Left side"], ["Mood", /^Content/, "Mood: Content"]];
  for (const [kind, choice, words] of sheets) {
    await openSheet(page, kind);
    await page.getByRole("button", { name: choice }).first().waitFor();
    await noFindings(page, kind);
    await picture(page, `care-${kind}`);
    await page.getByRole("button", { name: choice }).first().click();
    await timelineItem(page, words).first().waitFor();
  }
});

test("a note is typed, and half of it is not lost by looking elsewhere", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  await openSheet(page, "Note");
  await page.getByLabel("What happened?").fill("Walked to the garden");
  await noFindings(page, "note");
  await go(page, "Residents");
  await openResident(page, edith);
  await openSheet(page, "Note");
  await page.getByText("You were writing this at").first().waitFor();
  await noFindings(page, "note, draft found");
  await page.getByRole("button", { name: "Continue" }).click();
  assert.equal(await page.getByLabel("What happened?").inputValue(), "Walked to the garden");
  await page.getByLabel("What happened?").fill("Walked to the garden with her frame, rested twice");
  await page.getByRole("button", { name: "Save note" }).click();
  await timelineItem(page, "rested twice").first().waitFor();
});

test("a temperature no living person has gets its plain sentence, and the right one is saved", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  await openSheet(page, "Obs");
  await page.getByRole("button", { name: /^Temp/ }).click();
  const pad = page.getByRole("group", { name: "Temperature" });
  const press = async (digits) => { for (const digit of digits) await pad.getByRole("button", { name: digit, exact: true }).click(); };
  await press("290");
  await page.getByText("must be between 30.0 °C and 43.0 °C").first().waitFor();
  await page.getByRole("button", { name: "Save observations" }).click();
  await page.getByText("There is something to put right").first().waitFor();
  await page.getByRole("link", { name: /^Temperature: must be between/ }).waitFor();
  await noFindings(page, "observations, out of range");
  await picture(page, "care-obs-wrong");
  if ((await pad.count()) === 0) await page.getByRole("button", { name: /^Temp/ }).click();
  for (let i = 0; i < 4; i += 1) await pad.getByRole("button", { name: "Take the last digit away" }).click();
  // 370 is typed on many pads: the point comes by itself, where no other digit fits.
  await press("370");
  await page.getByRole("button", { name: /^Temp 37\.0 °C/ }).waitFor();
  await page.getByRole("button", { name: "Save observations" }).click();
  await timelineItem(page, "Temperature 37.0 °C").first().waitFor();
});

test("what happened earlier shows when it happened and when it was written", async () => {
  const { page } = at.phone;
  const then = minutesAgo(75);
  await openResident(page, edith);
  await openSheet(page, "Drink");
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByLabel("Day", { exact: true }).fill(dayOf(then));
  await page.getByLabel("Time", { exact: true }).fill(clockOf(then));
  await page.getByText("Late entry: happened").waitFor();
  await noFindings(page, "late entry");
  await page.getByRole("button", { name: /^150 ml/ }).click();
  const item = timelineItem(page, "150 ml");
  await item.first().waitFor();
  assert.equal(await item.locator("time").innerText(), clockOf(then));
  await item.getByText("Written at").waitFor();
  // Today's total has it if it was today.
  const total = dayOf(then) === dayOf(new Date()) ? "550 ml" : "400 ml";
  await page.getByRole("link", { name: new RegExp(`^Drink ${total}`) }).waitFor();
});

test("what is taken back within ten seconds leaves nothing, here or anywhere", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  await openSheet(page, "Mood");
  await page.getByRole("button", { name: /^Very low/ }).click();
  await timelineItem(page, "Mood: Very low").first().waitFor();
  await page.getByRole("button", { name: "Undo" }).filter({ visible: true }).first().click();
  await page.getByText("Taken back. Nothing was recorded.").filter({ visible: true }).first().waitFor();
  assert.equal(await timelineItem(page, "Mood: Very low").count(), 0);
  await sendNow(page);
  await openResident(at.desktop.page, edith);
  await timelineItem(at.desktop.page, "rested twice").first().waitFor();
  assert.equal(await timelineItem(at.desktop.page, "Mood: Very low").count(), 0);
});

test("a wrong entry is struck out with a reason, and stays readable on every screen", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  const item = timelineItem(page, "150 ml");
  await correct(page, item, "Strike out");
  await page.getByRole("dialog").getByRole("button", { name: "Strike out" }).click();
  await page.getByText("Choose what is wrong with it").first().waitFor();
  await noFindings(page, "strike out");
  await picture(page, "care-strike");
  await page.getByRole("dialog").getByLabel("Wrong person").check({ force: true });
  await page.getByRole("dialog").getByRole("button", { name: "Strike out" }).click();
  await item.getByText("Struck out: Wrong person").waitFor();
  await sendNow(page);
  await openResident(page, edith);
  await page.getByRole("link", { name: /^Drink 400 ml/ }).waitFor();
  for (const screen of Object.values(screens)) {
    const struck = timelineItem(screen(), "150 ml");
    await struck.getByText("Struck out: Wrong person").waitFor({ timeout: 30_000 });
    assert.match(await struck.locator("s").first().innerText(), /150 ml/);
  }
  await noFindings(page, "timeline with a struck entry");
});

test("a note is corrected with a new version, and says who corrected it and why", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  const item = timelineItem(page, "rested twice");
  await correct(page, item, "Correct");
  await page.getByText("That stays readable.").waitFor();
  await page.getByLabel("Note", { exact: true }).fill("Walked to the garden with her frame, rested once");
  await page.getByLabel("Wrong details").check({ force: true });
  await noFindings(page, "correction");
  await picture(page, "care-correct");
  await page.getByRole("button", { name: "Save correction" }).click();
  const corrected = timelineItem(page, "rested once");
  await corrected.getByText("Corrected by").waitFor();
  await corrected.getByText("Wrong details").waitFor();
  assert.equal(await timelineItem(page, "rested twice").count(), 0);
});

test("two people change a resident's details at once: the second is told, and both changes are kept", async () => {
  const { page } = at.phone;
  const desk = at.desktop.page;
  await sendNow(page);
  for (const each of [page, desk]) {
    await openResident(each, edith);
    await each.getByText("About Edie Marlowe and contacts").click();
    await each.getByRole("link", { name: "Change details" }).click();
    await each.getByLabel("Room").waitFor();
  }
  await noFindings(page, "change details");
  await desk.getByLabel("Room").fill("15");
  await desk.getByLabel("Wrong details").check({ force: true });
  await desk.getByRole("button", { name: "Save changes" }).click();
  await desk.getByText("Room 15").first().waitFor();
  await desk.getByText("All sent").first().waitFor();
  await page.getByLabel("Likes to be called").fill("Edith");
  await page.getByLabel("Wrong details").check({ force: true });
  await page.getByRole("button", { name: "Save changes" }).click();
  // She may know of the other change already, or learn it from the server's refusal.
  const told = page.getByText("Two people changed this");
  const refused = page.getByRole("link", { name: "Compare both" }).filter({ visible: true });
  await told.or(refused).first().waitFor();
  if ((await told.count()) === 0) {
    await noFindings(page, "refused change");
    await refused.first().click();
  }
  await told.first().waitFor();
  await noFindings(page, "two versions");
  await picture(page, "care-conflict");
  // What only one of them changed is no question: it is shown, and both are kept.
  assert.equal(await page.getByRole("radiogroup").count(), 0);
  await page.getByText("15 (was: 14)").waitFor();
  await page.getByText("Edith (was: Edie)").waitFor();
  await page.getByRole("button", { name: "Save both" }).click();
  for (const each of [page, desk]) {
    await each.getByRole("main").getByText("Edith Marlowe").filter({ visible: true }).first().waitFor({ timeout: 30_000 });
    await each.getByText("Room 15").first().waitFor();
  }
  // What was settled is not offered again.
  await page.getByText("About Edith Marlowe and contacts").click();
  await page.getByRole("link", { name: "Change details" }).click();
  await page.getByLabel("Room").waitFor();
  assert.equal(await page.getByText("You were writing this at").count(), 0);
});

test("no page complained while all this happened", () => {
  assert.deepEqual([...at.phone.complaints, ...at.desktop.complaints], []);
});
