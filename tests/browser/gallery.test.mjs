// Every page of the app, with a home's real content, as it looks: on a phone, a tablet and a desk, by day, in the dark and at
// night. Nothing axe objects to, nothing cut off or sideways, every control large enough, no word that was meant for programmers.
// With CARE_PICTURES each look is kept as <page>-<size>-<theme>.png.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";

import { evidence, openDevice, picture, sizes } from "./support/browser.mjs";
import { freePort, program, startServer } from "./support/server.mjs";
import { totp } from "./support/totp.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const messageIds = [...readFileSync(new URL("../../web/src/i18n/message-ids.gen.ts", import.meta.url), "utf8").matchAll(/^ {2}"([^"]+-[^"]+)":/gm)].map(([, id]) => id);
const themes = ["light", "dark", "night"];

let demo;  // Sunrise House: 24 residents, 30 members, two weeks of notes
let fresh; // a server whose home is made here, page by page
let phone;
let desk;
const open = [];
const faults = [];

// The demo home, with the sign-in details that it prints once.
async function startDemo() {
  const port = await freePort();
  const child = spawn(program, ["demo", "--port", String(port)], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let log = "";
  child.stderr.on("data", (text) => { log += text; });
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      said += text;
      if (/\n\n$/.test(said) && said.includes("password")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}:\n${log}`)));
  });
  const people = new Map();
  for (const [, name, handle, password, secret] of said.matchAll(/^ {2}(\S+ \S+) .*\n\s+e-mail\s+(\S+)\n\s+password\s+(\S+)\n(?:\s+authenticator secret\s+(.+)\n)?/gm)) people.set(name, { name, handle, password, totp: secret });
  return {
    home: `http://sunrise.localhost:${port}`, people,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function device(size) {
  const opened = await openDevice({ size });
  open.push(opened);
  return opened;
}

async function signIn(page, person, steps = 0) {
  await page.getByLabel("E-mail").fill(person.handle);
  await page.locator("input[type=password]").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  if (person.totp !== undefined) await page.getByLabel("Six-digit code").fill(totp(person.totp, Date.now(), steps));
}

// Within the app: loading an address anew would lock it.
async function go(page, path) {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

// What a person would call a fault of this page as it stands. Runs in the page.
function faultsOfPage({ ids, wanted }) {
  const found = [];
  const name = (element) => `${element.tagName.toLowerCase()}${element.classList.length > 0 ? `.${[...element.classList].join(".")}` : ""} “${(element.innerText || element.getAttribute("aria-label") || element.id || "").trim().slice(0, 40)}”`;
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) && element.closest(".app-visually-hidden, [inert]") === null;
  const width = document.documentElement.clientWidth;

  if (document.documentElement.scrollWidth > width) found.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} in ${width}`);
  if (document.querySelectorAll("h1").length !== 1) found.push(`${document.querySelectorAll("h1").length} main headings`);

  // Words cut off: by a box that hides what is too much, by the edge of the window, or by the frame of the thing that they stand in.
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() === "" || parent.closest("script, style, template, option") !== null || !isSeen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
    let scrolls = false;
    for (let box = parent; box !== null && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      if (edge.width <= 1 || edge.height <= 1) { scrolls = true; break; } // for readers only
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) { scrolls = true; break; }
      const frames = box.matches("a, button, label, td, th, .app-card, .app-safety, .app-notification");
      const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
      if (style.display !== "inline" && (frames || hides) && rects.some((rect) => rect.right > edge.right + 1 || rect.left < edge.left - 1 || (hides && (rect.bottom > edge.bottom + 2 || rect.top < edge.top - 2)))) {
        found.push(`cut off: “${node.data.trim().slice(0, 40)}” in ${name(box)}`);
        break;
      }
      if (style.position === "fixed") break;
    }
    if (!scrolls && rects.some((rect) => rect.right > width + 1 || rect.left < -1)) found.push(`beyond the edge: “${node.data.trim().slice(0, 40)}”`);
  }
  for (const field of document.querySelectorAll("input, select")) {
    if (isSeen(field) && field.scrollWidth > field.clientWidth + 1 && !field.matches("[type=radio], [type=checkbox], [type=file]")) found.push(`cut off: the value of ${name(field)}`);
  }

  // Targets: 48 px, or what the page's design asks; a link within a sentence is as high as its line.
  const least = (element) => wanted.find(([selector]) => element.matches(selector))?.slice(1) ?? [48, 48];
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!isSeen(element) || element.type === "hidden" || element.matches(".app-skip")) continue;
    const rects = [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect());
    const w = Math.max(...rects.map((rect) => rect.right)) - Math.min(...rects.map((rect) => rect.left));
    const h = Math.max(...rects.map((rect) => rect.bottom)) - Math.min(...rects.map((rect) => rect.top));
    const inSentence = element.tagName === "A" && getComputedStyle(element).display === "inline" && [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length >= 3);
    const [leastWidth, leastHeight] = least(element);
    if (!inSentence && (w < leastWidth - 0.5 || h < leastHeight - 0.5)) found.push(`too small: ${name(element)} is ${Math.round(w)} × ${Math.round(h)}, not ${leastWidth} × ${leastHeight}`);
  }

  // Words meant for programmers: message ids, record ids, values that are not there.
  const copied = [...document.querySelectorAll(".app-copy, .app-kit, .app-screen-only code")].map((each) => each.innerText).join(" ");
  const known = new Set(ids);
  for (const token of new Set(document.body.innerText.split(/[\s“”"(),;]+/))) {
    const bare = token.replace(/[.:?!…]+$/, "");
    if (known.has(bare)) found.push(`a message id: ${bare}`);
    if (/^(?:undefined|null|NaN|\[object|Infinity)$/.test(bare) || /\{\s*\$/.test(token)) found.push(`not a word: ${bare}`);
    if (/^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{20,}$/.test(bare) && !copied.includes(bare)) found.push(`a raw id: ${bare}`);
  }
  return [...new Set(found)];
}

// Sizes that the design fixes; the first that matches counts.
const targets = [
  [".app-tile", 93, 92], [".app-quick", 160, 104], [".app-round", 78, 64], [".app-pad__key", 72, 72],
  [".app-page__main-action .app-button--main", 200, 64],
];

async function look(page, name) {
  const held = await page.viewportSize();
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const theme of themes) {
      // The same attribute that the choice under Me sets; a test below makes the choice by hand.
      await page.evaluate((chosen) => new Promise((done) => {
        document.documentElement.dataset.theme = chosen;
        requestAnimationFrame(() => requestAnimationFrame(done));
      }), theme);
      const where = `${name}, ${size}, ${theme}`;
      // A theme changes colours only: the other rules look at the same page once a size.
      const findings = await page.evaluate((rules) => axe.run(document, { resultTypes: ["violations"], ...(rules === null ? {} : { runOnly: { type: "rule", values: rules } }) })
        .then(({ violations }) => violations.map((each) => `${each.id}: ${each.help} (${each.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")})`)), theme === "light" ? null : ["color-contrast"]);
      faults.push(...findings.map((finding) => `${where}: ${finding}`));
      if (theme === "light") faults.push(...(await page.evaluate(faultsOfPage, { ids: messageIds, wanted: targets })).map((fault) => `${where}: ${fault}`));
      await picture(page, `${name}-${size}-${theme}`);
    }
  }
  await page.evaluate(() => { delete document.documentElement.dataset.theme; });
  await page.setViewportSize(held);
}

