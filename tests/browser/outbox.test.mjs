// The journey of what was entered where nothing answers: without a network, over a reload, a killed browser, a server that stops
// in the middle of a send, and a second tab. Nothing is lost, nothing arrives twice, and nothing is called sent that is not.
import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";

import { openDevice, picture } from "./support/browser.mjs";
import { addResident, drink, edith, foundHome, go, inviteAndJoin, noFindings, openResident, openSheet, people, sendNow, sent, signIn, stage, timelineItem, writeNote } from "./support/journey.mjs";
import { startServer } from "./support/server.mjs";

const { owner, carer } = people();
const at = stage({ phone: "phone", tablet: "tablet" });
const complaints = [];

const records = "**/api/v1/records";
const chip = (page, words) => page.getByRole("banner").getByText(words).first();

// The request reaches the server, whatever becomes of the answer.
async function deliver(request) {
  const { port, host } = new URL(request.url());
  const headers = { ...(await request.allHeaders()), host };
  for (const name of Object.keys(headers)) if (name.startsWith(":")) delete headers[name];
  const status = await new Promise((resolve, reject) => {
    const sending = http.request({ host: "127.0.0.1", port, path: new URL(request.url()).pathname, method: "POST", headers, agent: false }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode));
    });
    sending.once("error", reject);
    sending.end(request.postDataBuffer());
  });
  assert.ok(status >= 200 && status < 300, `the server answers ${status}`);
}

async function recordTurn(page, position) {
  await openSheet(page, "Turn");
  await page.getByRole("button", { name: position }).click();
  await timelineItem(page, `Turned: ${position}`).first().waitFor();
}

test("a home with a resident, and a carer on her phone", async () => {
  await foundHome(at.tablet.page, at.server.setupLink, owner);
  await addResident(at.tablet.page, edith);
  await inviteAndJoin(at.tablet.page, at.phone.page, carer);
  // The phone keeps the app itself, so that it starts without a network.
  await at.phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
});

test("without a network, entries are saved on the phone and never called sent", async () => {
  const { page, context } = at.phone;
  await openResident(page, edith);
  await context.setOffline(true);
  await drink(page, 200);
  await drink(page, 150);
  await writeNote(page, "Written in the cellar");
  await page.getByText("Saved on this device").filter({ visible: true }).first().waitFor();
  await chip(page, "3 to send").waitFor();
  assert.equal(await timelineItem(page, "Written in the cellar").getByText("Sent").count(), 0);
  await go(page, "Outbox");
  await page.getByText("Saved on this device, not sent yet (3)").waitFor();
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByText("Offline since").first().waitFor();
  for (const words of ["Tea, 200 ml", "Tea, 150 ml", "Note"]) await page.getByRole("main").getByText(words, { exact: true }).waitFor();
  await noFindings(page, "outbox, offline");
  await picture(page, "outbox-offline");
});

test("over a reload without a network they are kept, and the next unlock shows them still waiting", async () => {
  const { page, context } = at.phone;
  await page.reload();
  await signIn(page, carer);
  await page.getByText("No connection.").first().waitFor();
  await noFindings(page, "sign-in without a network");
  // There is a network again, but nothing entered gets through yet.
  await context.route(records, (route) => route.abort());
  await context.setOffline(false);
  await page.reload();
  await signIn(page, carer);
  await chip(page, "3 to send").waitFor();
  await go(page, "Outbox");
  await page.getByText("Tea, 150 ml", { exact: true }).waitFor();
  await page.getByText("Saved on this device, not sent yet (3)").waitFor();
});

test("a browser that is killed between the tap and the end of its hold loses nothing", async () => {
  const { page, profile } = at.phone;
  await openResident(page, edith);
  await drink(page, 100);
  await at.phone.kill();
  complaints.push(...at.phone.complaints);
  at.phone = await openDevice({ size: "phone", profile });
  const again = at.phone.page;
  await again.goto(at.address());
  await again.getByRole("link", { name: /^(Sign in|Unlock)$/ }).first().click();
  await signIn(again, carer);
  await again.getByRole("heading", { name: "Residents" }).waitFor();
  await sent(again);
  await openResident(again, edith);
  await timelineItem(again, "Tea, 100 ml").waitFor();
});

test("a server that stops after it stored an entry and before it answered gets it once", async () => {
  const { page, context } = at.phone;
  await openResident(page, edith);
  await recordTurn(page, "Left side");
  let unanswered;
  const arrived = new Promise((resolve) => { unanswered = resolve; });
  await context.route(records, unanswered, { times: 1 });
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  const route = await arrived;
  await deliver(route.request());
  await at.server.stop({ keep: true });
  await route.abort();
  // And one more while there is no server at all.
  await openResident(page, edith);
  await recordTurn(page, "Right side");
  await chip(page, "2 to send").waitFor();
  at.server = await startServer({ folder: at.server.folder, port: at.server.port });
  await sendNow(page);
});

test("two tabs of one phone take turns, and what both recorded arrives", async () => {
  const { page, context } = at.phone;
  await openResident(page, edith);
  await writeNote(page, "At first, from the first tab");
  const second = await context.newPage();
  second.on("pageerror", (error) => complaints.push(String(error)));
  second.setDefaultTimeout(15_000);
  await second.goto(at.address());
  await second.getByText("Careseal is open in another tab").first().waitFor();
  await noFindings(second, "open in another tab");
  await second.getByRole("button", { name: "Use it here" }).click();
  await page.getByText("Careseal is open in another tab").first().waitFor();
  await second.getByRole("link", { name: "Unlock" }).first().click();
  await signIn(second, carer);
  await second.getByRole("heading", { name: "Residents" }).waitFor();
  await openResident(second, edith);
  await writeNote(second, "From the second tab");
  await page.getByRole("button", { name: "Use it here" }).click();
  await second.getByText("Careseal is open in another tab").first().waitFor();
  await signIn(page, carer);
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  await writeNote(page, "Later, from the first tab");
  await sendNow(page);
  await second.close();
});

test("each entry is on the owner's tablet exactly once", async () => {
  const { page } = at.tablet;
  await openResident(page, edith);
  const wanted = ["Tea, 200 ml", "Tea, 150 ml", "Tea, 100 ml", "Written in the cellar", "Turned: Left side", "Turned: Right side", "At first, from the first tab", "From the second tab", "Later, from the first tab"];
  for (const words of wanted) {
    await timelineItem(page, words).first().waitFor({ timeout: 30_000 });
    assert.equal(await timelineItem(page, words).count(), 1, words);
  }
  assert.equal(await page.getByRole("region", { name: "What happened" }).getByRole("listitem").count(), wanted.length);
  await go(at.phone.page, "Outbox");
  assert.equal(await at.phone.page.getByText(/need.? attention/i).count(), 0);
  await noFindings(at.phone.page, "outbox, all sent");
  assert.deepEqual([...complaints, ...at.phone.complaints, ...at.tablet.complaints], []);
});
