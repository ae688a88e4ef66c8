// web/src/api/client.ts: every request to the home's server. Problems come back as values with the code of errors.json,
// never as thrown errors; a request that got no answer is network_failed or timeout. So is one that somebody else answered: the
// page of a captive portal, a gateway's own words, half an answer. What they say about an entry is nothing.
//
// Routes with proof carry Careseal-Proof, made by the core over method, path and body: a stolen cookie alone opens nothing.

import { errorNumbers, type ErrorCode } from "../generated/errors.gen.ts";
import { routes, type PathParameters, type RouteName } from "../generated/routes.gen.ts";
import { answerParts, type Answers, type BodyOf, type Part, type QueryOf } from "./api-types.ts";
import { buildConnectionJudge, type Connection } from "./connection.ts";
import type { ReadonlySignal } from "@preact/signals";

export interface ApiProblem {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly status: number; // 0: no answer
  readonly field?: string;
  readonly problem: { readonly [name: string]: unknown }; // the whole answer: `login` of second_factor_needed, `version` of version_stale …
}

export type ApiResult<T> = { readonly ok: true; readonly value: T } | ApiProblem;

export type RequestOptions<Name extends RouteName> =
  (keyof PathParameters<Name> extends never ? { params?: never } : { params: PathParameters<Name> })
  & (undefined extends QueryOf<Name> ? { query?: never } : { query: QueryOf<Name> })
  & (undefined extends BodyOf<Name> ? { body?: never } : { body: BodyOf<Name> })
  & { patience?: number };

export interface OpenOptions<Name extends RouteName> {
  readonly body: BodyOf<Name>;
  readonly signal: AbortSignal;
}

export interface ApiClient {
  readonly connection: ReadonlySignal<Connection>;
  /** An answer that arrives bit by bit: its head is there, its body has yet to be read. */
  open<Name extends RouteName>(name: Name, options: OpenOptions<Name>): Promise<ApiResult<Response>>;
  request<Name extends RouteName>(name: Name, options: RequestOptions<Name>): Promise<ApiResult<Answers[Name]>>;
}

export interface ApiDependencies {
  readonly signRequest: (method: string, path: string, body: Uint8Array, now: number) => Promise<{ ok: true; value: { proof: string } } | { ok: false; code: ErrorCode }>;
  readonly clock: () => Date;
  readonly onSessionLost: (code: ErrorCode) => void; // session_missing, session_expired, session_proof_wrong
  readonly fetch?: typeof fetch;
}

const patienceMs = 15_000;
const openPatienceMs = 30_000; // until the head of an answer that arrives bit by bit
const proofRetryMs = 120_000;
const sessionCodes: readonly ErrorCode[] = ["session_missing", "session_expired", "session_proof_wrong"];

// Answers that are asked for to learn whether there is a session: their refusal is no news.
const quiet: readonly RouteName[] = ["getSession", "startSignin", "finishSignin", "secondFactorSignin"];

