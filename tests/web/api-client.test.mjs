// tests/web/api-client.test.mjs: requests carry their proof, answers become values, and only answers say whether there is a server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

await withModules(async (load) => {
  const { buildApiClient } = await load("/src/api/client.ts");

  function build(answers) {
    const sent = [];
    const lost = [];
    const signed = [];
    const api = buildApiClient({
      clock: () => new Date(1000), onSessionLost: (code) => lost.push(code),
      signRequest: async (method, path, body, now) => {
        signed.push({ method, path, body: new TextDecoder().decode(body), now });
        return { ok: true, value: { proof: `${now}.mac` } };
      },
      fetch: async (path, options) => {
        sent.push({ path, ...options });
        const answer = answers.shift();
        if (answer === "hangs") return new Promise((_, reject) => options.signal.addEventListener("abort", () => reject(options.signal.reason)));
        if (answer === undefined) throw new TypeError("no network");
        return { status: answer.status ?? 200, text: async () => (typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {})) };
      },
    });
    return { api, sent, lost, signed };
  }

  test("api: a route with proof signs method, path with query and body", async () => {
    const { api, sent, signed } = build([{ body: { records: [] } }]);
    const answer = await api.request("getChanges", { query: { after: 7, limit: 200 } });
    assert.equal(answer.ok, true);
    assert.deepEqual(signed, [{ method: "GET", path: "/api/v1/changes?after=7&limit=200", body: "", now: 1000 }]);
    assert.equal(sent[0].headers["Careseal-Proof"], "1000.mac");
    assert.deepEqual(Object.keys(sent[0].headers).sort(), ["Accept", "Careseal-Proof"]);
    assert.equal(sent[0].body, undefined);
  });

  test("api: a route without proof signs nothing, and POST says what it sends", async () => {
    const { api, sent, signed } = build([{ body: {} }]);
    await api.request("startSignin", { body: { handle: "a@b.c", ke1: "x" } });
    assert.equal(signed.length, 0);
    assert.deepEqual([sent[0].headers["Content-Type"], sent[0].body, sent[0].credentials], ["application/json", '{"handle":"a@b.c","ke1":"x"}', "same-origin"]);
  });

  test("api: what stands in a path is escaped", async () => {
    const { api, sent } = build([{ body: {} }]);
    await api.request("deleteAccount", { params: { actor: "../x?y" } });
    assert.equal(sent[0].path, "/api/v1/accounts/..%2Fx%3Fy");
  });

  test("api: a refused proof is tried once more, further ahead, and then the session is lost", async () => {
    const wrong = { status: 401, body: { code: "session_proof_wrong" } };
    const { api, signed, lost } = build([wrong, wrong]);
    const answer = await api.request("getSubjects", {});
    assert.deepEqual([answer.code, signed.map(({ now }) => now), lost], ["session_proof_wrong", [1000, 121_000], ["session_proof_wrong"]]);
  });

  test("api: asking whether there is a session is not losing one", async () => {
    const { api, lost } = build([{ status: 401, body: { code: "session_missing" } }]);
    assert.equal((await api.request("getSession", {})).code, "session_missing");
    assert.deepEqual(lost, []);
  });

  test("api: a problem keeps its code, field and what else it says", async () => {
    const { api } = build([{ status: 401, body: { code: "second_factor_needed", login: "log_1" } }]);
    const answer = await api.request("finishSignin", { body: { login: "log_1", ke3: "x" } });
    assert.deepEqual([answer.ok, answer.code, answer.status, answer.problem.login], [false, "second_factor_needed", 401, "log_1"]);
  });

  test("api: a single entry's refusal still is its receipt", async () => {
    const { api } = build([{ status: 409, body: { results: [{ result: "refused" }] } }]);
    assert.equal((await api.request("appendRecords", { body: { items: [] } })).ok, true);
  });

  for (const [what, answer, code] of [
    ["a gateway's own page", { status: 502, body: "<html>" }, "network_failed"], ["a page in place of an answer", { status: 200, body: "<html>" }, "network_failed"],
    ["an empty answer", { status: 200, body: "" }, "network_failed"], ["half an answer", { status: 200, body: '{"label":"first","ws":"ws_' }, "network_failed"],
    ["an answer without what was asked for", { status: 200, body: {} }, "network_failed"], ["a gateway that knows no such address", { status: 404, body: "<html>" }, "network_failed"],
   
    ["a proxy that finds it too large", { status: 413, body: "" }, "body_too_large"], ["a code that is not known", { status: 418, body: { code: "teapot" } }, "internal"],
    ["a code named like an inherited property", { status: 400, body: { code: "constructor" } }, "internal"],
  ]) {
    test(`api: ${what} is ${code}`, async () => assert.equal((await build([answer]).api.request("getHome", {})).code, code));
  }

  test("api: what hangs is given up", async () => {
    const { api } = build(["hangs"]);
    assert.equal((await api.request("getCheckpoint", { patience: 20 })).code, "timeout");
  });

  test("api: what answers in the home's place is no connection", async () => {
    const { api } = build([{ body: "<html>" }, { status: 502, body: "<html>" }]);
    for (let i = 0; i < 2; i++) await api.request("getCheckpoint", {});
    assert.equal(api.connection.value.kind, "offline");
  });

  test("api: two misses say offline, two answers say online again", async () => {
    const { api } = build([undefined, undefined, { body: { note: "" } }, { body: { note: "" } }]);
    const states = [];
    for (let i = 0; i < 4; i++) {
      await api.request("getCheckpoint", {});
      states.push(api.connection.value.kind);
    }
    assert.deepEqual(states, ["online", "offline", "offline", "online"]);
  });
});
