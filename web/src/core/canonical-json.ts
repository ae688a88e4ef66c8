// web/src/core/canonical-json.ts: the one spelling of JSON that the core reads (shared/base/json.h): keys sorted, ASCII
// keys, integers from 0 to 2^53 - 1, flags as 0 and 1, no null, no booleans, no floats. Members that are undefined are left out.

export class NotCanonical extends Error {
  readonly isText: boolean; // something typed, as against something computed or received

  constructor(what: string, isText = false) {
    super(`not part of canonical JSON: ${what}`);
    this.name = "NotCanonical";
    this.isText = isText;
  }
}

const maxDepth = 16;
const asciiKey = /^[\x21-\x7e]+$/;

export function encodeCanonical(value: unknown): string {
  return encode(value, 0);
}

function encode(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new NotCanonical("nested too deeply");
  if (typeof value === "string") return encodeText(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) throw new NotCanonical("a number that is not a whole number from 0");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => encode(item, depth + 1)).join(",")}]`;
  if (isPlainObject(value)) return encodeObject(value, depth);
  throw new NotCanonical(value === null ? "null" : typeof value);
}

function encodeObject(value: { readonly [key: string]: unknown }, depth: number): string {
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    if (!asciiKey.test(key)) throw new NotCanonical("a key that is not ASCII");
    members.push(`${encodeText(key)}:${encode(member, depth + 1)}`);
  }
  return `{${members.join(",")}}`;
}

// JSON.stringify escapes as RFC 8785 does, but writes lone surrogates as \udXXX, which the core refuses.
function encodeText(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(i + 1);
    if (unit >= 0xdc00 || !(next >= 0xdc00 && next <= 0xdfff)) throw new NotCanonical("half a character", true);
    i++;
  }
  return JSON.stringify(text);
}

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
