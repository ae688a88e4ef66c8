// Kills of the whole browser, at moments nobody chose: while something is typed, between a tap and its tick, while it is sent.
import assert from "node:assert/strict";
import { setTimeout as after } from "node:timers/promises";

import { go, openResident, openSheet, timelineItem } from "./journey.mjs";

/** How many: in the short form one of each kind. CARE_KILLS asks for more. */
export const killed = (isLong) => Number(process.env.CARE_KILLS ?? (isLong ? 36 : 3));

const field = (page) => page.getByLabel("What happened?");
const random = (ms) => after(Math.random() * ms);
const perLetterMs = 40;
const lost = 12; // letters: half a second of typing may be on its way to the disk

// Until what stands in the form is on the disk.
async function kept(page, since) {
  const written = () => page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("careseal-outbox");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asking = opening.result.transaction("drafts").objectStore("drafts").getAll();
      asking.onsuccess = () => {
        opening.result.close();
        resolve(Math.max(0, ...asking.result.filter(({ kind }) => kind === "form").map((draft) => draft.written)));
      };
    };
  }));
  while ((await written()) < since) await after(20);
}

// Each ends at some moment of its own; true: the tick was seen before.
const moments = {
  async "while it is typed"(page, text) {
    const typing = field(page).pressSequentially(text, { delay: perLetterMs });
    await Promise.race([typing, random(perLetterMs * text.length + 200)]);
    typing.catch(() => {});
    return false;
  },
  async "between the tap and the tick"(page, text) {
    const since = Date.now();
    await field(page).fill(text);
    await kept(page, since);
    const saving = page.getByRole("button", { name: "Save note" }).click();
    const ticked = saving.then(() => timelineItem(page, text).first().waitFor()).then(() => true, () => false);
    return Promise.race([ticked, random(250).then(() => false)]);
  },
  async "while it is sent"(page, text) {
    await field(page).fill(text);
    await page.getByRole("button", { name: "Save note" }).click();
    await timelineItem(page, text).first().waitFor();
    await go(page, "Outbox");
    await page.getByRole("button", { name: "Send now" }).click();
    await random(150);
    return true;
  },
};

/** What must be in the log after all that, each once. */
export async function shiftOfKills({ times, page, kill, restart, unlock, proxy, resident }) {
  const written = [];
  const met = { offered: 0, kept: 0, answers: 0 };
  proxy.spoil = async ({ method, path }) => {
    met.answers += method === "POST" && path.endsWith("/records") ? 1 : 0;
    return false;
  };
  for (let i = 0; i < times; i++) {
    const [moment, act] = Object.entries(moments)[i % 3];
    const text = `Written before kill ${i + 1}: ${"abcdefghij".repeat(2)}.`;
    await openResident(page(), resident);
    await openSheet(page(), "Note");
    await field(page()).waitFor();
    const ticked = await act(page(), text);
    const typed = await field(page()).inputValue({ timeout: 50 }).catch(() => "");
    await kill();
    await restart();
    await unlock(page());
    await openResident(page(), resident);
    await page().getByText("Opening a record is itself recorded").waitFor(); // the server's list is there too
    const isThere = (await timelineItem(page(), text).count()) > 0;
    assert.ok(isThere || !ticked, `${text} showed its tick, was killed ${moment}, and is gone`);
    if (isThere) met.kept += 1;
    await openSheet(page(), "Note");
    await field(page()).or(page().getByRole("button", { name: "Continue" })).first().waitFor();
    const isOffered = (await page().getByRole("button", { name: "Continue" }).count()) > 0;
    assert.ok(!(isThere && isOffered), `${text} was saved, killed ${moment}, and is offered again as if it was not`);
    if (isOffered) {
      met.offered += 1;
      await page().getByRole("button", { name: "Continue" }).click();
      const found = await field(page()).inputValue();
      assert.ok(text.startsWith(found) && typed.length - found.length <= lost, `of “${typed}”, killed ${moment}, “${found}” was kept`);
      await field(page()).fill(text);
    }
    assert.ok(isThere || isOffered || (typed.length <= lost && moment === "while it is typed"), `“${typed}”, killed ${moment}, is neither saved nor offered again`);
    if (isThere) {
      await page().getByRole("banner").getByRole("link").first().click();
    } else {
      await field(page()).fill(text);
      await page().getByRole("button", { name: "Save note" }).click();
      await timelineItem(page(), text).first().waitFor();
    }
    written.push(text);
  }
  proxy.off();
  console.log(`# ${times} kills: ${met.kept} entries were there, ${met.offered} were offered again, ${met.answers} sends`);
  return written;
}
