// The shape of the tree: layers, routes, generated files, what a test may include. Run with: node --test tests/architecture
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const read = (path) => readFileSync(join(root, path), "utf8");
const run = (script, from = root, ...more) => spawnSync(process.execPath, [join(from, script), ...more], { encoding: "utf8", cwd: from });

function files(folder, pattern) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : files(path, pattern);
    return pattern.test(entry.name) ? [path] : [];
  });
}

// scripts/check_layers.mjs on a copy of the tree with one file changed.
function layersWith(path, change) {
  const copy = mkdtempSync(join(tmpdir(), "care-layers-"));
  try {
    for (const part of ["scripts/check_layers.mjs", "scripts/layers.txt", "shared", "server", "wasm"]) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    writeFileSync(join(copy, path), change(readFileSync(join(copy, path), "utf8")));
    const checked = run("scripts/check_layers.mjs", copy);
    return { holds: checked.status === 0, said: checked.stderr };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

test("layers hold: every include goes where scripts/layers.txt lets it go", () => {
  const checked = run("scripts/check_layers.mjs");
  assert.equal(checked.status, 0, checked.stderr);
});

const broken = [
  ["an include upwards", "shared/base/json.cpp", '#include "server/gate/gate.h"\n', /core includes|does not list/],
  ["a second door to an outside library", "server/api/log.cpp", "#include <sqlite3.h>\n", /may only be included/],
  ["the server opening records", "server/api/records.cpp", '#include "shared/crypto/open.h"\n', /not for the server/],
  ["the server sealing records", "server/workspace/judge.cpp", '#include "shared/crypto/seal.h"\n', /not for the server/],
  ["an edge nobody allowed", "server/tls/issue.cpp", '#include "shared/signin/totp.h"\n', /does not list/],
];
for (const [what, path, line, says] of broken) {
  test(`layers refuse ${what}`, () => {
    const answer = layersWith(path, (text) => line + text);
    assert.equal(answer.holds, false);
    assert.match(answer.said, says);
  });
}

test("layers refuse a listed edge that nobody uses", () => {
  const answer = layersWith("scripts/layers.txt", (text) => `${text}\nshared/base -> shared/qr\n`);
  assert.equal(answer.holds, false);
  assert.match(answer.said, /nobody uses/);
});

test("generated files are what the generator writes", () => {
  const checked = run("scripts/generate.mjs", root, "--check");
  assert.equal(checked.status, 0, checked.stderr);
});

test("scripts/check holds what every generator wrote against what it writes now", () => {
  const checks = read("scripts/check");
  for (const name of readdirSync(join(root, "scripts")).filter((each) => /^generate.*\.mjs$/.test(each))) {
    assert.ok(checks.includes(`node scripts/${name} --check\n`), name);
  }
});

const routes = JSON.parse(read("shared/schema/routes.json"));

test("every route has a handler bound to it, and every bound handler a route", () => {
  const bound = [...read("server/http/routes.cpp").matchAll(/^CARE_BIND\((\w+)\)/gm)].map((match) => match[1]);
  assert.deepEqual(bound.toSorted(), routes.map((route) => route.handler).toSorted());
});

test("every handler is declared with the right that its route names", () => {
  const declared = read("server/api/handlers.h");
  for (const { handler, access } of routes) {
    const shape = access === "public" ? "const OpenCall& call" : `const Authorised<Permission::${access}>& caller`;
    assert.ok(declared.includes(`Answer ${handler}(${shape});`), `${handler} should take ${shape}`);
  }
});

test("every route is asked by every kind of caller in the integration tests", () => {
  const table = read("tests/integration/route_rows.cpp");
  const rows = [...table.matchAll(/^ {4}\{"(GET|POST|DELETE)", "([^"?]+)/gm)].map(([, method, path]) => `${method} ${path}`);
  const wanted = routes.map(({ method, path }) => new RegExp(`^${method} ${path.replace(/\{\w+\}/g, "[a-z]+_0+")}$`));
  for (const [i, pattern] of wanted.entries()) {
    assert.equal(rows.filter((row) => pattern.test(row)).length, 1, `${routes[i].method} ${routes[i].path}`);
  }
  assert.equal(rows.length, routes.length);
});

test("a route that changes something or bears keys asks for a proof", () => {
  const free = new Set(["get_session", "get_checkpoint", "get_consistency", "get_membership"]);
  for (const route of routes) {
    if (route.access === "public") continue;
    assert.ok(route.proof === 1 || (route.method === "GET" && free.has(route.handler)), `${route.method} ${route.path}`);
  }
});

test("Catch2 is included in one place", () => {
  for (const path of files("tests", /\.(h|cpp)$/)) {
    if (path === join("tests", "support", "catch.h")) continue;
    assert.doesNotMatch(read(path), /#include <catch2\//, path);
  }
});

test("nothing outside tests/ includes anything from tests/", () => {
  for (const path of [...files("shared", /\.(h|cpp)$/), ...files("server", /\.(h|cpp)$/), ...files("wasm", /\.(h|cpp)$/)]) {
    assert.doesNotMatch(read(path), /#include "tests\//, path);
  }
});

test("no test is switched off but those that print golden files and those of the long forms, and the core's tests never wait", () => {
  for (const path of files("tests", /_test\.cpp$/)) {
    const text = read(path);
    assert.doesNotMatch(text, /\[!?(mayfail|shouldfail)\]|"\[\.(?!(?:golden|long)\])/, path);
    if (path.startsWith(join("tests", "unit", "client")) || path.startsWith(join("tests", "unit", "wire"))) {
      assert.doesNotMatch(text, /sleep_for|system_clock::now/, path);
    }
  }
});

test("no word in the sources was left for later", () => {
  const all = ["shared", "server", "wasm", "scripts", "tests"].flatMap((folder) => files(folder, /\.(h|cpp|mjs|cmake|ts|tsx)$/));
  for (const path of all) {
    if (path.startsWith(join("tests", "architecture"))) continue;
    assert.doesNotMatch(read(path), /\b(TODO|FIXME|XXX|HACK)\b/, path);
  }
});

test("the core takes time and randomness as arguments", () => {
  for (const path of files("shared", /\.(h|cpp)$/)) {
    const text = read(path);
    assert.doesNotMatch(text, /system_clock::now|steady_clock::now|std::random_device|\bgetenv\(|\btime\(nullptr\)|\brand\(\)/, path);
    assert.doesNotMatch(text, /\bcatch \(|\bthrow\b(?!s)/, path);
  }
});

test("the server never throws, and only the doors to libraries that do handle an exception", () => {
  // The TOML library, the HTTP library, and std::thread where the system gives no more of them.
  const doors = [join("server", "config"), join("server", "http", "server.cpp"), join("server", "http", "listener.cpp")];
  for (const path of files("server", /\.(h|cpp)$/)) {
    const text = read(path).replace(/\/\/.*$/gm, "");
    assert.doesNotMatch(text, /\bthrow\b/, path);
    if (doors.some((door) => path.startsWith(door))) continue;
    assert.doesNotMatch(text, /\bcatch \(/, path);
  }
});

test("tests lie where what they test lies", () => {
  for (const path of files(join("tests", "unit"), /_test\.cpp$/)) {
    const folder = relative(join("tests", "unit"), dirname(path));
    assert.ok([folder, join("shared", folder)].some((each) => existsSync(join(root, each))), path);
  }
});

test("every test script has the name by which scripts/test finds it", () => {
  for (const path of files("tests", /[_-]test\.m?js$/)) assert.fail(`${path} should end in .test.mjs`);
});

// The files of a header's Tests line: {a,b} and * as in a shell, a bare name stands beside the one before it, words in brackets are words.
function namedTests(header) {
  const [, line] = header.match(/^\/\/ Tests {2,}(.*(?:\n\/\/ {2,}\S.*)*)/m) ?? [];
  if (line === undefined) return [];
  const alternatives = ([, before, list, after]) => list.split(",").map((each) => before + each + after);
  let folder = "";
  return line.replace(/\n\/\/|\([^)]*\)/g, " ").split(/,(?![^{]*\})/).map((each) => each.trim()).flatMap((name) => {
    if (name.includes("/")) folder = dirname(name);
    const path = name.includes("/") ? name : join(folder, name);
    const braces = path.match(/^(.*)\{(.*)\}(.*)$/);
    return braces ? alternatives(braces) : [path];
  });
}

function isThere(path) {
  if (!path.includes("*")) return existsSync(join(root, path));
  const name = new RegExp(`^${path.slice(path.lastIndexOf("/") + 1).replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
  return existsSync(join(root, dirname(path))) && readdirSync(join(root, dirname(path))).some((each) => name.test(each));
}

test("every file that a header names as its test is there", () => {
  const lost = ["shared", "server", "wasm"].flatMap((folder) => files(folder, /\.h$/))
    .flatMap((path) => namedTests(read(path)).filter((each) => !isThere(each)).map((each) => `${path} names ${each}`));
  assert.deepEqual(lost, []);
});

// The arguments of the call whose opening bracket stands before `from`.
function argumentsAt(text, from) {
  const parts = [""];
  for (let depth = 0, at = from; ; ++at) {
    const letter = text[at];
    if (letter === ")" && depth === 0) return parts.map((each) => each.trim());
    if ("([{".includes(letter)) ++depth;
    if (")]}".includes(letter)) --depth;
    if (letter === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
}

test("the server asks the file system only in ways that report by value", () => {
  const asks = /\b(?:fs|filesystem)::(absolute|canonical|weakly_canonical|copy\w*|create_\w+|current_path|equivalent|exists|file_size|hard_link_count|is_(?!permissions)\w+|last_write_time|permissions|read_symlink|relative|proximate|remove|remove_all|rename|resize_file|space|status|symlink_status|temp_directory_path|(?:recursive_)?directory_iterator(?: \w+)?)\(/g;
  const thrown = [];
  for (const path of files("server", /\.(h|cpp)$/)) {
    const text = read(path).replace(/\/\/.*$/gm, "");
    const codes = new Set([...text.matchAll(/std::error_code&? (\w+)/g)].map(([, name]) => name));
    for (const call of text.matchAll(asks)) {
      const given = argumentsAt(text, call.index + call[0].length);
      if (call[1].endsWith("directory_iterator") && given[0] === "") continue; // the end of every folder
      if (!codes.has(given.at(-1))) thrown.push(`${path}: ${call[0]}${given.join(", ")})`);
    }
    for (const [loop] of text.matchAll(/for \([^;()]*:[^;]*directory_iterator\(|\.(?:is_directory|is_regular_file|is_symlink|file_size|last_write_time|refresh)\(\)/g)) {
      thrown.push(`${path}: ${loop}`);
    }
  }
  assert.deepEqual(thrown, []);
});
