// The journey of one bad day: everything between a tap and the home's log goes wrong once. Every entry ends as sent or under "Needs
// attention" with what to do, nothing typed disappears, and nothing is in the log twice.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { openDevice, picture } from "./support/browser.mjs";
import { backToNow, edith, foundBehindProxy, go, join, noFindings, openResident, openSheet, passTime, people, sendNow, signIn, stage, timelineItem, writeNote } from "./support/journey.mjs";
import { killed, shiftOfKills } from "./support/kills.mjs";
import { faults } from "./support/proxy.mjs";

const { owner, carer } = people();
const at = stage({ phone: "phone", tablet: "tablet" });
const isLong = process.env.CARE_LONG === "1";
const records = "/api/v1/records";
const wanted = []; // what must stand in the log, each once
let proxy;

const chip = (page, words) => page.getByRole("banner").getByText(words).first();
const home = () => proxy.through(at.address());
const unlocked = (page) => page.getByRole("heading", { name: /Residents|What happened|Outbox/ }).first().waitFor();
const note = async (page, text) => {
  await writeNote(page, text);
  wanted.push(text);
};

// What is held is signed, and what happens to it then is the network's business.
async function trySending(page) {
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByRole("button", { name: "Send now", disabled: false }).waitFor();
}

async function unlock(page) {
  const link = page.getByRole("link", { name: /^(Sign in|Unlock)$/ }).first();
  await link.or(page.getByRole("button", { name: /^(Sign in|Unlock)$/ })).first().waitFor();
  if ((await link.count()) > 0) await link.click();
  await signIn(page, carer);
  await unlocked(page);
}

after(() => proxy?.stop());

test("a home with a resident, and a carer whose phone reaches it through somebody else's network", async () => {
  proxy = await foundBehindProxy(at, { owner, carer });
});

// In the short form one of each kind: nothing arrived, or all did; not the home's words, or half of them.
const short = ["a gateway answers 404 with its page", "a captive portal answers with its page after the server stored it", "half of the answer arrives", "the connection is cut after the server stored it"];

for (const [name, fault] of Object.entries(faults).filter(([each]) => isLong || short.includes(each))) {
  test(`${name}: the entry waits on the phone, nobody is asked to do anything, and it goes when the answer is the home's`, async () => {
    const { page } = at.phone;
    let spoilt = 0;
    proxy.on(records, (request) => {
      spoilt += 1;
      return fault(request);
    });
    await openResident(page, edith);
    await note(page, `When ${name}.`);
    await trySending(page);
    await page.getByText("Saved on this device, not sent yet (1)").waitFor();
    assert.equal(await page.getByText(/Needs attention/).count(), 0);
    assert.ok(spoilt > 0, "the fault was met");
    proxy.off();
    await sendNow(page);
  });
}

test("with no room on the phone a note stays on the screen and says so; with room again it is saved once", async () => {
  const { page } = at.phone;
  const text = "Typed on a phone without room";
  await openResident(page, edith);
  await openSheet(page, "Note");
  const set = isLong ? setQuota : setRoom;
  await set(page, false);
  await page.getByLabel("What happened?").fill(text);
  const unkept = page.getByText("What you are writing is only on the screen");
  // A browser looks again how much room there is after half a minute at most.
  for (let i = 0; isLong && i < 60 && (await unkept.count()) === 0; i++) await page.getByLabel("What happened?").press("x", { delay: 1000 });
  await unkept.waitFor();
  await page.getByLabel("What happened?").fill(text);
  await noFindings(page, "a note that is only on the screen");
  await picture(page, "outbox-no-room-typing");
  await page.getByRole("button", { name: "Save note" }).click();
  const why = page.getByText("Not saved: this device is out of room.");
  await why.waitFor();
  const { y, height } = await why.boundingBox();
  assert.ok(y > 150 && y + height < 495, `it stands between the bars, where she looks: ${y}`);
  assert.equal(await page.getByLabel("What happened?").inputValue(), text);
  await noFindings(page, "a note that could not be saved");
  await picture(page, "outbox-no-room");
  await set(page, true);
  await page.getByRole("button", { name: "Save note" }).click();
  await timelineItem(page, text).first().waitFor();
  wanted.push(text);
  await sendNow(page);
});

// The browser itself has no room, which it finds out in its own time.
async function setQuota(page, isThere) {
  const devtools = await at.phone.context.newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: home(), ...(isThere ? {} : { quotaSize: 1 }) });
}

