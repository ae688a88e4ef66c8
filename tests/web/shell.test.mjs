// tests/web/shell.test.mjs: dates, words, navigation and the rules no compiler knows.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { withModules } from "./modules.mjs";

const web = fileURLToPath(new URL("../../web/", import.meta.url));
const run = (...args) => spawnSync(process.execPath, args, { cwd: web, encoding: "utf8" });

await withModules(async (load) => {
  const dates = await load("/src/i18n/dates.ts");
  const { addStrings, t } = await load("/src/i18n/translate.ts");
  const { default: words } = await load("/src/i18n/strings.en.ftl");
  const { default: uiWords } = await load("/src/ui/strings.en.ftl");
  const { splitForPhone } = await load("/src/app/navigation.ts");
  const { redirectFor } = await load("/src/app/redirect.ts");
  const { allows } = await load("/src/state/session.ts");
  const { findMissing } = await load("/src/platform/capabilities.ts");
  addStrings("en", [words, uiWords]);

  test("dates: written as people say them, in London", () => {
    assert.equal(dates.formatDateTime(new Date("2026-11-21T14:05:00Z")), "21 Nov 2026, 14:05");
    assert.equal(dates.formatDateTime(new Date("2026-06-30T23:30:00Z")), "1 Jul 2026, 00:30");
    assert.equal(dates.formatExact(new Date("2026-11-21T14:05:11Z")), "21 Nov 2026, 14:05:11");
  });

  test("dates: relative words", () => {
    const now = new Date("2026-11-21T14:05:00Z");
    assert.equal(dates.formatRelative(new Date("2026-11-21T14:04:30Z"), now), "just now");
    assert.equal(dates.formatRelative(new Date("2026-11-21T14:04:00Z"), now), "1 minute ago");
    assert.equal(dates.formatRelative(new Date("2026-11-21T09:30:00Z"), now), "09:30");
    assert.equal(dates.formatRelative(new Date("2026-11-20T22:10:00Z"), now), "yesterday, 22:10");
    assert.equal(dates.formatRelative(new Date("2026-03-14T09:00:00Z"), now), "14 Mar 2026, 09:00");
    assert.equal(dates.formatDayWords(new Date("2026-11-19T12:00:00Z"), now), "Thursday 19 November");
  });

  test("dates: a time typed in London becomes the right moment, in summer and on the two odd nights", () => {
    assert.equal(dates.parseLondon("2026-11-21", "14:05").toISOString(), "2026-11-21T14:05:00.000Z");
    assert.equal(dates.parseLondon("2026-07-01", "00:30").toISOString(), "2026-06-30T23:30:00.000Z");
    assert.equal(dates.parseLondon("2026-10-25", "01:30").toISOString(), "2026-10-25T00:30:00.000Z", "the first of the two half past ones");
    assert.equal(dates.parseLondon("2026-03-29", "01:30"), null, "this hour doesn't exist");
    assert.equal(dates.parseLondon("2026-02-30", "10:00"), null);
    assert.equal(dates.parseLondon("", "10:00"), null);
  });

  test("words: plurals, and a missing string shows its id", () => {
    assert.equal(t("ui-sync-attention", { count: 1 }), "1 needs attention");
    assert.equal(t("ui-sync-attention", { count: 3 }), "3 need attention");
    assert.equal(t("nowhere-to-be-found"), "nowhere-to-be-found");
  });

  const item = (href, onPhone) => ({ href, onPhone, words: href, icon: "home", group: "care" });
  test("navigation: four fit the bottom bar; with more, three and the rest behind More", () => {
    const four = [item("/a", 1), item("/b", 2), item("/c", 3), item("/d", 4)];
    assert.deepEqual(splitForPhone(four).bar.map(({ href }) => href), ["/a", "/b", "/c", "/d"]);
    assert.equal(splitForPhone(four).rest.length, 0);
    const five = splitForPhone([item("/e", 5), ...four]);
    assert.deepEqual(five.bar.map(({ href }) => href), ["/a", "/b", "/c"]);
    assert.deepEqual(five.rest.map(({ href }) => href), ["/d", "/e"]);
  });

  const open = { kind: "open", role: "carer", home: "h" };
  const signedIn = { ...open, standing: "active", person: { id: "act_1", name: "Asha Khan", initials: "AK" } };
  test("routes: without a session to sign-in, locked to the lock, signed in not back to sign-in", () => {
    const app = (session) => ({ session: { value: session }, account: { returnTo: { value: null }, recoveryGate: { value: null } }, records: { nameOf: () => "Asha Khan" } });
    const redirect = (route, session) => redirectFor({ path: "/x", ...route }, app(session));
    assert.equal(redirect({ access: "open" }, { kind: "signed_out", home: null }), "/sign-in");
    assert.equal(redirect({ access: "open" }, { kind: "locked", home: "h" }), "/lock");
    assert.equal(redirect({ access: "guest" }, signedIn), "/residents");
    assert.equal(redirect({ access: "anyone" }, { kind: "signed_out", home: null }), null);
    assert.equal(redirect({ access: "open" }, signedIn), null);
    assert.equal(redirect({ access: "anyone", path: "/lock" }, { kind: "signed_out", home: null }), "/sign-in");
    assert.equal(redirect({ access: "open" }, { kind: "must_set_up", home: "h", role: "manager" }), "/second-factor");
    assert.equal(redirect({ access: "set_up" }, { kind: "must_set_up", home: "h", role: "manager" }), null);
    assert.equal(redirect({ access: "guest" }, { ...signedIn, standing: "pending" }), "/waiting");
  });

  test("permissions: a carer writes care and doesn't see the audit log; a locked screen shows nothing", () => {
    assert.equal(allows(open, "daily_write"), true);
    assert.equal(allows(open, "audit_read"), false);
    assert.equal(allows({ kind: "locked", home: "h", device: "shared" }, "record_read"), false);
  });

  test("capabilities: a module with SIMD is accepted where there is SIMD", async () => {
    assert.equal((await findMissing()).includes("wasm_simd"), false);
  });
});

test("rules: colours, policy, exports and names", () => {
  const { status, stderr } = run("scripts/check.mjs");
  assert.equal(status, 0, stderr);
});

test("generated files are fresh", () => {
  for (const script of ["scripts/strings.mjs", "scripts/icons.mjs"]) {
    const { status, stderr } = run(script, "--check");
    assert.equal(status, 0, stderr);
  }
});

test("build: no example reaches production", { skip: !existsSync(`${web}dist`) }, () => {
  const files = readdirSync(`${web}dist`, { recursive: true }).map(String);
  assert.deepEqual(files.filter((name) => name.includes("example")), []);
});