const heading = (page, words) => page.getByRole("heading", { level: 1, name: words }).waitFor();

async function openResident(page, name) {
  await go(page, "/residents");
  await page.getByRole("link", { name: new RegExp(name) }).first().click();
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  await page.locator(".app-timeline__item").first().waitFor();
}

before(async () => {
  [demo, fresh] = await Promise.all([startDemo(), startServer()]);
});

afterEach(async (context) => {
  if (context.passed !== false) return;
  for (const [i, each] of open.entries()) await evidence(each, `gallery-${i}`);
});

after(async () => {
  for (const each of open) await each.close();
  await Promise.all([demo?.stop(), fresh?.stop()]);
});

function nothingFound() {
  assert.deepEqual(faults.splice(0), []);
}

test("before signing in: welcome, sign-in, invitation, help, trust, a page that is not there", async () => {
  phone = await device("phone");
  const { page } = phone;
  await page.goto(demo.home);
  await heading(page, "Sunrise House");
  await look(page, "welcome");
  await go(page, "/accept");
  await page.getByRole("textbox").first().waitFor();
  await look(page, "accept-invite");
  for (const [path, words, name] of [["/help", "Help", "help"], ["/trust", "What the server can see", "trust"], ["/nowhere", "Page not found", "not-found"]]) {
    await go(page, path);
    await heading(page, words);
    await look(page, name);
  }
  await go(page, "/sign-in");
  await heading(page, "Sign in");
  await look(page, "sign-in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("There is something to put right").waitFor();
  await look(page, "sign-in-errors");
  nothingFound();
});

test("a carer's phone: residents, one resident, every sheet", async () => {
  const { page } = phone;
  await signIn(page, demo.people.get("Asha Khan"));
  await page.getByRole("link", { name: /Edie Marlowe/ }).waitFor();
  await look(page, "residents");
  await page.getByLabel("Name or room").fill("zz");
  await page.getByText("Nobody by that name or room").waitFor();
  await look(page, "residents-none-found");
  await page.getByRole("button", { name: "Show everyone" }).click();
  await openResident(page, "Edie Marlowe");
  await look(page, "resident");
  const resident = new URL(page.url()).pathname;
  for (const kind of ["drink", "food", "wash", "turn", "mood", "note", "obs"]) {
    await go(page, `${resident}/entry/${kind}`);
    await page.locator(".entry-sheet").waitFor();
    await look(page, `entry-${kind}`);
  }
  await page.getByRole("button", { name: /Alertness/ }).click();
  await look(page, "entry-obs-choice");
  await go(page, `${resident}/entry/drink`);
  await page.getByRole("button", { name: /Other/ }).click();
  await look(page, "entry-drink-other");
  await go(page, `${resident}/entry/note`);
  await page.getByRole("button", { name: "Save note" }).click();
  await page.getByText("There is something to put right").waitFor();
  await look(page, "entry-note-errors");
  nothingFound();
});

test("a carer's phone: what was just saved, correcting, striking out, the outbox", async () => {
  const { page } = phone;
  await openResident(page, "Edie Marlowe");
  await page.getByRole("link", { name: /^Drink/ }).first().click();
  await page.getByRole("button", { name: /200 ml/ }).click();
  await page.getByText("Saved on this device").first().waitFor();
  await look(page, "resident-saved");
  await go(page, "/outbox");
  await heading(page, "Outbox");
  await page.getByText("All sent").first().waitFor();
  await look(page, "outbox-empty");
  await openResident(page, "Edie Marlowe");
  await page.getByRole("button", { name: "Change", exact: true }).first().click();
  await look(page, "resident-menu");
  await page.getByRole("button", { name: "Strike out" }).filter({ visible: true }).first().click();
  await page.getByRole("dialog").waitFor();
  await look(page, "strike-dialog");
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await page.getByRole("button", { name: "Change", exact: true }).first().click();
  await page.getByRole("link", { name: "Correct" }).filter({ visible: true }).first().click();
  await heading(page, "Correct an entry");
  await page.getByRole("button", { name: "Save correction" }).waitFor();
  await look(page, "correct");
  nothingFound();
});

test("a carer's phone: the colours chosen under Me, what her role lacks, offline, the lock", async () => {
  const { page, context } = phone;
  await go(page, "/me");
  await heading(page, "Asha Khan");
  await page.getByRole("radio", { name: /^Night/ }).check({ force: true });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "night");
  await page.locator('input[name=theme][value=device]').check({ force: true });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
  await look(page, "me");
  await go(page, "/audit");
  await heading(page, "Not part of your role");
  await look(page, "denied");
  await openResident(page, "Pete Sutcliffe-Ward");
  const resident = new URL(page.url()).pathname;
  await context.setOffline(true);
  await go(page, `${resident}/entry/mood`);
  await page.getByRole("button", { name: "Happy" }).click();
  await go(page, "/outbox");
  const strip = page.getByText(/^Offline since/).first();
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByRole("button", { name: "Send now" }).click();
  await strip.waitFor();
  await look(page, "outbox-offline");
  await context.setOffline(false);
  await page.getByText("All sent").first().waitFor();
  await go(page, "/me");
  await page.locator("main").getByRole("button", { name: "Lock" }).click();
  await page.getByRole("button", { name: "Unlock" }).waitFor();
  await look(page, "lock");
  nothingFound();
});

