// web/src/features/writing-help/model.ts: one text, from what a person wrote to an answer they use or throw away. Nothing leaves before
// they saw it as it would leave and said so; what they typed, and an answer that cost the home one of its hour, are kept sealed.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { AssistOffer } from "../../api/api-types.ts";
import { askAssist } from "../../api/assist-answer.ts";
import { noteForm, policyOf, standingOf } from "../../care/assist.ts";
import { buildFormDraft, type FormDraft } from "../../care/form-draft.ts";
import { lookUp } from "../../care/resident-facts.ts";
import type { AssistPolicy, B64 } from "../../core/core-types.ts";
import type { KeptSpan, RedactedText } from "../../core/redact-types.ts";
import type { Redactor } from "../../core/redactor.ts";
import type { AssistUse } from "../../generated/assist-uses.gen.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { AppState } from "../../state/app-state.ts";
import { buildAnswer, type AnswerModel } from "./answer-model.ts";
import { composeNotes } from "./compose.ts";
import { noChanges, putBack, takeOut, type Changes } from "./outgoing.ts";
import { whole } from "./timeline.ts";

export type ClosedWhy = "off" | "role" | "not_offered" | "changed" | "no_redactor" | "empty";

export type HelpState =
  | { readonly kind: "looking" }
  | { readonly kind: "closed"; readonly why: ClosedWhy }
  | { readonly kind: "choosing" }  // which hours, which question
  | { readonly kind: "preparing" } // reading the notes, taking names out
  | { readonly kind: "preview" }
  | { readonly kind: "sending"; readonly step: "log" | "waiting" | "writing" }
  | { readonly kind: "answer" }
  | { readonly kind: "taken" };    // it stands in the note's draft

/** Why it did not go on; `sent`: the text had left by then. */
export interface HelpProblem {
  readonly code: ErrorCode;
  readonly sent: boolean;
}

export interface Source {
  readonly text: string;
  readonly count: number;   // entries; 0: it was typed
  readonly leftOut: number;
}

export interface HelpModel {
  readonly use: AssistUse;
  readonly state: ReadonlySignal<HelpState>;
  readonly problem: ReadonlySignal<HelpProblem | null>;
  readonly draft: FormDraft;
  readonly policy: ReadonlySignal<AssistPolicy | null>;
  readonly offer: ReadonlySignal<AssistOffer | null>;
  readonly hours: ReadonlySignal<number>;
  readonly question: ReadonlySignal<string>;
  readonly source: ReadonlySignal<Source | null>;
  readonly redacted: ReadonlySignal<RedactedText | null>;
  readonly changes: ReadonlySignal<Changes>;
  readonly isPartial: ReadonlySignal<boolean>; // only the notes this device has could be read
  readonly answer: AnswerModel;
  open(): void;
  continueDraft(): void;
  dropDraft(): void;
  setHours(hours: number): void;
  setQuestion(question: string): void;
  look(): Promise<void>;
  takeOut(ranges: readonly KeptSpan[]): Promise<void>;
  putBack(range: KeptSpan): Promise<void>;
  change(): void; // back to hours and question
  send(): Promise<void>;
  stop(): void;
  discard(): void;
  undiscard(): void;
  accept(): Promise<void>;
  leave(): void;
}

export const periods = [12, 24, 72, 168] as const;

