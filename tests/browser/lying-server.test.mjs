// The journey of a home whose server lies, or is replaced by one that does: what a carer and her manager see is a plain sentence, she
// can go on reading and writing, and nothing she writes is called sent until the log proves that it goes on.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { accessibilityFindings, picture, showTheme, sizes } from "./support/browser.mjs";
import { edith, foundBehindProxy, go, invite, openResident, people, sendNow, signIn, stage, timelineItem, writeNote } from "./support/journey.mjs";
import { pageFaults } from "./support/page-faults.mjs";

const { owner, carer, senior } = people();
const at = stage({ phone: "phone", tablet: "tablet" });
const written = [];
let proxy;

const contradiction = "The home's server contradicts itself";
const lookAgain = (page) => page.evaluate(() => dispatchEvent(new Event("focus")));
const chip = (page, words) => page.getByRole("banner").getByText(words).first();

// The answers of one address, changed on their way.
function alter(path, change, method = "GET") {
  proxy.on(path, async ({ path: asked, forward, answer }) => {
    const { status, headers, body } = await forward();
    const { "content-length": _length, ...kept } = headers;
    answer(status, kept, JSON.stringify(change(JSON.parse(body), asked)));
  }, method);
}

const flip = (text, from) => text.slice(0, from) + (text[from] === "A" ? "B" : "A") + text.slice(from + 1);
const forged = ({ note }) => ({ note: flip(note, note.length - 12) });

async function note(page, text) {
  await writeNote(page, text);
  written.push(text);
}

// What stands there is right to look at, in a hand and on a desk, by day and by night.
async function look(page, name, on = ["phone"]) {
  for (const size of on) {
    await page.setViewportSize(sizes[size]);
    await page.evaluate(() => scrollTo(0, 0));
    for (const theme of ["light", "night"]) {
      await showTheme(page, theme);
      const found = theme === "light" ? [...(await accessibilityFindings(page)), ...(await pageFaults(page))] : await accessibilityFindings(page, ["color-contrast"]);
      assert.deepEqual(found, [], `${name}, ${size}, ${theme}`);
      await picture(page, `lie-${name.replaceAll(/\W+/g, "-")}-${size}-${theme}`);
    }
  }
  await showTheme(page, null);
  await page.setViewportSize(sizes.phone);
}

after(() => proxy?.stop());

test("a home with a resident, and a carer whose phone is lied to", async () => {
  proxy = await foundBehindProxy(at, { owner, carer });
  await note(at.phone.page, "Before anything was wrong");
  await sendNow(at.phone.page);
});

// What the device knows of the log must have grown since `first` was seen.
let first;
const lies = {
  "a log state that the home did not sign": () => alter("/api/v1/log/checkpoint", forged),
  "a log that is older than one it showed before": () => alter("/api/v1/log/checkpoint", () => first),
  "a log whose beginning was changed": () => alter("/api/v1/log/consistency", ({ proof }) => ({ proof: proof.map((hash) => flip(hash, 3)) })),
  "a log of which it can't prove that it continues": () => alter("/api/v1/log/consistency", () => ({ proof: [] })),
};

// In the short form one that the signature shows and one that only the memory of this device does.
const short = Object.keys(lies).slice(0, 2);

for (const [name, lie] of Object.entries(lies).filter(([each]) => process.env.CARE_LONG === "1" || short.includes(each))) {
  test(`${name}: every page says so, reading and writing go on, and what was written goes when the log does`, async () => {
    const { page } = at.phone;
    await openResident(page, edith);
    proxy.spoil = async ({ method, path, forward, answer }) => {
      if (method !== "GET" || path !== "/api/v1/log/checkpoint") return false;
      const { status, headers, body } = await forward();
      first ??= JSON.parse(body);
      answer(status, { "Content-Type": headers["content-type"] }, body);
      return true;
    };
    await lookAgain(page);
    await invite(at.tablet.page, senior); // lets the log grow
    lie();
    await lookAgain(page);
    await page.getByText(contradiction).waitFor();
    await timelineItem(page, "Before anything was wrong").first().waitFor();
    await look(page, `resident ${name}`, ["desktop"]);
    await note(page, `While it showed ${name}`);
    await go(page, "Outbox");
    await page.getByRole("button", { name: "Send now" }).click();
    await page.getByRole("button", { name: "Send now", disabled: false }).waitFor();
    await page.getByText("Saved on this device, not sent yet (1)").waitFor();
    await page.getByText(contradiction).waitFor();
    await look(page, `outbox ${name}`);
    proxy.off();
    await lookAgain(page);
    await page.getByText(contradiction).waitFor({ state: "detached" });
    await chip(page, "All sent").waitFor();
  });
}

test("signing in to a server that shows another log opens nothing, says what to do, and loses nothing", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  alter("/api/v1/log/checkpoint", () => first);
  await lookAgain(page);
  await page.getByText(contradiction).waitFor();
  await note(page, "Written just before she locked");
  await page.getByRole("button", { name: "Lock" }).click();
  await signIn(page, carer);
  await page.getByText("What the home's server shows can't be true of this home's log").first().waitFor();
  await look(page, "lock page", ["phone", "desktop"]);
  proxy.off();
  await signIn(page, carer);
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  await timelineItem(page, "Written just before she locked").first().waitFor();
  await sendNow(page);
});

test("a receipt that was not signed by the home keeps the entry on the phone, and says so", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  alter("/api/v1/records", ({ results }) => ({ results: results.map((receipt) => ({ ...receipt, ...forged(receipt) })) }), "POST");
  await note(page, "With a receipt that nobody signed");
  await go(page, "Outbox");
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByText("The server's receipt is not valid. The entry stays on this device.").waitFor();
  await look(page, "receipt");
  // A receipt that is no receipt at all stops nothing either.
  alter("/api/v1/records", ({ results }) => ({ results: results.map((receipt) => ({ ...receipt, index: null, time: -1 })) }), "POST");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Try again", disabled: false }).waitFor();
  proxy.off();
  await page.getByRole("button", { name: "Try again" }).click();
  await chip(page, "All sent").waitFor();
});

test("an entry that was changed on the server is not shown as what somebody wrote, and is not silently missing either", async () => {
  const { page } = at.phone;
  await openResident(page, edith);
  // What the server's list shows can be changed; until the phone has seen it there it keeps its own, and asks for it once more.
  await go(page, "Outbox");
  await page.getByText("Everything you entered on this device is at the home's server").waitFor();
  await openResident(page, edith);
  await page.getByRole("button", { name: "Lock" }).click();
  let newest;
  alter("/api/v1/", (answer, path) => {
    if (!/\/subjects\/|\/changes/.test(path) || answer.records.length === 0) return answer;
    newest ??= answer.records.reduce((last, each) => (each.seq > last.seq ? each : last)).sig;
    return { ...answer, records: answer.records.map((record) => (record.sig === newest ? { ...record, sig: flip(newest, 5) } : record)) };
  });
  await signIn(page, carer);
  await timelineItem(page, "Before anything was wrong").first().waitFor();
  await page.getByText("One entry from the server is not shown").waitFor();
  assert.equal(await timelineItem(page, "With a receipt that nobody signed").count(), 0);
  await look(page, "changed entry", ["phone", "desktop"]);
  await note(page, "While an entry was kept from her");
  await sendNow(page);
  proxy.off();
});

test("after all lies each entry is there once", async () => {
  const { page } = at.tablet;
  await openResident(page, edith);
  for (const words of written) {
    await timelineItem(page, words).first().waitFor();
    assert.equal(await timelineItem(page, words).count(), 1, words);
  }
});