test("an owner's desk: second factor, residents, adding and changing one", async () => {
  desk = await device("desktop");
  const { page } = desk;
  await page.goto(`${demo.home}/sign-in`);
  const owner = demo.people.get("Ruth Ellery");
  await signIn(page, { ...owner, totp: undefined });
  await page.getByLabel("Six-digit code").waitFor();
  await look(page, "sign-in-code");
  await page.getByLabel("Six-digit code").fill(totp(owner.totp));
  await page.getByRole("link", { name: /Edie Marlowe/ }).waitFor();
  await look(page, "residents-owner");
  await openResident(page, "Dot Pemberton");
  await look(page, "resident-owner");
  await page.getByText(/^About Dot/).click();
  await page.getByRole("link", { name: "Change details" }).click();
  await page.getByLabel("First name").waitFor();
  await look(page, "resident-edit");
  await go(page, "/residents/new");
  await page.getByLabel("First name").waitFor();
  await look(page, "resident-new");
  await page.getByRole("button", { name: /^(Save|Add)/ }).last().click();
  await page.getByText("There is something to put right").waitFor();
  await look(page, "resident-new-errors");
  nothingFound();
});

test("an owner's desk: staff, one member, an invitation", async () => {
  const { page } = desk;
  await go(page, "/members");
  await page.getByRole("link", { name: "Asha Khan" }).waitFor();
  await look(page, "members");
  await page.getByRole("link", { name: "Asha Khan" }).click();
  await heading(page, "Asha Khan");
  await look(page, "member");
  await page.getByRole("button", { name: "Remove Asha Khan" }).click();
  await page.getByRole("dialog").waitFor();
  await look(page, "member-remove-dialog");
  await page.getByRole("button", { name: "Keep" }).click();
  await go(page, "/members/invite");
  await page.getByLabel("Name", { exact: true }).waitFor();
  await look(page, "member-invite");
  await page.getByLabel("Name", { exact: true }).fill("Olivia Grant");
  await page.getByLabel("Job").fill("Deputy manager");
  await page.getByRole("radio", { name: /^Deputy/ }).check({ force: true });
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await page.getByText("Hand this over in person").waitFor();
  await page.getByRole("img", { name: "QR code of the invitation" }).waitFor();
  await look(page, "invitation");
  await page.emulateMedia({ media: "print" });
  await picture(page, "invitation-paper");
  await page.emulateMedia({ media: null });
  demo.invitation = /https?:\/\/\S+\/accept#\S+/.exec(await page.locator("main").innerText())[0];
  nothingFound();
});

