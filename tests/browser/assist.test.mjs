// The journey of writing help: an owner switches it on for the home, a carer has a note reworded and a day summed up, and sees each time what
// would leave. The service receives no name, number or address of anybody; the log says what was sent, and proves it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";

import { startProvider } from "../support/ai-provider.mjs";
import { addResident, drink, edith, foundHome, go, inviteAndJoin, openResident, openSheet, people, sendNow, signIn, stage, timelineItem, writeNote } from "./support/journey.mjs";
import { lookAt } from "./support/looks.mjs";
import { plantedWords } from "./support/planted-words.mjs";

const { owner, carer } = people();
const jim = { first: "James", last: "Pemberton", called: "Jim", room: "15", allergy: "Latex", nhsNumber: "999 012 3454" };
const provider = await startProvider();
const settings = `
[assist]
provider = "azure"
endpoint = "http://localhost:${provider.port}"
deployment = "notes-uk"
model = "gpt-4o-mini"
key = "env:CARE_STAND_IN_KEY"
`;
process.env.CARE_STAND_IN_KEY = "stand-in-key-of-this-test";
const at = stage({ phone: "phone", desktop: "desktop" }, async () => ({ settings }));
after(() => provider.close());

const names = [edith.first, edith.called, edith.last, jim.first, jim.called, jim.last, carer.name, "Asha", "Khan", owner.name, "Ellery", "07700 900145", "900145"];
const note = "Edie sat with Jim in the lounge after lunch and laughed a lot. Asha walked her back at 14:05, BP 138/74. Her daughter rang on 07700 900145 and comes on 12 May.";

const out = (page) => page.getByRole("group", { name: "This is what would leave" });
const faults = [];
const look = async (page, name) => void faults.push(...(await lookAt(page, name)));
const noFaults = () => assert.deepEqual(faults.splice(0), []);

async function openWording(page, text) {
  await openResident(page, edith);
  await openSheet(page, "Note");
  const field = page.getByLabel("What happened?");
  await field.waitFor();
  await field.fill(text);
  await page.getByRole("button", { name: "Help with wording" }).click();
  await out(page).waitFor();
}

const send = (page) => page.getByRole("button", { name: "Send redacted text" }).click();

test("a home with two residents and a carer; there is no writing help before an owner wants it", async () => {
  const desk = at.desktop.page;
  await foundHome(desk, at.server.setupLink, owner);
  await addResident(desk, edith);
  await addResident(desk, jim);
  await inviteAndJoin(desk, at.phone.page, carer);
  const { page } = at.phone;
  await openResident(page, edith);
  assert.equal(await page.getByRole("link", { name: "Handover summary" }).count(), 0);
  await openSheet(page, "Note");
  await page.getByLabel("What happened?").waitFor();
  assert.equal(await page.getByRole("button", { name: "Help with wording" }).count(), 0);
});

