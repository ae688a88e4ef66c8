#!/usr/bin/env node
// scripts/embed_web.mjs: turns web/dist into C++ that is linked into the server.
//
//   node scripts/embed_web.mjs <dist folder> <output folder>
//
// Writes server/web_assets.gen.{h,cpp,S}. Each file comes with its address, content type, SHA-256 and, where that makes it smaller, a
// brotli and a gzip variant, so that the server never compresses anything. The bytes are taken in by the assembler
// (.incbin), which takes no time. A missing folder gives an empty set. Same input, same output.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8", ".json": "application/json", ".map": "application/json",
  ".webmanifest": "application/manifest+json", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png",
  ".ico": "image/x-icon", ".webp": "image/webp", ".avif": "image/avif", ".jpg": "image/jpeg", ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8", ".ftl": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".pdf": "application/pdf",
  ".gz": "application/gzip",
};
const packed = new Set([".gz", ".png", ".webp", ".avif", ".jpg", ".woff2", ".pdf"]);

if (process.argv.includes("--help") || process.argv.length !== 4) {
  console.log("usage: node scripts/embed_web.mjs <dist folder> <output folder>");
  process.exit(process.argv.includes("--help") ? 0 : 2);
}
const [dist, out] = process.argv.slice(2).map((path) => resolve(path));
const target = join(out, "server");
const bytesFolder = join(target, "web_assets");

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]);

const smaller = (candidate, bytes) => (candidate.length < bytes.length ? candidate : undefined);

function variants(bytes, extension) {
  if (packed.has(extension)) return {};
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return { brotli: smaller(brotliCompressSync(bytes, { params }), bytes), gzip: smaller(gzipSync(bytes, { level: 9 }), bytes) };
}

const paths = existsSync(dist) ? filesUnder(dist).map((path) => [`/${relative(dist, path).split(sep).join("/")}`, path]) : [];
// std::string_view compares bytes; so do we, for the binary search.
paths.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

rmSync(bytesFolder, { recursive: true, force: true });
mkdirSync(bytesFolder, { recursive: true });

const assembly = [];
const declarations = [];
function embed(name, bytes) {
  if (bytes === undefined) return "{}";
  const file = join(bytesFolder, name);
  writeFileSync(file, bytes);
  const symbol = `care_web_asset_${name}`;
  assembly.push(`  .globl ${symbol}`, `${symbol}:`, `  .incbin ${JSON.stringify(file)}`, "  .byte 0");
  declarations.push(`extern const unsigned char ${symbol}[];`);
  return `{${symbol}, ${bytes.length}U}`;
}

const cString = (text) => JSON.stringify(text);
const rows = paths.map(([address, path], index) => {
  const bytes = readFileSync(path);
  const extension = extname(path).toLowerCase();
  const type = types[extension] ?? "application/octet-stream";
  const { brotli, gzip } = variants(bytes, extension);
  const hash = createHash("sha256").update(bytes).digest("hex");
  // Vite puts a hash of the content into the names under assets/: such a file never changes.
  const immutable = /^\/assets\/.*[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(address);
  return `    {${cString(address)}, ${cString(type)}, ${cString(hash)}, ${immutable},\n     ${embed(`${index}`, bytes)}, ${embed(`${index}_br`, brotli)}, ${embed(`${index}_gz`, gzip)}},`;
});

writeFileSync(join(target, "web_assets.gen.h"), `// server/web_assets.gen.h: the web app inside the binary. Written by scripts/embed_web.mjs; do not edit.
#pragma once

#include <span>
#include <string_view>

namespace care::server {

struct WebAsset {
  std::string_view path;          // "/assets/main-1a2b3c4d.js"
  std::string_view content_type;
  std::string_view sha256;        // 64 hex digits, of the plain bytes; good as an ETag
  bool immutable;                 // the name holds a hash of the content
  std::span<const unsigned char> plain;
  std::span<const unsigned char> brotli;  // empty when it would not be smaller
  std::span<const unsigned char> gzip;
};

// All of them, sorted by path; empty when the server was built without the web app.
std::span<const WebAsset> web_assets();

// nullptr when there is none. The path begins with a slash and holds no query.
const WebAsset* find_web_asset(std::string_view path);

}  // namespace care::server
`);

writeFileSync(join(target, "web_assets.gen.cpp"), `// Written by scripts/embed_web.mjs; do not edit.
#include "server/web_assets.gen.h"

#include <algorithm>
#include <array>

extern "C" {
${declarations.join("\n")}
}

namespace care::server {
namespace {
const std::array<WebAsset, ${rows.length}> kAssets{{
${rows.join("\n")}
}};
}  // namespace

std::span<const WebAsset> web_assets() { return kAssets; }

const WebAsset* find_web_asset(std::string_view path) {
  const auto* found = std::lower_bound(kAssets.begin(), kAssets.end(), path,
                                       [](const WebAsset& asset, std::string_view wanted) { return asset.path < wanted; });
  return found != kAssets.end() && found->path == path ? &*found : nullptr;
}

}  // namespace care::server
`);

writeFileSync(join(target, "web_assets.gen.S"), `// Written by scripts/embed_web.mjs; do not edit.
  .section .rodata
  .balign 16
${assembly.join("\n")}
  .section .note.GNU-stack,"",%progbits
`);
