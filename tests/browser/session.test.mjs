// The journey of locking, unlocking and leaving: the keys go, what was typed stays, and nobody gets further than their role or
// their invitation.
import assert from "node:assert/strict";
import { test } from "node:test";

import { picture } from "./support/browser.mjs";
import { addResident, backToNow, edith, foundHome, go, invite, inviteAndJoin, noFindings, openResident, openSheet, passTime, people, sendNow, shown, signIn, stage, timelineItem, writeNote } from "./support/journey.mjs";
import { plantedWords } from "./support/planted-words.mjs";

const { owner, senior, carer } = people();
const at = stage({ phone: "phone", tablet: "tablet" });
const half = "Half a sentence about the gard";
let invitation;

async function startWriting(page) {
  await openResident(page, edith);
  await openSheet(page, "Note");
  await page.getByLabel("What happened?").fill(half);
}

async function findWriting(page) {
  await page.getByText("You were writing this at").first().waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  assert.equal(await page.getByLabel("What happened?").inputValue(), half);
}

const locked = (page) => page.getByRole("button", { name: "Unlock" }).waitFor();

test("a home with a resident, and a carer on her phone", async () => {
  await foundHome(at.tablet.page, at.server.setupLink, owner);
  await addResident(at.tablet.page, edith);
  invitation = await inviteAndJoin(at.tablet.page, at.phone.page, carer);
});

test("the lock button takes the keys at once; the password brings back what was half typed", async () => {
  const { page } = at.phone;
  await startWriting(page);
  await page.getByRole("button", { name: "Lock" }).click();
  await locked(page);
  await page.getByText("Locked. Nothing you typed is lost.").waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), /Marlowe|Half a sentence/);
  await noFindings(page, "lock");
  await picture(page, "session-locked");
  await page.goBack();
  assert.doesNotMatch(await page.locator("body").innerText(), /Marlowe|Half a sentence/);
  await locked(page);
  await signIn(page, carer);
  await findWriting(page);
});

test("a wrong password gets a plain sentence, and the right one still opens", async () => {
  const { page } = at.phone;
  await page.getByRole("button", { name: "Lock" }).click();
  await locked(page);
  await page.getByRole("button", { name: "Show password" }).click(); // typed in clear, it must not stay in the browser either
  await signIn(page, carer, "Not-the-right-1");
  await page.getByText("That e-mail or password is not right.").first().waitFor();
  await noFindings(page, "wrong password");
  await signIn(page, carer);
  await findWriting(page);
});

test("a phone that nobody touches locks itself", async () => {
  const { page } = at.phone;
  await passTime(page, 11);
  await page.getByText("Locked because nobody used it for a while.").waitFor();
  await backToNow(page);
  await noFindings(page, "idle lock");
  await signIn(page, carer);
  await findWriting(page);
});

test("before the eight hours end she is asked, and signing in anew keeps what she was writing", async () => {
  const { page } = at.phone;
  await passTime(page, 8 * 60 - 3, { touched: true });
  await page.getByRole("dialog").getByText("You'll be signed out at").waitFor();
  await noFindings(page, "session about to end");
  await page.getByRole("button", { name: "Sign in again now" }).click();
  await page.getByText("Your session has ended.").waitFor();
  await backToNow(page);
  await signIn(page, carer);
  await findWriting(page);
});

test("a session that the server ended under an open form asks for the password and keeps the form", async () => {
  const { page, context } = at.phone;
  await context.clearCookies({ name: "__Host-careseal" });
  await page.getByText("Your session has ended. Sign in again; nothing you typed is lost.").waitFor({ timeout: 30_000 });
  await noFindings(page, "session ended");
  await signIn(page, carer);
  await findWriting(page);
  await page.getByRole("button", { name: "Save note" }).click();
  await timelineItem(page, half).first().waitFor();
});

test("a carer who types the address of the audit log or of invitations is told plainly", async () => {
  const { page } = at.phone;
  await sendNow(page);
  for (const [path, what] of [["/audit", "the audit log"], ["/members/invite", "staff accounts"]]) {
    await page.goto(`${at.address()}${path}`);
    await signIn(page, carer);
    await page.getByText(`Your role doesn't include ${what}`).waitFor();
    await noFindings(page, path);
  }
  assert.equal(await page.getByRole("navigation").getByRole("link", { name: /Audit|Staff/ }).count(), 0);
});

test("sign-out with an entry that could not be sent is refused, and then leaves nothing that can be read", async () => {
  const { page, context } = at.phone;
  await openResident(page, edith);
  await context.setOffline(true);
  await writeNote(page, "Only on this phone");
  await go(page, "Me");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("1 entry is only on this device").waitFor();
  await noFindings(page, "sign-out refused");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), /Marlowe|Only on this phone/);
  const words = [edith.last, edith.allergy, "Only on this phone", half, carer.name, carer.password, "Not-the-right"];
  assert.deepEqual(await plantedWords(at.phone.profile, words), []);
});

test("an invitation that was used, or changed on the way, gets a plain sentence", async () => {
  const { page } = at.phone;
  const fresh = await invite(at.tablet.page, senior);
  const other = (letter) => (letter === "2" ? "3" : "2");
  for (const [link, sentence] of [
    [invitation, "This invitation was already used. Ask for a new one."],
    [fresh.replace(/(inv_)(.)/, (_, start, letter) => start + other(letter)), "This invitation is not known. Ask for a new one."],
    [fresh.replace(/.$/, other), "That code is not right. Check the letters on the card."],
  ]) {
    await page.goto(link);
    await page.getByText(sentence).first().waitFor();
    await noFindings(page, "invitation refused");
  }
  await picture(page, "session-invitation-refused");
});

test("five wrong passwords pause the sign-in, with a plain sentence, also for the right one", async () => {
  const { page } = at.phone;
  await page.goto(`${at.address()}/sign-in`);
  for (let i = 0; i < 5; i += 1) {
    await signIn(page, carer, `Not-the-right-${i}`);
    await page.getByText("That e-mail or password is not right.").first().waitFor();
  }
  await signIn(page, carer);
  await page.getByText("Too many wrong tries. Wait 15 minutes").first().waitFor();
  await noFindings(page, "sign-in paused");
  assert.equal(await page.getByText(shown(edith)).count(), 0);
  assert.deepEqual([...at.phone.complaints, ...at.tablet.complaints], []);
});