test("a new deputy's phone: the invitation, the forced second factor, waiting to be confirmed", async () => {
  const { page } = await device("phone");
  await page.goto(demo.invitation);
  await page.getByText("Sunrise House invites you").waitFor();
  await page.getByLabel("Choose a password").fill("harb");
  await look(page, "accept-invite-join");
  await page.getByLabel("E-mail").fill("olivia@sunrise.example");
  await page.getByLabel("Choose a password").fill("Harbour-4-Thimble-rose");
  await page.getByRole("button", { name: "Join" }).click();
  const start = page.getByRole("button", { name: "Start" });
  const waiting = page.getByRole("button", { name: "Look again" });
  await start.or(waiting).waitFor();
  if (await start.isVisible()) {
    await look(page, "second-factor");
    await start.click();
    const key = page.getByText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).first();
    await key.waitFor();
    await look(page, "second-factor-code");
    const secret = (await key.innerText()).trim();
    await page.getByLabel("Six-digit code").fill(totp(secret));
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("checkbox").first().waitFor();
    await look(page, "second-factor-codes");
    await page.getByRole("checkbox").first().check({ force: true });
    await page.getByRole("button", { name: "Go on" }).click();
    await page.locator("input[type=password]").waitFor();
    await signIn(page, { handle: "olivia@sunrise.example", password: "Harbour-4-Thimble-rose", totp: secret }, 1);
    await waiting.waitFor();
  }
  await look(page, "waiting");

  const { page: owner } = desk;
  await go(owner, "/members");
  await owner.getByRole("link", { name: /Compare/ }).click();
  await heading(owner, "Olivia Grant");
  await look(owner, "member-confirm");
  nothingFound();
});

