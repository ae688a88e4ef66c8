// After lock() the module's memory holds no key, no password and nothing that was read: searched byte by byte.
//
// Every secret begins as random bytes, and the test hears what the browser's source answers. So each 32-byte piece that
// left the pool and still lies in memory is either public (it is in what the module said) or a secret that lock() must wipe.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startServer } from "../browser/support/server.mjs";
import { totp } from "../browser/support/totp.mjs";
import { loadModule, valueOf } from "./core.mjs";
import { Device } from "./home.mjs";

const person = { handle: "ruth@sunrise.example", label: "first", name: "Ruth Ellery", password: "Lantern-orchard-7-quay" };
let server;
before(async () => { server = await startServer(); });
after(() => server?.stop());

// Whatever the source of randomness answers from now on; end() puts the browser's own back.
function listen() {
  const heard = [];
  const own = globalThis.crypto.getRandomValues;
  globalThis.crypto.getRandomValues = (view) => {
    own.call(globalThis.crypto, view);
    heard.push(Buffer.from(view));
    return view;
  };
  return { heard, end: () => { globalThis.crypto.getRandomValues = own; } };
}

const piece = 16;  // bytes that no two secrets share by chance
const canary = 16; // libsodium keeps what it draws first to notice overruns; no secret

// The pieces of `pool` that lie in memory anywhere but in the pool itself, whose unused end is still there. Hexadecimal.
function findDrawn(heap, pool) {
  const memory = Buffer.from(heap);
  const poolStart = memory.indexOf(pool.subarray(-64)) - (pool.length - 64);
  const likely = new Uint8Array(1 << 24); // by the first three bytes: one place in 256 needs a second look
  const starts = new Map();               // first eight bytes of a piece → where it begins
  for (let at = canary; at + piece <= pool.length; at += 1) {
    likely[pool.readUIntLE(at, 3)] = 1;
    starts.set(pool.readBigUInt64LE(at), at);
  }
  const found = new Set();
  for (let at = 0; at + piece <= memory.length; at += 1) {
    if (likely[memory[at] | (memory[at + 1] << 8) | (memory[at + 2] << 16)] === 0) continue;
    const start = starts.get(memory.readBigUInt64LE(at));
    if (start !== undefined && at - start !== poolStart && memory.compare(pool, start, start + piece, at, at + piece) === 0) found.add(start);
  }
  return new Set([...found].map((start) => pool.subarray(start, start + piece).toString("hex")));
}

// Ids are base32hex, everything else in JSON base64url.
function bytesOfId(text) {
  const bits = [...text].map((letter) => parseInt(letter, 32).toString(2).padStart(5, "0")).join("").slice(0, 128);
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// What stands in answers and messages is public: ids, and what belongs to envelopes. The others, as hexadecimal.
function secretsAmong(pieces, device) {
  const texts = [...device.answers, ...device.received];
  // Signed bodies are JSON inside JSON.
  const inner = texts.flatMap((text) => text.match(/[\w-]{22,}/g) ?? []).map((word) => Buffer.from(word, "base64url").toString("latin1"));
  const words = new Set([...texts, ...inner].flatMap((text) => text.match(/[\w-]{22,}/g) ?? []));
  const ids = new Set([...texts, ...inner].flatMap((text) => [...text.matchAll(/[a-z]_([0-9a-v]{26})/g)].map(([, id]) => id)));
  const said = Buffer.concat([...[...words].map((word) => Buffer.from(word, "base64url")), ...[...ids].map(bytesOfId)]).toString("hex");
  // Two ids may lie side by side, in memory as in the order they were drawn.
  return [...pieces].filter((hex) => !said.includes(hex.slice(0, 16)) && !said.includes(hex.slice(16)));
}

test("lock: no seed, no password and no words stay in the module's memory", async () => {
  const source = listen();
  try {
    const { core, heap } = await loadModule("care_core");
    valueOf(core.core_info());
    const [pool] = source.heard;
    assert.equal(pool.length, 65536);

    const device = new Device(core, server, "localhost");
    const secret = await device.foundHome({ ...person, token: new URL(server.setupLink).hash.slice(1) });
    device.host = `${person.label}.localhost`;
    await device.signIn({ ...person, code: totp(secret, Date.now(), 1) });
    await device.storeKit();
    const secrets = secretsAmong(findDrawn(heap(), pool), device);
    assert.ok(secrets.length >= 2 * (32 - piece + 1), `while signed in the seeds lie in memory: ${secrets.length}`);

    const words = "Slept until the tawny owl called at ten past four";
    const card = { allergies_known: "none_known", dnacpr: "no_dnacpr", first_name: "Edith", last_name: "Marlowe", preferred_name: "Edie", room: "12", status: "living_here" };
    await device.write({ type: "resident", act: "create", fields: { card, profile: { about_me: words } } });
    await device.ask("set_gate_shares", await device.get("/api/v1/subjects"));
    assert.ok((await device.readAll()).some(({ fields }) => fields?.profile?.about_me === words));

    valueOf(core.lock());
    assert.deepEqual(secretsAmong(findDrawn(heap(), pool), device), []);
    for (const text of [words, "Marlowe", person.password]) assert.ok(!Buffer.from(heap()).includes(text), text);
  } finally {
    source.end();
  }
});
