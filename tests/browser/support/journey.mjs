// What several journeys share: a home with its server and devices, and the things people do on every one of their days.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";

import { accessibilityFindings, evidence, openDevice } from "./browser.mjs";
import { startProxy } from "./proxy.mjs";
import { startServer } from "./server.mjs";
import { totp } from "./totp.mjs";

// Fresh for each file: the owner's authenticator secret is learnt when the home is made.
export const people = () => ({
  owner: { name: "Ruth Ellery", handle: "ruth@sunrise.example", password: "Lantern-orchard-7-quay", totp: "" },
  manager: { name: "Grace Obi", handle: "grace@sunrise.example", password: "Copper-Meadow-19-lark", totp: "", role: "Manager" },
  carer: { name: "Asha Khan", handle: "asha@sunrise.example", password: "Harbour-4-Thimble-rose", role: "Carer" },
  senior: { name: "Mary Adeyemi", handle: "mary@sunrise.example", password: "Pebble-8-Lantern-fig", role: "Senior" },
  nurse: { name: "Jonas Pike", handle: "jonas@sunrise.example", password: "Walnut-6-Ferry-dusk", role: "Nurse" },
});

export const edith = { first: "Edith", last: "Marlowe", called: "Edie", room: "14", allergy: "Penicillin", nhsNumber: "943 476 5919" };
export const shown = (resident) => `${resident.called} ${resident.last}`;

/**
 * A server and named devices for the whole file; what the devices show is printed when a test fails. The first test of a file is
 * the first day: if it fails the others say so at once, instead of waiting for people who never joined.
 */
export function stage(sizes, serverOptions = async () => ({})) {
  let day = 0;
  const it = { server: null, address: () => it.server.address("first") };
  const devices = () => Object.keys(sizes).map((name) => [name, it[name]]).filter(([, device]) => device !== undefined);
  before(async () => {
    it.server = await startServer(await serverOptions());
    for (const [name, size] of Object.entries(sizes)) it[name] = await openDevice({ size });
  });
  beforeEach(() => {
    if (day < 0) throw new Error("the first day failed");
  });
  afterEach(async (context) => {
    day += day < 0 ? 0 : 1;
    if (context.passed !== false || day < 0) return;
    if (day === 1) day = -1;
    for (const [name, device] of devices()) await evidence(device, name);
  });
  after(async () => {
    for (const [, device] of devices()) await device.close().catch(() => {});
    await it.server?.stop();
  });
  return it;
}

export async function noFindings(page, where) {
  assert.deepEqual(await accessibilityFindings(page), [], `axe on ${where}`);
}

// ── the first day ───────────────────────────────────────────────────────────────────────────────────

const notLooking = async () => {};

/** From the set-up link to the sign-in page of the new home. `look` is called on each page, with a word for it. */
export async function createHome(page, setupLink, owner, look = notLooking) {
  await page.goto(setupLink);
  await page.getByLabel("Name of the home").fill("Sunrise House");
  await page.getByLabel("The home's address").fill("first");
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Your e-mail").fill(owner.handle);
  await page.getByLabel("Choose a password").fill(owner.password);
  await look(page, "create a home");
  await page.getByRole("button", { name: "Go on" }).click();
  owner.totp = await setUpKey(page);
  await look(page, "second factor of the owner");
  await page.getByRole("textbox").last().fill(totp(owner.totp));
  await page.getByRole("button", { name: "Create the home" }).click();
  await page.getByText("Keep your sign-in codes").first().waitFor();
  await look(page, "sign-in codes");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("link", { name: /Go to/ }).or(page.getByRole("button", { name: /Go to/ })).first().click();
  await page.waitForURL(/\/\/first\.localhost/);
}

/** The key for the authenticator app, as it stands on the page. */
export async function setUpKey(page) {
  const key = page.getByText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).first();
  await key.waitFor();
  return (await key.innerText()).trim();
}

/** The groups on the sheet, by their numbers. */
export async function makeKit(page, look = notLooking) {
  await page.getByRole("button", { name: "Make the kit" }).click();
  await page.getByText("I have the sheet on paper").waitFor();
  await look(page, "recovery kit");
  const lines = await page.locator("main li, main td, main dd").allInnerTexts();
  const groups = lines.map((text) => /^(\d{1,2})\s*([0-9A-Z]{4})$/.exec(text.replaceAll(/\s+/g, ""))).filter((found) => found !== null);
  const sheet = new Map(groups.map(([, number, letters]) => [Number(number), letters]));
  assert.equal(sheet.size, 16);
  await page.getByText("I have the sheet on paper").click();
  await page.getByLabel(/^Group \d+$/).first().waitFor();
  for (const field of await page.getByLabel(/^Group \d+$/).all()) {
    const label = await field.evaluate((element) => element.labels[0].innerText);
    await field.fill(sheet.get(Number(/\d+/.exec(label)[0])).toLowerCase());
  }
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("Your recovery kit counts").first().waitFor();
  await look(page, "kit confirmed");
  return sheet;
}

/** A home with its kit, whose groups come back by their numbers: the owner stands signed in on this page. */
export async function foundHome(page, setupLink, owner) {
  await createHome(page, setupLink, owner);
  await signIn(page, owner);
  // The code that created the home is used up; the next one is accepted early.
  await page.getByLabel("Six-digit code").fill(totp(owner.totp, Date.now(), 1));
  return makeKit(page);
}

export async function fillResident(page, resident) {
  await go(page, "Residents");
  await page.getByRole("link", { name: /add/i }).or(page.getByRole("button", { name: /add/i })).first().click();
  await page.getByLabel("First name").fill(resident.first);
  await page.getByLabel("Last name").fill(resident.last);
  await page.getByLabel("Likes to be called").fill(resident.called);
  await page.getByLabel("Room").fill(resident.room);
  await page.getByLabel("Yes, has allergies").check({ force: true });
  await page.getByRole("textbox", { name: /allerg/i }).first().fill(resident.allergy);
  await page.getByLabel("DNACPR in place").check({ force: true });
  await page.getByLabel("NHS number").fill(resident.nhsNumber);
}

