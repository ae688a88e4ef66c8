// The release binary: hardened, without test doubles, without paths of the machine it was built on.
// Looks at CARESEAL_BINARY, else build/release/careseal; says plainly when there is none.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const binary = process.env.CARESEAL_BINARY ?? join(root, "build/release/careseal");
const skip = existsSync(binary) ? false : `${binary} was not built: the release binary was not looked at`;
const tool = (name, ...words) => {
  const ran = spawnSync(name, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(ran.status, 0, `${name}: ${ran.stderr}`);
  return ran.stdout;
};
const bytes = () => readFileSync(binary).toString("latin1");

function testClasses(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testClasses(path);
    if (!/\.(h|cpp)$/.test(entry.name)) return [];
    return [...readFileSync(join(root, path), "utf8").matchAll(/^(?:class|struct) (\w+)(?: final)?(?: :| \{)/gm)].map((match) => match[1]);
  });
}

test("no test double is in the release binary", { skip }, () => {
  const symbols = tool("nm", "-C", binary);
  assert.doesNotMatch(symbols, /care::test::|care::server::test::|Catch::/);
  const text = bytes();
  for (const name of new Set(testClasses("tests/support").filter((each) => /Test|Scripted|Failing|Identity|Faulty/.test(each)))) {
    assert.ok(!text.includes(name), name);
  }
  assert.ok(!text.includes("careseal-test-"));
});

test("the release binary is position independent, with read-only relocations, no executable stack and stack guards", { skip }, () => {
  const headers = tool("readelf", "-W", "-h", "-l", "-d", binary);
  assert.match(headers, /Type:\s+DYN/);
  assert.match(headers, /GNU_RELRO/);
  assert.match(headers, /BIND_NOW|FLAGS.*NOW/);
  const stack = /GNU_STACK\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+(\S+)/.exec(headers);
  assert.ok(stack !== null && !stack[1].includes("E"), "the stack is executable");
  assert.doesNotMatch(headers, /RPATH|RUNPATH/);
  assert.match(tool("nm", "-D", binary), /__stack_chk_fail/);
});

test("the release binary has no sanitizer and no path of the machine that built it", { skip }, () => {
  assert.doesNotMatch(tool("nm", "-C", binary), /__asan_|__tsan_|__ubsan_/);
  const text = bytes();
  assert.ok(!text.includes(root), `the binary names ${root}`);
  assert.doesNotMatch(text, /\/home\/[a-z]+\/|\/root\/\.cache/);
});

test("the release binary has no route that only helps testing", { skip }, () => {
  const text = bytes();
  assert.doesNotMatch(text, /\/api\/v1\/(debug|test|reset|seed)/);
  const known = new Set(JSON.parse(readFileSync(join(root, "shared/schema/routes.json"), "utf8")).map((route) => route.path));
  for (const [path] of text.matchAll(/\/api\/v1\/[a-z{}\/]+(?=\0)/g)) assert.ok(known.has(path), path);
});
