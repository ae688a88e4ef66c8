// A lost password in the module itself, against the real server: the sheet that it printed opens the account again, and neither
// sheet nor password stays in its memory.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startServer } from "../browser/support/server.mjs";
import { totp } from "../browser/support/totp.mjs";
import { bytes, loadModule, valueOf } from "./core.mjs";
import { Device } from "./home.mjs";

const person = { handle: "ruth@sunrise.example", label: "first", name: "Ruth Ellery", password: "Lantern-orchard-7-quay" };
const newPassword = "Amber-window-8-otters";
let server;
before(async () => { server = await startServer(); });
after(() => server?.stop());

async function startDevice(host) {
  const { core, heap } = await loadModule("care_core");
  valueOf(core.core_info());
  return { device: new Device(core, server, host), memory: () => Buffer.from(heap()) };
}

// 60 letters of five bits and a check letter a line; the secret stands after four bits of version.
function secretOf(lines) {
  const letters = lines.flatMap((line) => [...line.replaceAll(" ", "").slice(0, 15)]);
  const bits = letters.map((letter) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.slice(4, 260).match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

test("recovery: the printed sheet gives the account a new password, and the module forgets sheet and password", async () => {
  const { device: tablet } = await startDevice("localhost");
  const secret = await tablet.foundHome({ ...person, token: new URL(server.setupLink).hash.slice(1) });
  tablet.host = `${person.label}.localhost`;
  await tablet.signIn({ ...person, code: totp(secret, Date.now(), 1) });
  const { lines } = await tablet.storeKit();

  const { device: phone, memory } = await startDevice(tablet.host);
  const { ws } = await phone.get("/api/v1/home");
  const typed = lines.join("\n").toLowerCase();
  const started = await phone.ask("recover_start", bytes(newPassword), { handle: person.handle, kit: typed, ws });
  const kit = secretOf(lines);
  assert.ok(memory().includes(kit), "between the two calls the secret waits in memory");
  const offered = await phone.post("/api/v1/recovery/start", started);
  await phone.post("/api/v1/recovery/finish", await phone.ask("recover_finish", offered));
  for (const forgotten of [kit, kit.subarray(0, 16), kit.subarray(16), newPassword, typed, typed.split("\n")[0]]) {
    assert.ok(!memory().includes(forgotten), "the module keeps nothing of it");
  }

  const signedIn = await phone.provePassword({ handle: person.handle, password: newPassword });
  assert.equal(signedIn.account, offered.account);
  assert.equal(signedIn.second_factor_setup, 1);
  await assert.rejects(() => phone.provePassword(person), { code: "signin_failed" });
});