test("the owner reads where texts would go and for what, and switches it on by a decision of her own", async () => {
  const { page } = at.desktop;
  await go(page, "Writing help");
  await page.getByRole("heading", { name: /Writing help \(AI\)/ }).waitFor();
  const where = page.getByRole("main");
  for (const words of ["Microsoft Azure OpenAI", "UK South (London)", "localhost"]) await where.getByText(words).first().waitFor();
  await look(page, "writing-help-settings-off");
  await page.getByText("The instructions that go with a text").click();
  await page.getByText(/Keep every number, time, dose/).first().waitFor();
  await page.getByRole("button", { name: "Turn on" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await dialog.getByText("Tick this if it is so").waitFor();
  await look(page, "writing-help-settings-ask");
  await dialog.getByLabel(/I decide this for the home/).check({ force: true });
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await page.getByRole("button", { name: "Turn off now" }).waitFor();
  await look(page, "writing-help-settings-on");
  noFaults();
});

test("a note leaves without names, as the carer saw it; what comes back says them again", async () => {
  const { page } = at.phone;
  await go(page, "Residents");
  await openResident(page, edith);
  await openSheet(page, "Note");
  await page.getByRole("button", { name: "Help with wording" }).waitFor({ timeout: 120_000 }); // the phone asks for the home's rules once a minute
  await openWording(page, note);
  const seen = await out(page).innerText();
  for (const name of names) assert.ok(!seen.includes(name), `${name} is on the page that shows what leaves`);
  for (const kept of ["14:05", "138/74", "lounge"]) assert.ok(seen.includes(kept), `${kept} stays`);
  await page.getByText(/^Taken out: /).waitFor();
  await look(page, "writing-help-preview");

  // A mark says what it stands for, here and nowhere else; a name stays out, a date may go back.
  await out(page).getByRole("link", { name: /phone/ }).click();
  await page.getByRole("dialog").getByText("07700 900145").waitFor();
  assert.equal(await page.getByRole("dialog").getByRole("button", { name: "Put it back" }).count(), 0);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await out(page).getByRole("link", { name: /date/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Put it back" }).click();
  await out(page).getByText("12 May").waitFor();
  await look(page, "writing-help-put-back");

  // The same by keyboard: a mark opens with Enter, closes with Escape, and has the focus again.
  await out(page).getByRole("link", { name: /phone/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByText("07700 900145").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.match(await page.evaluate(() => document.activeElement.textContent), /PHONE_1/);

  // Half a word under the finger: the whole word goes out.
  await page.evaluate(() => {
    const text = [...document.querySelector(".help-out").childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.includes("laughed"));
    getSelection().setBaseAndExtent(text, text.data.indexOf("augh"), text, text.data.indexOf("augh") + 4);
  });
  await page.getByRole("button", { name: "Take this out too" }).click();
  await out(page).getByText("laughed").waitFor({ state: "detached" });

  // Words are taken out by name where they can't be selected.
  await page.getByText("Take out other words").click();
  await page.getByLabel("Words to take out").fill("lounge");
  await page.getByRole("button", { name: "Take out", exact: true }).click();
  await page.getByText("Taken out in 1 place.").waitFor();
  for (const word of ["lounge", "laughed"]) assert.ok(!(await out(page).innerText()).includes(word));
  await page.getByText("The instruction that goes with it").click();
  await look(page, "writing-help-more");

  provider.behave({ kind: "answer", pause: 400 });
  await send(page);
  await page.getByText("The answer is being written").waitFor();
  await look(page, "writing-help-writing");
  provider.behave({ kind: "answer" });
  await page.getByRole("button", { name: "Use these words" }).waitFor();
  const answer = await page.locator(".help-answer").innerText();
  for (const name of ["Edie", "Jim", "Asha", "07700 900145"]) assert.ok(answer.includes(name), `${name} is back in: ${answer}`);
  await look(page, "writing-help-answer");
  noFaults();
});

test("what she takes is hers to read and to save, marked as written with AI help", async () => {
  const { page } = at.phone;
  await page.getByRole("button", { name: "Edit" }).click();
  const edited = page.getByLabel("Your version");
  await edited.fill(`${(await edited.inputValue()).trim()} She was content.`);
  await page.getByRole("button", { name: "Use these words" }).click();
  const field = page.getByLabel("What happened?");
  await field.waitFor();
  assert.match(await field.inputValue(), /She was content\.$/);
  await page.getByText("Written with AI help. Read every word").waitFor();
  await look(page, "writing-help-in-the-note");
  await page.getByRole("button", { name: "Save note" }).click();
  // Another resident's name in it: asked before it is saved, and saved as she wants.
  await page.getByText("Does this belong here?").waitFor();
  await page.getByText("“Jim” looks like another resident's name.").waitFor();
  await look(page, "note-guard");
  await page.getByRole("button", { name: "Save anyway" }).click();
  await timelineItem(page, `Written with AI help, checked by ${carer.name}`).first().waitFor();
  noFaults();
});

test("a day is summed up for the next shift, in a note of its own", async () => {
  const { page } = at.phone;
  await writeNote(page, "Edith slept from 13:00 to 14:00, room 14, ate all of her tea");
  await drink(page, 200);
  await page.getByRole("link", { name: "Handover summary" }).click();
  await page.getByRole("button", { name: "24 hours" }).click();
  await look(page, "writing-help-hours");
  await page.getByRole("button", { name: "Look at the text" }).click();
  await out(page).waitFor();
  const seen = await out(page).innerText();
  for (const name of names) assert.ok(!seen.includes(name), `${name} is on the page that shows what leaves`);
  await send(page);
  await page.getByRole("button", { name: "Put it into a note" }).click();
  await page.getByLabel("What happened?").waitFor();
  await page.getByRole("button", { name: "Save note" }).click();
  await page.getByRole("button", { name: "Save anyway" }).or(timelineItem(page, "Written with AI help").nth(1)).first().waitFor();
  const anyway = page.getByRole("button", { name: "Save anyway" });
  if (await anyway.isVisible()) await anyway.click();
  await timelineItem(page, "Written with AI help").nth(1).waitFor();
  await page.getByRole("link", { name: "Ask about these notes" }).click();
  await page.getByRole("button", { name: "Look at the text" }).click();
  await page.getByText("Write your question").first().waitFor();
  await look(page, "writing-help-question");
  await page.getByLabel("What do you want to know?").fill("How much did Edie drink?");
  await page.getByRole("button", { name: "Look at the text" }).click();
  await out(page).getByText("Question:").waitFor();
  assert.ok(!(await out(page).innerText()).includes("Edie"));
  noFaults();
});

test("what the service received holds nobody's name, number or address, and nothing about who asked", async () => {
  const received = provider.received();
  assert.equal(received.length, 2);
  for (const { headers, body } of received) {
    const all = `${JSON.stringify(headers)}\n${body}`;
    for (const words of [...names, owner.handle, carer.handle, "first.localhost", "sub_", "act_", "ws_", "Sunrise", "cookie"]) assert.ok(!all.toLowerCase().includes(words.toLowerCase()), `${words} reached the service: ${all}`);
    const asked = JSON.parse(body);
    assert.deepEqual(Object.keys(asked).filter((key) => ["user", "metadata"].includes(key)), []);
    assert.deepEqual(asked.messages.map(({ role }) => role), ["system", "user"]);
  }
});

test("each way in which no answer comes says so in a sentence, and the note stays as it was", async () => {
  const { page } = at.phone;
  const text = "Edie had a quiet evening";
  const failing = async (kind, words) => {
    provider.behave({ kind });
    await send(page);
    await page.getByText(words).first().waitFor();
  };
  await openWording(page, text);
  await failing("busy", "The writing service is busy");
  await look(page, "writing-help-busy");
  await failing("broken", "The writing service did not work");
  await failing("filter_prompt", "The writing service would not answer this text");
  provider.behave({ kind: "hang" });
  await send(page);
  await page.getByText("Waiting for the answer").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("You stopped it").waitFor();
  provider.behave({ kind: "cut" });
  await send(page);
  await page.getByText("No whole answer came").waitFor();
  await page.getByText("The answer ended before it was whole").waitFor();
  await look(page, "writing-help-cut-off");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByText("The suggestion is thrown away").waitFor();
  provider.behave({ kind: "answer", text: "[STAFF_9] came by" });
  await send(page);
  await page.getByText("One mark stands for nobody").waitFor();
  await look(page, "writing-help-unknown-mark");
  await page.getByRole("button", { name: "Discard" }).click();

  await at.phone.context.setOffline(true);
  await send(page);
  await page.getByText("The server can't be reached").waitFor({ timeout: 90_000 });
  await look(page, "writing-help-offline");
  await at.phone.context.setOffline(false);
  await page.getByRole("banner").getByRole("link").first().click();
  assert.equal(await page.getByLabel("What happened?").inputValue(), text);
  await page.getByRole("button", { name: "Save note" }).click();
  await timelineItem(page, text).first().waitFor();
  // The numbers of what was signed and not answered are spent, and what she wrote after it goes all the same.
  await sendNow(page);
  noFaults();
});

test("a text that got lost on its way, or whose answer did, leaves no gap: its number is in the log, and what she writes next goes", async () => {
  const { page, context } = at.phone;
  await openWording(page, "Edie watched the birds");
  const lost = page.getByText("The server can't be reached");
  await context.route("**/assist/answers", (route) => route.abort(), { times: 1 });
  await send(page);
  await lost.waitFor();
  // This time it arrives, and the service is asked; nothing of it comes back.
  const before = provider.received().length;
  await page.evaluate(() => {
    const real = globalThis.fetch;
    globalThis.fetch = async (...args) => {
      const answer = await real(...args);
      if (!String(args[0]).endsWith("/assist/answers")) return answer;
      globalThis.fetch = real;
      void answer.body.cancel();
      throw new TypeError("lost");
    };
  });
  await send(page);
  await page.waitForFunction(() => !globalThis.fetch.toString().includes("lost"));
  await lost.waitFor();
  assert.equal(provider.received().length, before + 1);
  await page.getByRole("banner").getByRole("link").first().click();
  await page.getByRole("button", { name: "Save note" }).click();
  await timelineItem(page, "Edie watched the birds").first().waitFor();
  await sendNow(page);
});

test("the log has what was sent, by whom, what for and how it ended, each entry proved; never what it said", async () => {
  const { page } = at.desktop;
  await page.getByRole("button", { name: "Refresh" }).click();
  const rows = page.getByRole("region", { name: "What was sent" }).getByRole("row").filter({ has: page.getByRole("cell") });
  await rows.nth(6).waitFor();
  await rows.filter({ hasText: "Handover summary" }).filter({ hasText: "Whole answer" }).first().waitFor();
  await rows.filter({ hasText: "The service was busy" }).first().waitFor();
  await look(page, "writing-help-settings-sent");
  await go(page, "Audit log");
  const row = page.getByRole("row", { name: /Asha Khan.*sent a text for writing help/ }).last();
  await row.getByRole("button").first().click();
  await page.getByText("Fingerprint of the text").first().waitFor();
  const [first] = provider.received();
  const hash = createHash("sha256").update(JSON.parse(first.body).messages[1].content).digest("base64url");
  assert.equal(await page.locator(".audit-hash").first().innerText(), hash, "what the service received is what was signed for");
  await page.getByText(/signature checked, and its place in the trusted log proved/).first().waitFor();
  await look(page, "audit-writing-help");
  assert.doesNotMatch(await page.locator("main").innerText(), /lounge|laughed|900145/);
  await page.getByRole("button", { name: "Verify chain" }).click();
  await page.getByText(/^The chain holds/).waitFor();
  noFaults();
});

test("no word of it is in an address, a title or what the browser keeps in the clear; what took out names ends with the lock", async () => {
  const { page } = at.phone;
  await openWording(page, "Edie met Jim at breakfast");
  const redactors = () => page.workers().filter((worker) => worker.url().includes("redact"));
  assert.equal(redactors().length, 1);
  const shownElsewhere = await page.evaluate(() => [location.href, document.title, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join(" "));
  for (const word of ["Edie", "Marlowe", "breakfast", "RESIDENT"]) assert.ok(!shownElsewhere.includes(word), shownElsewhere);
  await page.getByRole("banner").getByRole("button", { name: "Lock" }).click();
  await page.getByRole("button", { name: "Unlock" }).waitFor();
  assert.equal(redactors().length, 0);
  await signIn(page, carer);
  await out(page).waitFor(); // where she was, with the words that were kept sealed
  assert.ok(!(await out(page).innerText()).includes("Edie"));
});

test("switched off, it is gone at once where it is asked for", async () => {
  const { page } = at.desktop;
  await go(page, "Writing help");
  await page.getByRole("button", { name: "Turn off now" }).click();
  await page.getByRole("button", { name: "Turn on" }).waitFor();
  const before = provider.received().length;
  const phone = at.phone.page;
  await openResident(phone, edith);
  await phone.getByRole("link", { name: "Handover summary" }).waitFor({ state: "detached", timeout: 120_000 });
  assert.equal(provider.received().length, before);
  await page.getByRole("main").getByText("Off", { exact: true }).waitFor();
});

test("no page complained, no address or title had words, and nothing readable lies on the server or in the browser", async () => {
  assert.deepEqual([...at.phone.complaints, ...at.desktop.complaints], []);
  const words = [edith.last, jim.last, "laughed a lot", "quiet evening", "900145", "[PHONE_1]"];
  const found = [];
  for (const folder of [at.server.folder, at.phone.profile, at.desktop.profile]) found.push(...(await plantedWords(folder, words)));
  assert.deepEqual(found, []);
  for (const word of ["laughed", "Edie", "RESIDENT"]) assert.ok(!at.server.log().includes(word));
});