// Its database answers as if it had none, from now on.
async function setRoom(page, isThere) {
  await page.evaluate((room) => {
    globalThis.hasRoom = room;
    const store = IDBObjectStore.prototype;
    globalThis.roomy ??= { put: store.put, add: store.add };
    for (const name of ["put", "add"]) {
      store[name] = function write(...given) {
        if (!globalThis.hasRoom) throw new DOMException("no room", "QuotaExceededError");
        return globalThis.roomy[name].apply(this, given);
      };
    }
  }, isThere);
}

test("a phone that runs out of room between the tap and the end of its hold keeps the entry, and goes on", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  await note(page, "Room for this and no more");
  await setRoom(page, false);
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByText("Saved on this device, not sent yet (1)").waitFor();
  await page.getByRole("button", { name: "Send now", disabled: false }).waitFor();
  // Without room the phone can still be locked, opened, and read.
  await page.getByRole("button", { name: "Lock" }).click();
  await unlock(page);
  await openResident(page, edith);
  await timelineItem(page, "Room for this and no more").first().waitFor();
  await setRoom(page, true);
  await sendNow(page);
});

test("what sites keep is cleared while an entry is held and another waits: both arrive", async () => {
  const { page, context } = at.phone;
  const devtools = await context.newCDPSession(page);
  await openResident(page, edith);
  proxy.on(records, faults["the connection is cut before the server has it"]);
  await note(page, "Waiting when the phone was tidied up");
  await note(page, "Held when the phone was tidied up");
  await devtools.send("Storage.clearDataForOrigin", { origin: home(), storageTypes: "indexeddb" });
  await note(page, "Written after the phone was tidied up");
  // Even a browser that dies now has them.
  await at.phone.kill();
  await restartPhone();
  proxy.off();
  await unlock(at.phone.page);
  await sendNow(at.phone.page);
});

// The browser is started again on the same profile, on the page where it asks for the password.
async function restartPhone() {
  at.phone = await openDevice({ size: "phone", profile: at.phone.profile });
  await at.phone.page.goto(home());
}

test("a phone whose clock is three hours behind sends as ever", async () => {
  const { page } = at.phone;
  await passTime(page, -180);
  await openResident(page, edith);
  await note(page, "By a clock that is behind");
  await sendNow(page);
  await backToNow(page);
});

test("of three entries the one with a time to come is refused, says why and offers to write it again; the others go through", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  proxy.on(records, faults["the connection is cut before the server has it"]);
  await note(page, "Good, before the one with the wrong clock");
  await trySending(page); // signed by the right clock
  await openResident(page, edith);
  await passTime(page, 180, { touched: true });
  await note(page, "By a clock that is ahead");
  await openSheet(page, "Drink"); // ends the hold: it is signed by the wrong clock
  await page.getByRole("button", { name: /^100 ml/ }).click();
  await timelineItem(page, "100 ml").first().waitFor();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await backToNow(page);
  await note(page, "Good, after the one with the wrong clock");
  proxy.off();
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByText("Needs attention (1)").waitFor();
  await page.getByText("The time of this entry is in the future. Check the clock of this device.").waitFor();
  await page.getByText("By a clock that is ahead").waitFor();
  await page.getByText(/not sent yet/).waitFor({ state: "detached" });
  await noFindings(page, "outbox with a refused entry");
  await picture(page, "outbox-refused");
  await writeAgain(page, "By a clock that is ahead");
  await sendNow(page);
  assert.equal(await page.getByText(/Needs attention/).count(), 0);
});

async function writeAgain(page, text) {
  await page.getByRole("button", { name: "Write it again" }).click();
  await page.getByText("You were writing this at").first().waitFor();
  await page.getByRole("button", { name: "Continue" }).click();
  assert.equal(await page.getByLabel("What happened?").inputValue(), text);
  await page.getByRole("button", { name: "Save note" }).click();
  await timelineItem(page, text).first().waitFor();
}

test("a role that was withdrawn while she was offline refuses her entries in words; back in her role she writes them again", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  proxy.down();
  await note(page, "Written before anybody told her");
  await setRole(at.tablet.page, /Maintenance/);
  proxy.off();
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByText("Needs attention (1)").waitFor();
  await picture(page, "outbox-role-withdrawn");
  await page.getByText("Written before anybody told her").waitFor();
  // What the refusal means is asked for at once: nobody is offered what she may not do.
  await page.getByRole("button", { name: "Write it again" }).waitFor({ state: "detached", timeout: 5_000 });
  await setRole(at.tablet.page, /^Carer/);
  await page.getByRole("button", { name: "Lock" }).click();
  await unlock(page);
  await go(page, "Outbox");
  await writeAgain(page, "Written before anybody told her");
  await sendNow(page);
});

