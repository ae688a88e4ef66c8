// web/src/features/writing-help/preview.tsx: the text as it would leave, each replacement marked and counted; taking out more, putting back
// what may be; where it goes; and the word to send it.

import type { JSX, ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { policyOf, providerWords, regionWords } from "../../care/assist.ts";
import { kindOf, takenOutWords } from "../../care/taken-out.ts";
import { t } from "../../i18n/translate.ts";
import type { KeptSpan } from "../../core/redact-types.ts";
import type { AppState } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Details } from "../../ui/details/details.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { Field } from "../../ui/field/field.tsx";
import { Notification } from "../../ui/notification/notification.tsx";
import type { HelpModel } from "./model.ts";
import { mayPutBack, piecesOf, placesOf, type Piece } from "./outgoing.ts";
import { useSelectedPlaces } from "./selection.ts";

export function Preview({ app, model, problem }: { app: AppState; model: HelpModel; problem: ComponentChildren }): JSX.Element | null {
  const source = model.source.value;
  const redacted = model.redacted.value;
  const box = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<Piece | null>(null);
  if (source === null || redacted === null) return null;
  const pieces = piecesOf(source.text, redacted, model.changes.value);
  const list = takenOutWords(redacted.counts);
  const offline = app.sync.value.connection.kind === "offline";
  return (
    <>
      {problem}
      {model.answer.discarded.value && <Notification live="status" title={t("writing-help-discarded")} actions={<Button icon="undo" onClick={model.undiscard}>{t("ui-undo")}</Button>} />}
      {model.isPartial.value && <Notification kind="warn" title={t("writing-help-partial")}>{t("writing-help-partial-help")}</Notification>}
      <section class="app-stack" aria-labelledby="help-out-title">
        <h2 id="help-out-title">{t("writing-help-out-title")}</h2>
        <p role="status">{list === null ? t("writing-help-nothing-out") : t("writing-help-taken-out", { list })}</p>
        {source.count > 0 && <p class="app-muted">{t("writing-help-entries", { count: source.count })}{source.leftOut > 0 ? ` ${t("writing-help-left-out", { count: source.leftOut })}` : ""}</p>}
        <div class="help-out" ref={box} role="group" aria-label={t("writing-help-out-title")}>{pieces.map((piece) => <Mark key={`${piece.kind}${piece.start}`} piece={piece} onAsk={setAsked} />)}</div>
        <SelectedBar model={model} box={box} pieces={pieces} />
        <p class="app-muted app-small">{t("writing-help-out-hint")}</p>
        <div>
          <TakeOutWords model={model} text={source.text} />
          <Details summary={t("writing-help-instruction")}><p class="help-prompt">{model.use.prompt}</p></Details>
        </div>
        {(model.use.period || model.use.question) && <div><Button kind="quiet" icon="back" onClick={model.change}>{t("writing-help-change")}</Button></div>}
      </section>
      <Consent app={app} model={model} />
      {offline && <Notification title={t("writing-help-offline")}>{t("writing-help-offline-help")}</Notification>}
      <div class="app-page__main-action">
        <Button kind="main" disabled={offline} describedBy="help-consent" onClick={() => void model.send()}>{t("writing-help-send")}</Button>
      </div>
      <AboutMark model={model} piece={asked} onClose={() => setAsked(null)} />
    </>
  );
}

// Plain pieces are bare text: what is selected is found by its place among them.
function Mark({ piece, onAsk }: { piece: Piece; onAsk: (piece: Piece) => void }): JSX.Element {
  if (piece.kind === "text") return <>{piece.text}</>;
  const look = piece.kind === "out" ? kindOf[piece.type] : piece.kind;
  return (
    <a class={`help-mark help-mark--${look}`} href={`#out-${piece.start}`} aria-haspopup="dialog" draggable={false} onClick={(event) => {
      event.preventDefault();
      onAsk(piece);
    }}>
      <span class="help-mark__words">{piece.kind === "back" ? piece.text : piece.placeholder}</span>
      <span class="help-mark__kind"> {t(`writing-help-kind-${look}`)}</span>
    </a>
  );
}

