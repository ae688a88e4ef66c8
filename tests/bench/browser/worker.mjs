// tests/bench/browser/worker.mjs: what is timed, in a worker as in the app: the product's module, WebCrypto, libsodium.js. Answers are microseconds.
import createCareCore from "/core/care_core.js";
import sodium from "/sodium/libsodium-wrappers.mjs";

// One holds the opened vault; the other signs in again and again, with a heap that has grown for Argon2.
const cores = {};
let aesKey;
let sodiumKey;

async function load() {
  const wasmBinary = await (await fetch("/core/care_core.wasm")).arrayBuffer();
  cores.vault = await createCareCore({ wasmBinary });
  cores.fresh = await createCareCore({ wasmBinary });
  for (const core of Object.values(cores)) valueOf(core.core_info()); // starts its source of randomness
  await sodium.ready;
  aesKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  sodiumKey = sodium.randombytes_buf(32);
}
const loading = load();

const small = (bytes) => new Uint8Array(bytes).fill(0x61);
// As long as the context that the module binds to every facet; the peers may use the same one each time.
const context = new Uint8Array(128);
const micros = (start) => (performance.now() - start) * 1000;

function valueOf(answer) {
  const read = JSON.parse(answer);
  if (read.ok !== 1) throw new Error(answer);
  return read.value;
}

// web/src/core/canonical-json.ts, for what these records need.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

const aesParameters = () => ({ name: "AES-GCM", iv: crypto.getRandomValues(new Uint8Array(12)), additionalData: context });
const seals = (count, text) => Promise.all(Array.from({ length: count }, async () => {
  const parameters = aesParameters();
  return { parameters, bytes: await crypto.subtle.encrypt(parameters, aesKey, text) };
}));

function sodiumSeal(text) {
  const nonce = sodium.randombytes_buf(24);
  return { nonce, bytes: sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, context, null, nonce, sodiumKey) };
}

const works = {
  ready: () => true,

  core: (mode, count, bytes) => valueOf(cores.vault.bench_facets(count, bytes, mode)).microseconds,

  async webcrypto_seal(count, bytes) {
    const text = small(bytes);
    const sealed = [];
    const start = performance.now();
    for (let i = 0; i < count; i += 1) sealed.push(await crypto.subtle.encrypt(aesParameters(), aesKey, text));
    return micros(start);
  },
  async webcrypto_seal_all(count, bytes, together) {
    const text = small(bytes);
    const start = performance.now();
    for (let i = 0; i < count; i += together) await seals(together, text);
    return micros(start);
  },
  async webcrypto_open(count, bytes) {
    const sealed = await seals(count, small(bytes));
    const start = performance.now();
    for (const { parameters, bytes: each } of sealed) await crypto.subtle.decrypt(parameters, aesKey, each);
    return micros(start);
  },

  sodium_seal(count, bytes) {
    const text = small(bytes);
    const sealed = [];
    const start = performance.now();
    for (let i = 0; i < count; i += 1) sealed.push(sodiumSeal(text));
    return micros(start);
  },
  sodium_open(count, bytes) {
    const sealed = Array.from({ length: count }, () => sodiumSeal(small(bytes)));
    const start = performance.now();
    for (const { nonce, bytes: each } of sealed) sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, each, context, nonce, sodiumKey);
    return micros(start);
  },
  sodium_argon2() {
    const salt = sodium.randombytes_buf(16);
    const start = performance.now();
    sodium.crypto_pwhash(64, "Lantern-orchard-7-quay", salt, 3, 64 * 1024 * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13);
    return micros(start);
  },

  // From objects to sealed, signed, answered records: what the app's worker does for a list of entries.
  records(subject, calls, batch) {
    const now = Date.now();
    const records = Array.from({ length: batch }, (_, i) => ({
      act: "create", type: "drink", subject, fields: { body: { amount_ml: 150 + (i % 10) * 10, drink: "tea", entered: now, occurred: now, offset: 840 } },
    }));
    const start = performance.now();
    for (let i = 0; i < calls; i += 1) {
      const { sealed } = valueOf(cores.vault.seal_records(canonical({ now, records })));
      if (sealed.length !== batch) throw new Error("not all were sealed");
    }
    return micros(start);
  },

  // Any call of the module; { text } stands for its bytes. Answers with the time it took.
  call(which, name, ...args) {
    const given = args.map((each) => (each?.text === undefined ? each : new TextEncoder().encode(each.text)));
    const start = performance.now();
    const answer = cores[which][name](...given);
    return { micros: micros(start), value: valueOf(answer) };
  },
};

onmessage = async ({ data: { id, name, args } }) => {
  try {
    await loading;
    postMessage({ id, value: await works[name](...args) });
  } catch (error) {
    postMessage({ id, error: String(error.stack ?? error) });
  }
};
