#!/usr/bin/env node
// tests/support/ai-provider.mjs: stands in for Azure OpenAI and for services that speak like OpenAI: the real wire format, and every kind
// of trouble. It keeps each request as the bytes that came, so that a test can look for what must not be among them.
//
//   node tests/support/ai-provider.mjs [--port N] [--cert FILE --key FILE]     prints "listening <port>", ends with its standard input
//   import { startProvider } from "…/ai-provider.mjs"                          const provider = await startProvider({ port, tls })
//
// What the next answers are is set by provider.behave({ kind, … }) or POST /stand-in/behave; what came is provider.received() or
// GET /stand-in/received. Without being told otherwise it answers with the text it was sent, cut into small pieces.

import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const azurePath = /^\/openai\/deployments\/([^/]+)\/chat\/completions\?api-version=(\d{4}-\d{2}-\d{2}(?:-preview)?)$/;
const openaiPath = /^(?:\/[a-z]+)*\/v1\/chat\/completions$/;
const safe = Object.fromEntries(["hate", "self_harm", "sexual", "violence"].map((name) => [name, { filtered: false, severity: "safe" }]));
const head = { id: "chatcmpl-9stand1n", created: 1790000000, model: "gpt-4o-2024-08-06", object: "chat.completion.chunk", system_fingerprint: "fp_0stand1n" };
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A text in pieces of one to seven characters, so that no word or placeholder is sure to come in one.
function piecesOf(text) {
  const letters = [...text];
  const pieces = [];
  for (let size = 1; letters.length > 0; size = (size % 7) + 1) pieces.push(letters.splice(0, size).join(""));
  return pieces;
}

const chunk = (choice, azure) => ({ ...head, choices: [{ index: 0, logprobs: null, finish_reason: null, delta: {}, ...(azure ? { content_filter_results: safe } : {}), ...choice }], usage: null });

// The objects of a whole answer, in the order and with the oddities of the real ones.
function* answer(pieces, azure, reason = "stop") {
  if (azure) yield { id: "", choices: [], created: 0, model: "", object: "", prompt_filter_results: [{ prompt_index: 0, content_filter_results: safe }] };
  yield chunk({ delta: { role: "assistant", content: "", refusal: null } }, azure);
  for (const content of pieces) yield chunk({ delta: { content } }, azure);
  // Azure's filter reports on what went out before, in a piece without a delta.
  if (azure) yield { ...head, choices: [{ index: 0, finish_reason: null, content_filter_results: safe, content_filter_offsets: { check_offset: 35, start_offset: 35, end_offset: 36 } }] };
  yield chunk({ finish_reason: reason }, azure);
  if (!azure) yield { ...head, choices: [], usage: { prompt_tokens: 12, completion_tokens: 0.5e1, total_tokens: 17 } };
}

const data = (value) => `data: ${JSON.stringify(value)}\n\n`;
const done = "data: [DONE]\n\n";

function problem(response, status, error, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error }));
}

const filtered = {
  message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
  type: null, param: "prompt", code: "content_filter", status: 400,
  innererror: { code: "ResponsibleAIPolicyViolation", content_filter_result: { violence: { filtered: true, severity: "medium" } } },
};

