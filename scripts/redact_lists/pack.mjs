// The file that shared/redact/lexicon.cpp opens; its layout stands in shared/docs/formats/redact-lists.md.
import { crc32 } from "node:zlib";

const magic = "CAREWORD";
const version = 2;
const slotBytes = 3;
const keysPerBucket = 5;
const fill = 0.985; // a few empty slots keep every displacement within 16 bits
export const mostCombinations = 256;

const mix = (h) => {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};
// Of one word: two lanes of 32 bits over its bytes, four at a time and eight at least, as hash_word() of shared/redact/lexicon.h computes them.
function hashWord(word) {
  const bytes = Buffer.from(word);
  let a = 0x811c9dc5 ^ bytes.length;
  let b = 0x2545f491;
  const take = (block) => {
    a = Math.imul(a ^ block, 0x9e3779b1);
    a ^= a >>> 15;
    b = Math.imul(b ^ block, 0x5bd1e995);
    b ^= b >>> 13;
  };
  for (let i = 0; i < bytes.length || i < 8; i += 4) {
    take((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24));
  }
  return [mix(a), mix(b)];
}

// Of a key: a word, or two with a blank between, as hash_pair() puts theirs together.
export function hashes(key) {
  const [first, second] = key.split(" ").map(hashWord);
  if (!second) return first;
  return [mix(Math.imul(first[0], 0x9e3779b1) + second[0]), mix(Math.imul(first[1], 0x5bd1e995) + second[1])];
}
// hash * range / 2^32: exact, as ranges stay below 2^21.
const reduce = (hash, range) => Math.floor((hash * range) / 0x100000000);
const bucketOf = (a, buckets) => reduce(a, buckets);
const slotOf = (b, displacement, slots) => reduce(mix(b ^ Math.imul(displacement + 1, 0x9e3779b9)), slots);

// Finds for each bucket of keys a displacement that sends all of them to free slots: fullest buckets first.
function place(keys) {
  const slots = Math.max(1, Math.ceil(keys.length / fill));
  const buckets = Math.max(1, Math.ceil(keys.length / keysPerBucket));
  const members = Array.from({ length: buckets }, () => []);
  const lanes = keys.map(hashes);
  lanes.forEach(([a], key) => members[bucketOf(a, buckets)].push(key));
  const displacements = new Uint16Array(buckets);
  const keyAt = new Int32Array(slots).fill(-1);
  const order = members.map((_, bucket) => bucket).sort((x, y) => members[y].length - members[x].length || x - y);
  for (const bucket of order) {
    const inside = members[bucket];
    if (inside.length === 0) break;
    let displacement = 0;
    for (; displacement <= 0xffff; ++displacement) {
      const taken = inside.map((key) => slotOf(lanes[key][1], displacement, slots));
      if (taken.every((slot, i) => keyAt[slot] < 0 && taken.indexOf(slot) === i)) {
        taken.forEach((slot, i) => (keyAt[slot] = inside[i]));
        break;
      }
    }
    if (displacement > 0xffff) throw new Error(`no displacement fits the words ${inside.map((key) => keys[key]).join(", ")}`);
    displacements[bucket] = displacement;
  }
  return { slots, buckets, displacements, keyAt, lanes };
}

const padded = (size) => (size + 3) & ~3;

// words: Map from key to classes, at most mostCombinations different ones besides 0.
export function pack(words, weights) {
  const keys = [...words.keys()];
  const { slots, buckets, displacements, keyAt, lanes } = place(keys);
  const sets = [0, ...new Set([...words.values()].sort((x, y) => x - y))];
  if (sets.length > mostCombinations) throw new Error(`${sets.length} combinations of classes`);
  const numberOf = new Map(sets.map((set, i) => [set, i]));
  const head = 40;
  const sizes = [2 * buckets, slotBytes * slots, 4 * sets.length, weights.length];
  const file = Buffer.alloc(head + sizes.reduce((sum, size) => sum + padded(size), 0) + 4);
  file.write(magic, 0, "latin1");
  [version, file.length, keys.length, slots, buckets, sets.length, weights.length, 0].forEach((value, i) => file.writeUInt32LE(value, 8 + 4 * i));
  const at = [];
  sizes.reduce((offset, size, i) => ((at[i] = offset), offset + padded(size)), head);
  displacements.forEach((value, i) => file.writeUInt16LE(value, at[0] + 2 * i));
  keyAt.forEach((key, slot) => {
    if (key < 0) return;
    file.writeUInt16LE(lanes[key][0] & 0xffff, at[1] + slotBytes * slot);
    file[at[1] + slotBytes * slot + 2] = numberOf.get(words.get(keys[key]));
  });
  sets.forEach((set, i) => file.writeUInt32LE(set, at[2] + 4 * i));
  weights.copy(file, at[3]);
  file.writeUInt32LE(crc32(file.subarray(0, file.length - 4)), file.length - 4);
  return file;
}