async function setRole(page, role) {
  await go(page, "Staff");
  await page.getByText(carer.name).first().click();
  const choice = page.getByLabel("New role");
  const value = await choice.locator("option").filter({ hasText: role }).first().getAttribute("value");
  await choice.selectOption(value);
  await page.getByRole("button", { name: "Change role" }).click();
  await page.getByText("Signing, and changing keys…").waitFor({ state: "detached" });
  await page.getByRole("main").getByText(role).first().waitFor();
}

test("a day without a network: the session is over, the entries wait for her, and after signing in all go", async () => {
  const { page, context } = at.phone;
  await openResident(page, edith);
  proxy.down();
  await note(page, "The first in a day without a network");
  await note(page, "The second in a day without a network");
  await trySending(page); // what is still held is signed by the clock of the next day, which the server's does not share
  await passTime(page, 25 * 60);
  await page.getByText(/Locked because nobody used it for a while|Your session has ended/).waitFor();
  await page.getByText("2 entries to send").waitFor();
  await noFindings(page, "locked after a day without a network");
  await context.clearCookies({ name: "__Host-careseal" });
  await backToNow(page);
  proxy.off();
  await unlock(page);
  await sendNow(page);
});

test("the tab that is sending is closed, and the other one takes over: once", async () => {
  const { page, context } = at.phone;
  const second = await context.newPage();
  await second.goto(home());
  await second.getByRole("button", { name: "Use it here" }).click();
  await unlock(second);
  await openResident(second, edith);
  await note(second, "On its way when its tab was closed");
  const held = heldRequest();
  await go(second, "Outbox");
  await second.getByRole("button", { name: "Send now" }).click();
  const { forward, cut } = await held;
  await second.close();
  await forward();
  cut();
  proxy.off();
  await page.getByRole("button", { name: "Use it here" }).click();
  await unlock(page);
  await sendNow(page);
});

// The next request with entries stands still in the network until somebody decides.
function heldRequest() {
  return new Promise((resolve) => {
    proxy.on(records, (request) => resolve(request));
  });
}

test("the worker with the keys dies while it sends: the page locks and says so, and the next unlock finishes", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  await note(page, "Half sent when the keys were gone");
  const held = heldRequest();
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  const { forward, cut } = await held;
  await page.workers()[0].evaluate(() => { setTimeout(() => { throw new Error("no memory"); }); });
  await page.getByText("the part of the app that holds the keys stopped").waitFor();
  await noFindings(page, "locked because the worker died");
  await picture(page, "outbox-worker-died");
  await forward();
  cut();
  proxy.off();
  await unlock(page);
  await sendNow(page);
});

test("away and back with the browser's button: what was just saved is there, behind the password", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  await note(page, "Just before she pressed Back");
  await page.goto(`${home()}/openapi.json`);
  await page.goBack();
  await unlock(page);
  await sendNow(page);
});

test("a new version of the app is taken while an entry is on its way: it arrives once", async () => {
  const { page } = at.phone;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await openResident(page, edith);
  await note(page, "On its way when the app was renewed");
  let resume;
  const held = new Promise((resolve) => { resume = resolve; });
  proxy.spoil = async ({ method, path, forward, answer, cut }) => {
    if (method === "POST" && path === records) return resume({ forward, cut });
    if (path !== "/sw.js") return false;
    const { status, headers, body } = await forward();
    return answer(status, { "Content-Type": headers["content-type"] }, `${body}\n// the next version`);
  };
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  const { forward, cut } = await held;
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => true));
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByRole("button", { name: "Restart" }).click();
  await page.getByText("Your session is still on.").waitFor();
  await forward();
  cut();
  proxy.off();
  await unlock(page);
  await sendNow(page);
});

test(`the browser is killed ${killed(isLong)} times between a tap and its tick: what showed the tick is there once, and what was being typed is offered again`, async () => {
  wanted.push(...await shiftOfKills({ times: killed(isLong), page: () => at.phone.page, kill: () => at.phone.kill(), restart: restartPhone, unlock, proxy, resident: edith }));
  await sendNow(at.phone.page);
});

test("each entry is on the owner's tablet exactly once", async () => {
  const { page } = at.tablet;
  await openResident(page, edith);
  await timelineItem(page, wanted.at(-1)).first().waitFor({ timeout: 60_000 });
  const older = page.getByRole("button", { name: "Show older entries" });
  while ((await older.count()) > 0) await older.click({ timeout: 5_000 }).catch(() => {});
  const items = await page.getByRole("region", { name: "What happened" }).getByRole("listitem").allInnerTexts();
  for (const words of wanted) assert.equal(items.filter((item) => item.includes(words)).length, 1, words);
  assert.equal(items.length, wanted.length, items.join("\n---\n"));
});
