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
  const table = read("tests/integration/routes_test.cpp");
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

test("no test is switched off but those that print golden files, and the core's tests never wait", () => {
  for (const path of files("tests", /_test\.cpp$/)) {
    const text = read(path);
    assert.doesNotMatch(text, /\[!?(mayfail|shouldfail)\]|"\[\.(?!golden\])/, path);
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

test("the server never throws, and only the door to the HTTP library handles an exception", () => {
  for (const path of files("server", /\.(h|cpp)$/)) {
    const text = read(path).replace(/\/\/.*$/gm, "");
    assert.doesNotMatch(text, /\bthrow\b/, path);
    if (path.startsWith(join("server", "config"))) continue; // the TOML library reports by exception
    assert.doesNotMatch(text, /\bcatch \(/, path);
  }
});

test("tests lie where what they test lies", () => {
  for (const path of files(join("tests", "unit"), /_test\.cpp$/)) {
    const folder = relative(join("tests", "unit"), dirname(path));
    assert.ok([folder, join("shared", folder)].some((each) => existsSync(join(root, each))), path);
  }
});