export function buildApiClient(dependencies: ApiDependencies): ApiClient {
  const { signRequest, clock, onSessionLost } = dependencies;
  const send = dependencies.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  const judge = buildConnectionJudge(clock);

  async function ask(name: RouteName, path: string, body: string | undefined, ahead: number, signal: AbortSignal, accept: string): Promise<Response | ApiProblem> {
    const { method, proof } = routes[name];
    const headers: Record<string, string> = { Accept: accept };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (proof) {
      const signed = await signRequest(method, path, new TextEncoder().encode(body ?? ""), clock().getTime() + ahead);
      if (!signed.ok) return { ok: false, code: signed.code, status: 0, problem: {} };
      headers["Careseal-Proof"] = signed.value.proof;
    }
    return send(path, {
      method, headers, signal, credentials: "same-origin", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer",
      ...(body === undefined ? {} : { body }),
    });
  }

  async function read(name: RouteName, response: Response): Promise<ApiResult<unknown>> {
    const answer = readAnswer(name, response.status, await response.text());
    if (answer === null) {
      judge.missed();
      return { ok: false, code: "network_failed", status: response.status, problem: {} };
    }
    judge.answered();
    return answer;
  }

  async function once(name: RouteName, path: string, body: string | undefined, patience: number, ahead: number): Promise<ApiResult<unknown>> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    try {
      const response = await ask(name, path, body, ahead, abort.signal, "application/json");
      return "problem" in response ? response : await read(name, response);
    } catch {
      judge.missed();
      return { ok: false, code: abort.signal.aborted ? "timeout" : "network_failed", status: 0, problem: {} };
    } finally {
      clearTimeout(timer);
    }
  }

  async function openOnce(name: RouteName, path: string, body: string, signal: AbortSignal, ahead: number): Promise<ApiResult<unknown>> {
    const abort = new AbortController();
    const stop = (): void => abort.abort();
    const timer = setTimeout(stop, openPatienceMs);
    signal.addEventListener("abort", stop);
    try {
      const response = await ask(name, path, body, ahead, abort.signal, "text/event-stream, application/json");
      if ("problem" in response) return response;
      if (!response.ok) return await read(name, response);
      judge.answered();
      return { ok: true, value: response };
    } catch {
      if (!signal.aborted) judge.missed();
      return { ok: false, code: abort.signal.aborted ? "timeout" : "network_failed", status: 0, problem: {} };
    } finally {
      clearTimeout(timer);
    }
  }

  // The server saw a higher counter than this clock gives: once more with one that is surely higher.
  async function proved(name: RouteName, attempt: (ahead: number) => Promise<ApiResult<unknown>>): Promise<ApiResult<unknown>> {
    let result = await attempt(0);
    if (!result.ok && result.code === "session_proof_wrong") result = await attempt(proofRetryMs);
    if (!result.ok && result.status !== 0 && sessionCodes.includes(result.code) && !quiet.includes(name)) onSessionLost(result.code);
    return result;
  }

  return {
    connection: judge.connection,
    async request(name, options) {
      const given = options as { params?: Record<string, string>; query?: Record<string, number>; body?: object; patience?: number };
      const path = buildPath(routes[name].path, given.params, given.query);
      const body = routes[name].method === "POST" ? JSON.stringify(given.body ?? {}) : undefined;
      const result = await proved(name, (ahead) => once(name, path, body, given.patience ?? patienceMs, ahead));
      return result as ApiResult<Answers[typeof name]>;
    },
    async open(name, { body, signal }) {
      const result = await proved(name, (ahead) => openOnce(name, routes[name].path, JSON.stringify(body ?? {}), signal, ahead));
      return result as ApiResult<Response>;
    },
  };
}

function buildPath(template: string, params: Record<string, string> = {}, query: Record<string, number> = {}): string {
  const path = template.replace(/\{([a-z_]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}

// null: these are not the words of the home's server.
function readAnswer(name: RouteName, status: number, text: string): ApiResult<unknown> | null {
  const value = parseObject(text);
  if (status >= 200 && status < 300) return value !== null && isWhole(name, value) ? { ok: true, value } : null;
  // One record alone is answered with its own status, and its receipt.
  if (value !== null && Array.isArray(value["results"])) return { ok: true, value };
  const code = value?.["code"];
  if (value !== null && typeof code === "string") {
    const field = value["field"];
    return { ok: false, code: isErrorCode(code) ? code : "internal", status, ...(typeof field === "string" ? { field } : {}), problem: value };
  }
  // A gateway may say that it is too much, or too often; of anything else it knows nothing.
  if (status === 413) return { ok: false, code: "body_too_large", status, problem: {} };
  if (status === 429) return { ok: false, code: "rate_limited", status, problem: {} };
  return null;
}

const isPart: { readonly [kind in Part]: (value: unknown) => boolean } = {
  list: (value) => Array.isArray(value),
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
};

function isWhole(name: RouteName, value: { readonly [name: string]: unknown }): boolean {
  const wanted: readonly [string, Part] | undefined = answerParts[name];
  return wanted === undefined || isPart[wanted[1]](value[wanted[0]]);
}

function parseObject(text: string): { readonly [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: unknown }) : null;
  } catch {
    return null;
  }
}

function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorNumbers, value);
}
