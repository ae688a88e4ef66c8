// web/src/outbox/outbox-types.ts: what pages see of the outbox (ux.md §4.2).

import type { ReadonlySignal } from "@preact/signals";
import type { ApiResult } from "../api/client.ts";
import type { InviteTerms, MembershipAct } from "../core/core-client.ts";
import type { AssistTerms, B64, CoreResult, FieldError, InviteOut, NewRecord, Receipt, RecordFields, SignedStatement } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";

// What a person can do about an entry that needs attention.
export type FixAction =
  | "try_again"      // nothing to change: it is sent again by itself, or now
  | "compare"        // someone changed the record: open it, look at both, write anew
  | "make_kit"       // the home's recovery gate is closed
  | "sign_in_again"  // this device's numbering broke: sign in again, and the entry is signed anew
  | "write_again"    // it could not even be signed: try again, write it anew, or put it away
  | "dismiss";       // refused for good and logged as such: read why, write it anew if it must be, then put it away

export type SyncState =
  | { readonly kind: "saved_here"; readonly at: Date; readonly held: boolean } // held: Undo is still open
  | { readonly kind: "sent"; readonly at: Date; readonly logIndex: number }
  | { readonly kind: "needs_attention"; readonly code: ErrorCode; readonly fix: FixAction };

// One thing that this device holds: a draft under hold or an entry in the queue.
export interface OutboxEntry {
  readonly key: string;
  readonly state: SyncState;
  readonly kind: "record" | "membership" | "assist";
  readonly mine: boolean;           // of the person who is signed in; others' are carried, not opened
  readonly written: Date;
  readonly subject: string | null;
  readonly record: string | null;   // null while a new record is a draft: it has no id yet
  readonly hash: string | null;
  // What was entered, where this person may read it: memory only, gone with the lock.
  readonly content: { readonly type: string; readonly record: string | null; readonly act: NewRecord["act"]; readonly version: number; readonly fields: RecordFields } | null;
}

export type SaveResult =
  | { readonly kind: "saved"; readonly key: string; readonly record: string | null; readonly subject: string | null }
  | { readonly kind: "wrong"; readonly errors: readonly FieldError[] }           // bad input: nothing was written
  | { readonly kind: "not_saved"; readonly code: ErrorCode };                    // keep the text on the screen

export type ActResult = { readonly kind: "done" } | { readonly kind: "failed"; readonly code: ErrorCode };
export type InviteResult = { readonly kind: "done"; readonly invite: InviteOut } | { readonly kind: "failed"; readonly code: ErrorCode };

export type DeliverAssist = (item: SignedStatement) => Promise<ApiResult<Receipt>>;

export interface SaveOptions {
  readonly hold?: boolean; // 10 s in which undo() leaves no trace; for creates about a resident who exists
  readonly form?: string;  // where it was typed: what keepForm kept of it goes as this is kept, in one step
}

export interface Outbox {
  /** Everything held here, oldest first; what was sent stays until the server's list shows it. */
  readonly entries: ReadonlySignal<readonly OutboxEntry[]>;
  readonly waiting: ReadonlySignal<number>;
  readonly attention: ReadonlySignal<number>;

  /** Validates, seals, and is durable when it returns; sends by itself. */
  save(record: NewRecord, options?: SaveOptions): Promise<SaveResult>;
  /** Within the hold: takes the draft away. False if it was too late. */
  undo(key: string): Promise<boolean>;
  /** Ends every hold now (the next entry, a lock, a page that is hidden). */
  finishHolds(): Promise<void>;

  /** What is being typed, sealed on every change; form names a form, ids only ("note:sub_…"). null: it is on the disk. */
  keepForm(form: string, subject: string | null, content: object): Promise<ErrorCode | null>;
  findForm(form: string): Promise<{ readonly [name: string]: unknown } | null>;
  dropForm(form: string): Promise<void>;

  /** Membership: asks the server for the newest members, signs, sends, and waits for the receipt. Needs a connection. */
  act(act: Exclude<MembershipAct, { act: "add_device" }>): Promise<ActResult>;
  invite(terms: InviteTerms): Promise<InviteResult>;

  /**
   * Signs that this text leaves for the AI and hands the statement to `deliver`, which sends it with the text and answers the receipt. Needs a
   * connection. Whatever becomes of the text, the statement reaches the log. Answers its hash once the receipt was checked.
   */
  assist(terms: AssistTerms, deliver: DeliverAssist): Promise<CoreResult<{ hash: B64 }>>;

  sendNow(): Promise<void>;
  /** Puts away an entry whose refusal is final and logged, or that could not be signed at all. */
  dismiss(key: string): Promise<void>;
}