test("an owner's desk: the audit log, one entry opened, the chain verified, the recovery kit", async () => {
  const { page } = desk;
  await go(page, "/audit");
  await page.locator("tbody tr").first().waitFor();
  await look(page, "audit");
  const wrote = page.getByRole("row", { name: /wrote/ }).first();
  await wrote.getByRole("button").first().click();
  await page.getByText("Received by the server").waitFor();
  await page.getByText("What was written").waitFor();
  await look(page, "audit-row");
  await page.getByRole("button", { name: "Verify chain" }).click();
  await page.getByText(/^The chain holds/).waitFor();
  await look(page, "audit-verified");
  await go(page, "/recovery-kit");
  await heading(page, "Recovery kit");
  await look(page, "recovery-kit");
  await page.getByRole("button", { name: /Make/ }).click();
  await page.getByText("I have the sheet on paper").waitFor();
  await page.locator(".app-qr, svg[role=img]").first().waitFor();
  await look(page, "recovery-kit-sheet");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 1123 });
  await picture(page, "recovery-kit-paper");
  await page.emulateMedia({ media: null });
  await page.setViewportSize(sizes.desktop);
  await page.getByText("I have the sheet on paper").click();
  await page.getByLabel(/^Group \d+$/).first().waitFor();
  await look(page, "recovery-kit-check");
  nothingFound();
});

test("a new home: where it is made, its codes, and pages that are still empty", async () => {
  const { page } = await device("tablet");
  await page.goto(`http://localhost:${fresh.port}/`);
  await heading(page, "This address is not a home");
  await look(page, "welcome-base");
  await page.goto(fresh.setupLink);
  await page.getByLabel("Name of the home").fill("Sunrise House");
  await page.getByLabel("The home's address").fill("first");
  await page.getByLabel("Your name").fill("Ruth Ellery");
  await page.getByLabel("Your e-mail").fill("ruth@sunrise.example");
  await page.getByLabel("Choose a password").fill("Lantern-orchard-7-quay");
  await look(page, "create-home");
  await page.getByRole("button", { name: "Go on" }).click();
  const key = page.getByText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).first();
  await key.waitFor();
  const secret = (await key.innerText()).trim();
  await look(page, "create-home-code");
  await page.getByRole("textbox").last().fill(totp(secret));
  await page.getByRole("button", { name: "Create the home" }).click();
  await page.getByText("Keep your sign-in codes").first().waitFor();
  await look(page, "create-home-codes");
  await page.emulateMedia({ media: "print" });
  await picture(page, "sign-in-codes-paper");
  await page.emulateMedia({ media: null });
  await page.goto(`${fresh.address("first")}/sign-in`);
  await signIn(page, { handle: "ruth@sunrise.example", password: "Lantern-orchard-7-quay", totp: secret }, 1);
  await heading(page, /name|call you|Recovery kit/i);
  for (const [path, words, name] of [["/first-steps", "What do colleagues call you?", "first-steps"], ["/recovery-kit", "Recovery kit", "recovery-kit-first"],
    ["/residents", "Residents", "residents-empty"], ["/members", "Staff", "members-alone"], ["/audit", "Audit log", "audit-new"]]) {
    await go(page, path);
    await heading(page, words);
    await look(page, name);
  }
  nothingFound();
});

test("no page complained in the console", () => {
  assert.deepEqual(open.flatMap(({ complaints }) => complaints), []);
});
