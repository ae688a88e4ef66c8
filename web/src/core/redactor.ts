// web/src/core/redactor.ts: the redactor's calls as promises (wasm/redact/care_redact.d.ts says what each is for).
//
// Imported when it is first needed: the module and its word lists are three times the core. The home's people and what
// placeholders stand for stay with the worker, and end with it. A worker that stopped answers everything with vault_locked.

import type { CareRedact } from "careseal-redact";
import { trustedScript } from "../platform/trusted-script.ts";
import { encodeCanonical, NotCanonical } from "./canonical-json.ts";
import type { CoreResult } from "./core-types.ts";
import type { ConversationTerms, GuardWarning, KeptSpan, MarkedSpan, RedactedText, RestoredText, RosterPerson } from "./redact-types.ts";
import workerUrl from "./redact.worker.ts?worker&url";
import { buildPort, type PortWorker } from "./worker-port.ts";

export type RedactCallName = Exclude<keyof CareRedact, "open_lists">; // the worker opens them itself

export interface Redactor {
  /** Forgets the conversation: its placeholders meant others. */
  setRoster(people: readonly RosterPerson[]): Promise<CoreResult<{ people: number }>>;
  /** One numbering from here on; forgets the one before. */
  beginConversation(terms: ConversationTerms): Promise<CoreResult<object>>;
  /** add: taken out by hand. keep: put back by hand; identifier_kept where that says who somebody is. */
  redactText(args: { text: string; add?: readonly MarkedSpan[]; keep?: readonly KeptSpan[] }): Promise<CoreResult<RedactedText>>;
  restoreText(text: string): Promise<CoreResult<RestoredText>>;
  /** The next piece of an answer that is still coming: what is decided of it by now. */
  restoreChunk(text: string): Promise<CoreResult<{ text: string }>>;
  /** The rest, and the placeholders of the whole answer that were never given. */
  restoreEnd(): Promise<CoreResult<{ text: string; unknown: string[] }>>;
  checkText(args: { text: string; kind: "care" | "finance" | "staff"; subject?: number }): Promise<CoreResult<{ warnings: GuardWarning[] }>>;
  forget(): Promise<CoreResult<object>>;
  /** Its worker is gone: every call answers vault_locked, and another redactor has to be opened. */
  ended(): boolean;
  /** Ends the worker. What was still asked for is answered with vault_locked. */
  end(): void;
}

export function buildRedactor(startWorker: () => PortWorker<RedactCallName>): Redactor {
  let ended = false;
  const port = buildPort(startWorker, () => { ended = true; });
  // Another worker would know nobody, and find no name of theirs.
  const call = async <T>(name: RedactCallName, ...args: string[]): Promise<CoreResult<T>> =>
    (ended ? { ok: false, code: "vault_locked" } : port.call(name, args, false)) as Promise<CoreResult<T>> | CoreResult<T>;
  const withJson = async <T>(name: RedactCallName, args: object): Promise<CoreResult<T>> => {
    try {
      return await call<T>(name, encodeCanonical(args));
    } catch (error) {
      // Half a character that was typed.
      if (error instanceof NotCanonical) return { ok: false, code: error.isText ? "field_bad_text" : "json_not_canonical" };
      throw error;
    }
  };
  return {
    setRoster: (people) => withJson("set_roster", { people }),
    beginConversation: (terms) => withJson("begin_conversation", terms),
    redactText: (args) => withJson("redact_text", args),
    restoreText: (text) => withJson("restore_text", { text }),
    restoreChunk: (text) => call("restore_chunk", text),
    restoreEnd: () => call("restore_end"),
    checkText: (args) => withJson("check_text", args),
    forget: () => call("forget"),
    ended: () => ended,
    end() {
      ended = true;
      port.terminate();
    },
  };
}

/** Loads the module and its lists; rejects where they can't be had. */
export async function openRedactor(): Promise<Redactor> {
  const redactor = buildRedactor(
    () => new Worker(trustedScript(workerUrl), { type: "module", name: "careseal-redact" }) as unknown as PortWorker<RedactCallName>);
  const begun = await redactor.beginConversation({ dates: "placeholder" });
  if (begun.ok) return redactor;
  redactor.end();
  throw new Error(begun.code);
}