function AboutMark({ model, piece, onClose }: { model: HelpModel; piece: Piece | null; onClose: () => void }): JSX.Element {
  const close = (change?: Promise<void>): void => {
    onClose();
    void change;
  };
  if (piece === null || piece.kind === "text") return <Dialog open={false} title="" onClose={onClose}>{null}</Dialog>;
  const mayGoBack = piece.kind === "out" && mayPutBack(piece, model.changes.value);
  return (
    <Dialog open title={titleOf(piece)} onClose={onClose} actions={
      <>
        {piece.kind === "back" && <Button icon="hide" onClick={() => close(model.takeOut([piece]))}>{t("writing-help-take-out-again")}</Button>}
        {mayGoBack && <Button icon="undo" onClick={() => close(model.putBack(piece))}>{t("writing-help-put-back")}</Button>}
        <Button onClick={onClose}>{t("writing-help-close")}</Button>
      </>
    }>
      <AboutWords piece={piece} mayGoBack={mayGoBack} />
    </Dialog>
  );
}

type Marked = Exclude<Piece, { kind: "text" }>;

function titleOf(piece: Marked): string {
  switch (piece.kind) {
    case "back": return t("writing-help-about-back");
    case "escaped": return t("writing-help-about-escaped");
    case "out": return t("writing-help-about", { kind: t(`writing-help-kind-${kindOf[piece.type]}`) });
  }
}

function AboutWords({ piece, mayGoBack }: { piece: Marked; mayGoBack: boolean }): JSX.Element {
  if (piece.kind === "back") return <p>{t("writing-help-back-leaves", { words: piece.text })}</p>;
  return (
    <>
      <p class="help-stands-for"><strong>{piece.original}</strong></p>
      <p>{t("writing-help-leaves-as", { placeholder: piece.placeholder })}</p>
      {piece.kind === "out" && <p class="app-muted">{mayGoBack ? t("writing-help-may-go-back") : t("writing-help-stays-out")}</p>}
    </>
  );
}

function SelectedBar({ model, box, pieces }: { model: HelpModel; box: { readonly current: HTMLDivElement | null }; pieces: readonly Piece[] }): JSX.Element | null {
  const places = useSelectedPlaces(box, pieces);
  if (places.length === 0) return null;
  return (
    <div class="help-selected" role="status">
      <Button kind="secondary" icon="hide" onClick={() => {
        getSelection()?.removeAllRanges();
        void model.takeOut(places);
      }}>{t("writing-help-take-out")}</Button>
    </div>
  );
}

// For fingers that can't select, keyboards and screen readers: the words themselves, wherever they stand.
function TakeOutWords({ model, text }: { model: HelpModel; text: string }): JSX.Element {
  const [words, setWords] = useState("");
  const [said, setSaid] = useState("");
  const take = (): void => {
    const places: readonly KeptSpan[] = placesOf(text, words);
    setSaid(places.length === 0 ? t("writing-help-words-not-there") : t("writing-help-words-out", { count: places.length }));
    if (places.length === 0) return;
    setWords("");
    void model.takeOut(places);
  };
  return (
    <Details summary={t("writing-help-more")}>
      <form class="help-words" autocomplete="off" onSubmit={(event) => {
        event.preventDefault();
        take();
      }}>
        <Field name="help-words" label={t("writing-help-words")} hint={t("writing-help-words-hint")} value={words} onInput={setWords} spellcheck={false} />
        <Button type="submit" icon="hide">{t("writing-help-take-out-words")}</Button>
        <p role="status">{said}</p>
      </form>
    </Details>
  );
}

function Consent({ app, model }: { app: AppState; model: HelpModel }): JSX.Element | null {
  const agreed = policyOf(app);
  if (agreed === null) return null;
  const left = model.offer.value?.left;
  return (
    <div id="help-consent">
      <Notification title={t("writing-help-consent-title")}>
        <p>{t("writing-help-consent", { host: model.offer.value?.host ?? providerWords(agreed.provider), region: regionWords(agreed.region) })}</p>
        <p>{t("writing-help-consent-log")}{left === undefined ? "" : ` ${t("writing-help-left", { count: left })}`}</p>
      </Notification>
    </div>
  );
}
