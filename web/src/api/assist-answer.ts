// web/src/api/assist-answer.ts: one text and its answer. The receipt of the statement comes first, by itself or with a refusal; then the
// answer as it is written; then how it ended.

import type { Receipt, SignedStatement } from "../core/core-types.ts";
import { errorNumbers, type ErrorCode } from "../generated/errors.gen.ts";
import type { ApiClient, ApiProblem, ApiResult } from "./client.ts";
import { readEvents, type ServerEvent } from "./event-stream.ts";

export type AnswerEnd = { readonly kind: "done" } | { readonly kind: "failed"; readonly code: ErrorCode; readonly retrySeconds?: number };

export interface AnswerOptions {
  readonly text: string;
  readonly signal: AbortSignal;
  readonly onText?: (text: string) => void;
  readonly idleMs?: number;
}

export interface Answering {
  readonly receipt: Promise<ApiResult<Receipt>>;
  readonly end: Promise<AnswerEnd>;
}

const quietMs = 90_000; // the server gives up before: this is for one that stands still

export function askAssist(api: Pick<ApiClient, "open">, item: SignedStatement, { text, signal, onText = () => undefined, idleMs = quietMs }: AnswerOptions): Answering {
  let settle: (receipt: ApiResult<Receipt>) => void = () => undefined;
  const receipt = new Promise<ApiResult<Receipt>>((resolve) => { settle = resolve; });

  async function run(): Promise<AnswerEnd> {
    const opened = await api.open("askAssist", { body: { item, text }, signal });
    if (!opened.ok) {
      const refused = opened.problem["receipt"];
      settle(isReceipt(refused) ? { ok: true, value: refused } : opened);
      return { kind: "failed", code: opened.code, ...retryOf(opened.problem["retry_s"]) };
    }
    let end: AnswerEnd | null = null;
    const onEvent = ({ event, data }: ServerEvent): void => {
      if (event === "receipt" && isReceipt(data["receipt"])) settle({ ok: true, value: data["receipt"] });
      else if (event === "text" && typeof data["text"] === "string") onText(data["text"]);
      else if (event === "end") end = endOf(data);
    };
    const { body } = opened.value;
    const read = body === null ? "ended" : await readEvents(body, { onEvent, idleMs });
    settle(broken(signal.aborted || read === "idle" ? "timeout" : "network_failed"));
    return end ?? { kind: "failed", code: signal.aborted ? "assist_cancelled" : read === "idle" ? "assist_timeout" : "assist_cut_off" };
  }

  const end = run().catch((): AnswerEnd => {
    settle(broken("network_failed"));
    return { kind: "failed", code: "network_failed" };
  });
  return { receipt, end };
}

const broken = (code: ErrorCode): ApiProblem => ({ ok: false, code, status: 0, problem: {} });

function isReceipt(value: unknown): value is Receipt {
  return typeof value === "object" && value !== null && typeof (value as { result?: unknown }).result === "string";
}

function endOf(data: { readonly [name: string]: unknown }): AnswerEnd {
  const { result } = data;
  if (result === "done") return { kind: "done" };
  return { kind: "failed", code: typeof result === "string" && Object.hasOwn(errorNumbers, result) ? (result as ErrorCode) : "assist_cut_off", ...retryOf(data["retry_s"]) };
}

function retryOf(seconds: unknown): { retrySeconds?: number } {
  return typeof seconds === "number" && seconds > 0 ? { retrySeconds: seconds } : {};
}