const troubles = {
  filter_prompt: (response) => problem(response, 400, filtered),
  bad_request: (response) => problem(response, 400, { message: "Unrecognized request argument supplied: x", type: "invalid_request_error", param: null, code: null }),
  unauthorized: (response) => problem(response, 401, { code: "401", message: "Access denied due to invalid subscription key or wrong API endpoint." }),
  missing: (response) => problem(response, 404, { code: "DeploymentNotFound", message: "The API deployment for this resource does not exist." }),
  busy: (response) => problem(response, 429, { code: "429", message: "Requests have exceeded call rate limit. Please retry after 7 seconds." }, { "retry-after": "7" }),
  broken: (response) => problem(response, 500, { code: "InternalServerError", message: "The server had an error while processing your request." }),
  unavailable: (response) => problem(response, 503, { code: "ServiceUnavailable", message: "The engine is currently overloaded." }),
  redirect: (response, { to }) => response.writeHead(307, { location: to }).end(),
  page: (response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Maintenance</title>"),
  hang: () => undefined,
};

// Each writes what follows the head of a stream; what it leaves open stays open.
const streams = {
  async answer(write, { pieces, azure, pause = 0 }) {
    for (const each of answer(pieces, azure)) {
      if (!write(data(each))) return;
      if (pause > 0) await after(pause);
    }
    write(done);
  },
  // One byte at a time, so that lines, characters and chunks are cut everywhere.
  async bytes(write, { pieces, azure }) {
    const all = Buffer.from([...answer(pieces, azure)].map(data).join("") + done);
    for (let i = 0; i < all.length; i += 1) {
      write(all.subarray(i, i + 1));
      if (i % 16 === 0) await after(0);
    }
  },
  async comments(write, { pieces, azure }) {
    write(": OPENROUTER PROCESSING\r\n\r\n");
    for (const each of answer(pieces, azure)) write(`event: message\r\nid: 7\r\n${data(each).replaceAll("\n", "\r\n")}: keep-alive\r\n\r\n`);
    write(done);
  },
  async filter_answer(write, { pieces, azure }) {
    for (const each of answer(pieces.slice(0, 3), azure, "content_filter")) write(data(each));
    write(done);
  },
  async length(write, { pieces, azure }) {
    for (const each of answer(pieces, azure, "length")) write(data(each));
    write(done);
  },
  async error_within(write, { pieces, azure }) {
    for (const each of [...answer(pieces, azure)].slice(0, 4)) write(data(each));
    write(data({ error: { message: "The server had an error while processing your request.", type: "server_error", code: null } }));
  },
  async no_end(write, { pieces, azure }) {
    for (const each of [...answer(pieces, azure)].slice(0, 5)) write(data(each));
  },
  async only_done(write, { pieces, azure }) {
    for (const each of [...answer(pieces, azure)].filter(({ choices }) => !choices[0]?.finish_reason)) write(data(each));
    write(done);
  },
  async cut(write, { pieces, azure, response }) {
    for (const each of [...answer(pieces, azure)].slice(0, 5)) write(data(each));
    await after(50);
    response.destroy();
  },
  async hang_within(write, { pieces, azure }) {
    for (const each of [...answer(pieces, azure)].slice(0, 5)) write(data(each));
    return "open";
  },
  // Whole, but the connection stays open behind it.
  async stay(write, { pieces, azure }) {
    for (const each of answer(pieces, azure)) write(data(each));
    write(done);
    return "open";
  },
  async flood(write, { azure, megabytes = 10 }) {
    const piece = data(chunk({ delta: { content: "more ".repeat(200) } }, azure));
    for (let sent = 0; sent < megabytes * 1e6; sent += piece.length) {
      if (!write(piece)) return;
      if (sent % (piece.length * 50) === 0) await after(0);
    }
    write(done);
  },
  async long_line(write, { megabytes = 10 }) {
    write("data: ");
    for (let sent = 0; sent < megabytes * 1e6; sent += 65536) {
      if (!write("x".repeat(65536))) return;
      await after(0);
    }
  },
  async rubbish(write) {
    write("data: {not json\n\n");
    write(done);
  },
};

const keyOf = (headers, azure) => (azure ? headers["api-key"] : /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1]);

function check(request, body, azure) {
  if (request.method !== "POST" || !(azure || openaiPath.test(request.url))) return { status: 404, error: { code: "404", message: "Resource not found" } };
  if (!keyOf(request.headers, azure)) return { status: 401, error: { code: "401", message: "Access denied" } };
  if (body === null || !Array.isArray(body.messages) || body.stream !== true) return { status: 400, error: { code: "BadRequest", message: "messages and stream are needed" } };
  if (!azure && typeof body.model !== "string") return { status: 400, error: { code: null, message: "you must provide a model parameter" } };
  return null;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** behave({ kind, pieces?, text?, pause?, to?, region? }): kind is one of the names above. */
export async function startProvider({ port = 0, tls } = {}) {
  let behaviour = { kind: "answer" };
  const received = [];

  async function serve(request, response, raw) {
    const azure = azurePath.test(request.url);
    const body = parse(raw.toString("utf8"));
    const fault = check(request, body, azure);
    if (fault !== null) return problem(response, fault.status, fault.error);
    const { kind } = behaviour;
    if (kind in troubles) return troubles[kind](response, behaviour);
    const pieces = behaviour.pieces ?? piecesOf(behaviour.text ?? body.messages.at(-1).content);
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...(azure ? { "x-ms-region": behaviour.region ?? "UK South", "apim-request-id": "0" } : {}) });
    const write = (bytes) => !response.destroyed && (response.write(bytes), true);
    const left = await streams[kind](write, { ...behaviour, pieces, azure, response });
    if (left !== "open") response.end();
  }

  const server = (tls ? createSecureServer(tls) : createServer());
  server.on("request", (request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const raw = Buffer.concat(parts);
      if (request.url === "/stand-in/behave") {
        behaviour = parse(raw.toString("utf8")) ?? { kind: "answer" };
        return response.end("{}");
      }
      if (request.url === "/stand-in/received") return response.end(JSON.stringify(received));
      const entry = { method: request.method, target: request.url, headers: request.rawHeaders, body: raw.toString("utf8"), ended: "open" };
      received.push(entry);
      response.on("close", () => { entry.ended = response.writableFinished ? "whole" : "broken"; });
      serve(request, response, raw).catch(() => response.destroy());
    });
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    port: server.address().port,
    address: `http${tls ? "s" : ""}://localhost:${server.address().port}`,
    behave(next) { behaviour = next; },
    /** Every request since the start: { method, target, headers: [name, value, …], body, ended: "open" | "whole" | "broken" }. */
    received: () => received,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
  if (process.argv.includes("--help")) {
    console.log("usage: node tests/support/ai-provider.mjs [--port N] [--cert FILE --key FILE]");
    process.exit(0);
  }
  const tls = option("--cert") ? { cert: readFileSync(option("--cert")), key: readFileSync(option("--key")) } : undefined;
  const provider = await startProvider({ port: Number(option("--port") ?? 0), tls });
  console.log(`listening ${provider.port}`);
  process.stdin.resume().on("end", () => process.exit(0));
}