export async function addResident(page, resident) {
  await fillResident(page, resident);
  await page.getByRole("button", { name: /^(Save|Add)/ }).last().click();
  await page.getByText(shown(resident)).first().waitFor();
  await sent(page);
}

/** The link of the invitation that was made. */
export async function invite(page, person, look = notLooking) {
  await go(page, "Staff");
  await page.getByRole("link", { name: /invite/i }).or(page.getByRole("button", { name: /invite/i })).first().click();
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("Job").fill(person.role);
  await page.getByRole("radio", { name: new RegExp(`^${person.role}`) }).check({ force: true });
  await look(page, "invite someone");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await page.getByText("Hand this over in person").first().waitFor();
  await look(page, "invitation card");
  const link = /https?:\/\/\S+\/accept#\S+/.exec(await page.locator("main").innerText())?.[0];
  assert.ok(link, "the card shows a link");
  return link;
}

/** Joins with the invitation. The password is still in the page: it signs them in, on keys made a moment ago. */
export async function join(page, link, person, look = notLooking) {
  await page.goto(link);
  await page.getByText("Sunrise House invites you").first().waitFor();
  await look(page, "invitation of the newcomer");
  await page.getByLabel("E-mail").fill(person.handle);
  await page.getByLabel("Choose a password").fill(person.password);
  await page.getByRole("button", { name: "Join" }).click();
}

/** Invites and joins somebody who needs no confirmation: they stand signed in before the residents. The used link comes back. */
export async function inviteAndJoin(page, theirs, person) {
  const link = await invite(page, person);
  await join(theirs, link, person);
  await theirs.getByRole("heading", { name: "Residents" }).waitFor({ timeout: 60_000 });
  return link;
}

/** The owner's home, and a carer whose phone reaches it through somebody else's network; answers that network. */
export async function foundBehindProxy(at, { owner, carer }) {
  const proxy = await startProxy(at.server.port);
  await foundHome(at.tablet.page, at.server.setupLink, owner);
  await addResident(at.tablet.page, edith);
  await join(at.phone.page, proxy.through(await invite(at.tablet.page, carer)), carer);
  await at.phone.page.getByRole("heading", { name: "Residents" }).waitFor();
  await openResident(at.phone.page, edith);
  return proxy;
}

// ── every day ───────────────────────────────────────────────────────────────────────────────────────

/** Fills the sign-in or the lock page, whichever stands there. */
export async function signIn(page, person, password = person.password) {
  const button = page.getByRole("button", { name: /^(Sign in|Unlock)$/ });
  await button.waitFor();
  const handle = page.getByLabel("E-mail");
  if ((await handle.count()) > 0 && (await handle.inputValue()) === "") await handle.fill(person.handle);
  await page.locator("input[name=password]").fill(password);
  await button.click();
}

/** By the navigation, as a person goes: an address that is typed starts the app anew, locked. */
export async function go(page, name) {
  const link = page.getByRole("navigation").getByRole("link", { name, exact: true }).filter({ visible: true }).first();
  // On a phone's sheet there is only the way back.
  const back = page.getByRole("banner").getByRole("link").first();
  await link.or(back).first().waitFor();
  if (!(await link.isVisible())) await back.click();
  await link.click();
}

export async function openResident(page, resident) {
  await go(page, "Residents");
  await page.getByRole("main").getByText(shown(resident)).first().click();
  await page.getByRole("heading", { name: "What happened" }).first().waitFor();
}

/** The sheet of one kind of entry: Drink, Food, Wash, Turn, Mood, Note or Obs. */
export async function openSheet(page, kind) {
  await page.getByRole("link", { name: new RegExp(`^${kind}`) }).first().click();
}

export async function drink(page, ml) {
  await openSheet(page, "Drink");
  await page.getByRole("button", { name: new RegExp(`^${ml} ml`) }).click();
  await timelineItem(page, `${ml} ml`).first().waitFor();
}

export async function writeNote(page, text) {
  await openSheet(page, "Note");
  await page.getByLabel("What happened?").fill(text);
  await page.getByRole("button", { name: "Save note" }).click();
  await timelineItem(page, text).first().waitFor();
}

export function timelineItem(page, text) {
  return page.getByRole("region", { name: "What happened" }).getByRole("listitem").filter({ hasText: text });
}

/** Everything on this device has the server's receipt: the hold of ten seconds is over and the chip says so. */
export async function sent(page) {
  await page.getByText("All sent").first().waitFor({ timeout: 90_000 });
}

/** Ends the holds without waiting for them, from the outbox page. */
export async function sendNow(page) {
  await go(page, "Outbox");
  const send = page.getByRole("button", { name: "Send now" });
  await send.or(page.getByText("All sent")).first().waitFor();
  if ((await send.count()) > 0) await send.click();
  await sent(page);
}

/** So much time goes by, as far as this page can tell; with `touched`, somebody had it in their hands until now. */
export async function passTime(page, minutes, { touched = false } = {}) {
  await page.evaluate(([ms, isTouched]) => {
    const Real = globalThis.Date;
    globalThis.endOfTime = () => { globalThis.Date = Real; };
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length === 0 ? [Real.now() + ms] : given)); }
      static now() { return Real.now() + ms; }
    };
    if (isTouched) dispatchEvent(new Event("pointerdown"));
  }, [minutes * 60_000, touched]);
}

export async function backToNow(page) {
  await page.evaluate(() => globalThis.endOfTime());
}
