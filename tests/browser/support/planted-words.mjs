// Looks for planted words in every file of a folder, in the spellings in which they might hide: as they are, UTF-16, hex, base64 and
// base64url at each position, and all of these inside zlib and gzip streams, wherever they begin. (tests/thief does the same natively.)
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { constants, gunzipSync, inflateSync } from "node:zlib";

const kPartial = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 20 };

// Base64 of the word after `shift` other bytes; letters that depend on neighbours are cut off.
function base64url(word, shift) {
  const shifted = Buffer.concat([Buffer.alloc(shift), word]);
  return shifted.toString("base64url").slice(Math.floor((shift * 8 + 5) / 6), Math.floor((shifted.length * 8) / 6));
}

export function spellings(word) {
  const utf8 = Buffer.from(word, "utf8");
  const utf16 = Buffer.from(word, "utf16le");
  const urls = [0, 1, 2].map((shift) => base64url(utf8, shift));
  const texts = [utf8.toString("hex"), utf8.toString("hex").toUpperCase(), ...urls, ...urls.map((each) => each.replaceAll("-", "+").replaceAll("_", "/"))];
  return [utf8, utf16, Buffer.from(utf16).swap16(), ...texts.map((each) => Buffer.from(each))];
}

function* unpacked(bytes) {
  for (let at = 0; at + 8 < bytes.length; ++at) {
    const [a, b] = [bytes[at], bytes[at + 1]];
    const isGzip = a === 0x1f && b === 0x8b && bytes[at + 2] === 8;
    const isZlib = a === 0x78 && (a * 256 + b) % 31 === 0 && (b & 0x20) === 0;
    if (!isGzip && !isZlib) continue;
    try {
      yield (isGzip ? gunzipSync : inflateSync)(bytes.subarray(at), kPartial);
    } catch {
      // It only looked like one.
    }
  }
}

// Which of the words are in these bytes.
export function wordsIn(bytes, words) {
  const parts = [bytes, ...unpacked(bytes)];
  return words.filter((word) => spellings(word).some((each) => parts.some((part) => part.includes(each))));
}

export async function plantedWords(folder, words) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    for (const word of wordsIn(Buffer.from(entry.name), words)) found.push(`${word} in the name ${path}`);
    if (!entry.isFile()) continue;
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const word of wordsIn(bytes, words)) found.push(`${word} in ${path}`);
  }
  return found;
}