export function buildHelpModel(app: Pick<AppState, "api" | "clock" | "directory" | "outbox" | "records" | "redaction" | "session">, subject: string, use: AssistUse): HelpModel {
  const { api, clock, outbox, records, redaction } = app;
  const state = signal<HelpState>({ kind: "looking" });
  const problem = signal<HelpProblem | null>(null);
  const offer = signal<AssistOffer | null>(null);
  const hours = signal<number>(periods[0]);
  const question = signal("");
  const source = signal<Source | null>(null);
  const redacted = signal<RedactedText | null>(null);
  const changes = signal<Changes>(noChanges);
  const isPartial = signal(false);
  const policy = computed(() => policyOf(app));
  const draft = buildFormDraft(outbox, `help:${use.name}:${subject}`, subject, clock);
  let abort: AbortController | null = null;
  let opened = false;
  let redactor: Redactor | null = null; // with the people it knew as the conversation began: newer ones would make it forget
  let from = ""; // what was typed in the note when it was sent

  const keep = (): void => {
    const { text, hash } = answer.kept();
    if (question.value === "" && text === "") return;
    draft.keep({ hours: hours.value, question: question.value, from, text, ...(hash === null ? {} : { hash }) });
  };
  const answer = buildAnswer(keep);

  const failed = (code: ErrorCode, sent = false): void => { problem.value = { code, sent }; };
  const close = (why: ClosedWhy): void => { state.value = { kind: "closed", why }; };

  // What the operator offers must be what the owner agreed to. Without a connection that is seen at sending.
  async function askOffer(): Promise<boolean> {
    const asked = await api.request("getAssist", {});
    if (!asked.ok) return true;
    offer.value = asked.value;
    const agreed = policy.value;
    if (asked.value.offered !== 1) close("not_offered");
    else if (agreed === null || asked.value.region !== agreed.region || asked.value.model !== agreed.model || asked.value.provider !== agreed.provider) close("changed");
    return state.value.kind !== "closed";
  }

  async function begin(): Promise<void> {
    const standing = standingOf(app, use);
    if (standing !== "on") return close(standing === "off" ? "off" : "role");
    redaction.prepare();
    if (!(await askOffer())) return;
    if (use.period || use.question) state.value = { kind: "choosing" };
    else await look();
  }

  async function typed(): Promise<Source> {
    const values = (await outbox.findForm(noteForm(subject)))?.["values"] as { readonly text?: unknown } | undefined;
    return { text: typeof values?.text === "string" ? values.text.trim() : "", count: 0, leftOut: 0 };
  }

  async function gathered(): Promise<Source> {
    const found = lookUp(records, subject);
    const now = clock();
    const timeline = await whole(records, subject, now.getTime() - hours.value * 3_600_000);
    isPartial.value = timeline.kind === "failed";
    return composeNotes(timeline.records, { name: found.kind === "found" ? found.facts.name : "", types: use.records, hours: hours.value, now, question: question.value.trim() });
  }

  async function redact(wanted: Changes): Promise<boolean> {
    if (redactor === null || source.value === null) return false;
    const done = await redactor.redactText({ text: source.value.text, add: wanted.add, keep: wanted.keep });
    if (!done.ok) {
      if (done.code === "vault_locked") close("no_redactor");
      else failed(done.code);
      return false;
    }
    problem.value = null;
    changes.value = wanted;
    redacted.value = done.value;
    return true;
  }

  async function look(): Promise<void> {
    problem.value = null;
    state.value = { kind: "preparing" };
    const text = use.period ? await gathered() : await typed();
    source.value = text;
    from = use.period ? "" : text.text;
    if (text.text === "") return close("empty");
    const ready = await redaction.ready();
    if (ready === null) return close("no_redactor");
    redactor = ready.redactor;
    const begun = await redactor.beginConversation({ dates: "placeholder" });
    if (!begun.ok || !(await redact(noChanges))) return close("no_redactor");
    state.value = { kind: "preview" };
  }

  async function send(): Promise<void> {
    const agreed = policy.value;
    const out = redacted.value;
    if (state.value.kind !== "preview" || agreed === null || redactor === null || out === null) return;
    problem.value = null;
    state.value = { kind: "sending", step: "log" };
    const stopping = new AbortController();
    abort = stopping;
    answer.begin(redactor, () => { state.value = { kind: "sending", step: "writing" }; });
    let ending: ReturnType<typeof askAssist>["end"] | null = null;
    const done = await outbox.assist(termsOf(use.name, out, agreed, subject), (item) => {
      const asked = askAssist(api, item, { text: out.text, signal: stopping.signal, onText: answer.push });
      ending = asked.end;
      return asked.receipt;
    });
    if (done.ok) {
      answer.isFor(done.value.hash);
      if (state.value.kind === "sending" && state.value.step === "log") state.value = { kind: "sending", step: "waiting" };
    }
    const end = done.ok && ending !== null ? await (ending as ReturnType<typeof askAssist>["end"]) : null;
    if (end === null) stopping.abort();
    const text = await answer.finish();
    abort = null;
    const code = stopping.signal.aborted && end !== null ? "assist_cancelled" : !done.ok ? done.code : end !== null && end.kind === "failed" ? end.code : null;
    if (code !== null) failed(code, done.ok);
    state.value = { kind: text === "" ? "preview" : "answer" };
    if (text === "" && code === null) failed("assist_cut_off", true);
    keep();
    const left = await api.request("getAssist", {});
    if (left.ok) offer.value = left.value;
  }

  // Into the note that is being typed about this resident: in place of what was sent, or after what stands there already.
  async function accept(): Promise<void> {
    const { text, hash } = answer.kept();
    if (hash === null || text.trim() === "") return;
    const form = noteForm(subject);
    const found = await outbox.findForm(form);
    const values = (found?.["values"] as { readonly [field: string]: unknown } | undefined) ?? {};
    const before = typeof values["text"] === "string" ? values["text"].trim() : "";
    const joined = before === "" || before === from ? text.trim() : `${before}\n\n${text.trim()}`;
    const kept = await outbox.keepForm(form, subject, {
      at: clock().getTime(), happened: found?.["happened"] ?? 0, values: { ...values, text: joined, assisted: use.name, assist: hash }, ...(before === "" ? {} : { own: before }),
    });
    if (kept !== null) return failed(kept, true);
    await draft.drop();
    state.value = { kind: "taken" };
  }

  return {
    use, state, problem, draft, policy, offer, hours, question, source, redacted, changes, isPartial, answer, look, send, accept,
    open() {
      if (opened || lookUp(records, subject).kind !== "found" || draft.state.value.kind === "looking" || app.directory.value === null) return;
      opened = true;
      if (draft.state.value.kind === "none") void begin();
    },
    continueDraft() {
      if (draft.state.value.kind !== "found") return;
      const { content } = draft.state.value.draft;
      if (typeof content["hours"] === "number") hours.value = content["hours"];
      if (typeof content["question"] === "string") question.value = content["question"];
      const hash = content["hash"];
      if (typeof content["from"] === "string") from = content["from"];
      draft.settle();
      if (typeof hash === "string" && typeof content["text"] === "string" && content["text"] !== "") {
        answer.recall(content["text"], hash as B64);
        state.value = { kind: "answer" };
      } else void begin();
    },
    dropDraft() {
      void draft.drop().then(begin);
    },
    setHours(chosen) {
      hours.value = chosen;
      keep();
    },
    setQuestion(text) {
      question.value = text;
      keep();
    },
    async takeOut(ranges) {
      if (source.value !== null) await redact(takeOut(source.value.text, changes.value, ranges));
    },
    async putBack(range) {
      await redact(putBack(range, changes.value));
    },
    change() {
      problem.value = null;
      state.value = { kind: "choosing" };
    },
    stop() {
      abort?.abort();
    },
    discard() {
      answer.discard();
      problem.value = null;
      if (question.value === "") void draft.drop();
      else keep();
      if (redacted.value === null) void begin();
      else state.value = { kind: "preview" };
    },
    undiscard() {
      if (!answer.undiscard()) return;
      state.value = { kind: "answer" };
      keep();
    },
    leave() {
      abort?.abort();
    },
  };
}

function termsOf(use: string, { text, counts }: RedactedText, { model, region }: AssistPolicy, subject: string) {
  const found = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) as { [type: string]: number };
  return { use, text, counts: found, model, region, subject };
}
