// Ed25519 in WebAssembly decides as the native build does: two programs that disagree about one signature would disagree
// about the log.

import assert from "node:assert/strict";
import { createHash, createPrivateKey, sign } from "node:crypto";
import { test } from "node:test";
import { bytes, corpus, fromHex, loadProbe, valueOf } from "./core.mjs";

const probe = await loadProbe();
valueOf(probe.start());
const verify = (key, message, signature) => valueOf(probe.verify_ed25519(key, message, signature)).yes === 1;

const cctv = corpus("audit/ed25519-edge-cases-cctv.json");
test("ed25519: accepts exactly the 43 harmless ones of the 914 CCTV cases", { skip: cctv.missing }, () => {
  const harmless = new Set(["low_order_component_A", "low_order_component_R"]);
  let accepted = 0;
  for (const each of cctv.found.vectors) {
    const expected = (each.flags ?? []).every((flag) => harmless.has(flag));
    const verdict = verify(fromHex(each.key), bytes(each.msg), fromHex(each.sig));
    assert.equal(verdict, expected, `case ${each.number}`);
    if (verdict) accepted += 1;
  }
  assert.equal(cctv.found.vectors.length, 914);
  assert.equal(accepted, 43);
});

const wycheproof = corpus("audit/ed25519-wycheproof.json");
test("ed25519: agrees with all 151 Wycheproof verdicts", { skip: wycheproof.missing }, () => {
  let cases = 0;
  for (const group of wycheproof.found.testGroups) {
    for (const each of group.tests) {
      assert.equal(verify(fromHex(group.publicKey.pk), fromHex(each.msg), fromHex(each.sig)), each.result === "valid", `case ${each.tcId}`);
      cases += 1;
    }
  }
  assert.equal(cases, 151);
});

// Ed25519 has one signature for each key and message, so another library's must be the same bytes. Five hundred of them
// touch every entry of the table of multiples of the base point many times over.
test("ed25519: signs the same bytes as OpenSSL, 500 keys", () => {
  const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
  for (let i = 0; i < 500; i += 1) {
    const seed = createHash("sha256").update(`careseal contract ${i}`).digest();
    const message = createHash("sha512").update(seed).digest().subarray(0, i % 64);
    const theirs = sign(null, message, createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" }));
    const ours = valueOf(probe.sign_ed25519(new Uint8Array(seed), new Uint8Array(message)));
    assert.equal(Buffer.from(ours.signature, "base64url").toString("hex"), theirs.toString("hex"), `key ${i}`);
    assert.ok(verify(new Uint8Array(Buffer.from(ours.public, "base64url")), new Uint8Array(message), new Uint8Array(theirs)));
  }
});
