// web/src/features/outbox/held.tsx: one thing that this device holds: what, about whom, since when, why it waits, what to do.

import { useLocation } from "preact-iso/router";
import type { JSX } from "preact";
import { describeEntry } from "../../care/entry-words.ts";
import { errorWords, isRecordType, label } from "../../care/labels.ts";
import { findResident } from "../../care/resident-facts.ts";
import { recordForms } from "../../generated/records.gen.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { OutboxEntry } from "../../outbox/outbox-types.ts";
import type { AppState } from "../../state/app-state.ts";
import { allows } from "../../state/session.ts";
import { Button } from "../../ui/button/button.tsx";
import { Icon, type IconName } from "../../ui/icon/icon.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { SyncMark } from "../../ui/sync-mark/sync-mark.tsx";
import { againOf } from "./again.ts";
import { compareAddress, type OutboxModel } from "./model.ts";

export interface HeldProps {
  app: AppState;
  model: OutboxModel;
  entry: OutboxEntry;
}

export function Held({ app, model, entry }: HeldProps): JSX.Element {
  const { icon, words, detail } = said(entry);
  const resident = entry.mine && entry.subject !== null ? findResident(app.records.residents.value, entry.subject) : null;
  const { state } = entry;
  return (
    <div class={state.kind === "needs_attention" ? "outbox-held outbox-held--attention" : "outbox-held"}>
      <Icon name={icon} />
      <div class="outbox-held__body">
        <p class="outbox-held__words">{words}</p>
        <p class="app-muted">{resident === null ? "" : `${resident.shortName} · `}{formatDateTime(entry.written)}</p>
        {state.kind === "needs_attention" && <p>{reasonWords(entry, state.code)}</p>}
        {state.kind === "needs_attention" && detail !== null && <p class="outbox-held__text">{detail}</p>}
        <div class="app-row">
          <SyncMark state={state.kind} />
          <Actions app={app} model={model} entry={entry} />
        </div>
      </div>
    </div>
  );
}

function said({ mine, kind, content }: OutboxEntry): { icon: IconName; words: string; detail: string | null } {
  if (kind === "assist") return { icon: "correct", words: t("outbox-assist"), detail: null };
  if (kind === "membership") return { icon: "members", words: t("outbox-membership"), detail: null };
  if (!mine) return { icon: "lock", words: t("outbox-colleague"), detail: null };
  if (content === null) return { icon: "lock", words: t("outbox-sealed"), detail: null };
  const what = content.type === "resident" || (isRecordType(content.type) && recordForms[content.type].collection !== recordForms.note.collection)
    ? { icon: "person" as const, words: isRecordType(content.type) ? label(recordForms[content.type].labelKey) : content.type, detail: null }
    : describeEntry(content.type, content.fields);
  if (content.act === "strike") return { icon: "strike", detail: typeof content.fields["change"]?.["words"] === "string" ? content.fields["change"]["words"] : null, words: t("outbox-strike", { what: isRecordType(content.type) ? label(recordForms[content.type].labelKey) : content.type }) };
  return { icon: what.icon, detail: what.detail, words: content.act === "update" ? t("outbox-update", { what: what.words }) : what.words };
}

function reasonWords(entry: OutboxEntry, code: Parameters<typeof errorWords>[0]): string {
  return entry.content?.act === "strike" && code === "version_stale" ? t("outbox-strike-stale") : errorWords(code);
}

function Actions({ app, model, entry }: HeldProps): JSX.Element | null {
  const { route } = useLocation();
  const { state } = entry;
  if (state.kind === "saved_here" && state.held) return <Button small icon="undo" onClick={() => void model.undo(entry)}>{t("ui-undo")}</Button>;
  if (state.kind !== "needs_attention" || !entry.mine) return null;
  const putAway = <Button small kind="quiet" onClick={() => { model.puttingAway.value = entry; }}>{t("outbox-put-away")}</Button>;
  const mayWrite = allows(app.session.value, entry.content?.type === "resident" ? "card_write" : "daily_write");
  const again = !mayWrite || againOf(entry, app.clock()) === null ? null : (
    <Button small icon="correct" onClick={() => void model.writeAgain(entry).then((address) => { if (address !== null) route(address); })}>{t("outbox-write-again")}</Button>
  );
  const tryAgain = <Button small icon="refresh" busy={model.sending.value} onClick={() => void model.sendNow()}>{t("outbox-try-again")}</Button>;
  switch (state.fix) {
    case "try_again":
      return tryAgain;
    case "write_again":
      return <div class="app-row">{tryAgain}{again}{putAway}</div>;
    case "make_kit":
      return <LinkButton small icon="key" href="/recovery-kit">{t("outbox-make-kit")}</LinkButton>;
    case "sign_in_again":
      return <Button small icon="lock" onClick={() => void app.account.renew()}>{t("outbox-sign-in-again")}</Button>;
    case "dismiss":
      return <div class="app-row">{again}{putAway}</div>;
    case "compare": {
      const address = compareAddress(entry);
      if (address !== null) return <LinkButton small icon="compare" href={address}>{t("outbox-compare")}</LinkButton>;
      return <>{entry.subject !== null && <LinkButton small href={`/residents/${entry.subject}`}>{t("outbox-open")}</LinkButton>}{putAway}</>;
    }
  }
}
