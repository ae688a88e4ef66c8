// web/src/features/entry/sheet.tsx: what every sheet has: problems on top, and below the choices when, handover and a note.

import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { controlName } from "../../care/form-errors.ts";
import { GuardNotice } from "../../care/guard-notice.tsx";
import { choiceLabel, findField, label } from "../../care/labels.ts";
import type { ResidentFacts } from "../../care/resident-facts.ts";
import { NotKept, SaveProblem } from "../../care/save-problem.tsx";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import { Button } from "../../ui/button/button.tsx";
import { Checkbox } from "../../ui/choices/checkboxes.tsx";
import { ErrorSummary } from "../../ui/error-summary/error-summary.tsx";
import { TextArea } from "../../ui/field/text-area.tsx";
import { errorFor } from "../../ui/form/form.tsx";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import { RoundChoice } from "../../ui/tile/tile.tsx";
import { TimeField } from "../../ui/time-field/time-field.tsx";
import { whenField, type EntryModel } from "./model.ts";

export interface SheetProps {
  app: AppState;
  model: EntryModel;
  resident: ResidentFacts;
}

export function Sheet({ app, model, children, save, hasNote = true }: Omit<SheetProps, "resident"> & { children: ComponentChildren; save?: ComponentChildren; hasNote?: boolean }): JSX.Element {
  const state = model.state.value;
  return (
    <form class={save === undefined ? "entry-sheet entry-sheet--taps" : "entry-sheet"} autocomplete="off" noValidate aria-busy={state.kind === "saving"} onSubmit={(event) => {
      event.preventDefault();
      if (save !== undefined) void model.save();
    }}>
      {state.kind === "warned" && <GuardNotice warnings={state.warnings} onAnyway={() => void model.save(state.chosen, true)} onChange={() => {
        model.reconsider();
        document.getElementById(controlName("body", model.info.type === "note" ? "text" : "note"))?.focus();
      }} />}
      {state.kind === "not_saved" ? <SaveProblem code={state.code} /> : <NotKept draft={model.draft} />}
      <ErrorSummary errors={model.errors.value} />
      {children}
      <Extras app={app} model={model} hasNote={hasNote} />
      {save !== undefined && <div class="entry-save">{save}</div>}
    </form>
  );
}

function Extras({ app, model, hasNote }: { app: AppState; model: EntryModel; hasNote: boolean }): JSX.Element {
  const note = model.text("note");
  const [isNoting, setNoting] = useState(false);
  return (
    <div class="entry-extras">
      <TimeField name={whenField} value={model.happened.value} now={app.clock()} onChange={model.happenedAt} error={errorFor(model.errors.value, whenField)} />
      <Checkbox name={controlName("body", "handover")} label={label("field-handover")} checked={model.text("handover") === "1"} onChange={(checked) => model.set("handover", checked ? "1" : "")} />
      {hasNote && (isNoting || note !== ""
        ? <TextArea name={controlName("body", "note")} label={label("field-note")} optional rows={3} limit={2000} value={note} onInput={(text) => model.set("note", text)} error={errorFor(model.errors.value, controlName("body", "note"))} />
        : <div><Button icon="add" onClick={() => setNoting(true)}>{t("entry-add-note")}</Button></div>)}
    </div>
  );
}

export interface ChoicesProps {
  model: EntryModel;
  field: string;
  several?: boolean;
  title?: string;
  only?: readonly string[];
}

/** The answers of one field as buttons that stay chosen; nothing is saved by them. */
export function Choices({ model, field: name, several = false, title, only }: ChoicesProps): JSX.Element | null {
  const field = findField(model.info.type, "body", name);
  if (field === undefined) return null;
  const words = title ?? label(field.labelKey);
  const error = errorFor(model.errors.value, controlName("body", name));
  return (
    <div class="entry-choices" id={controlName("body", name)} tabIndex={-1}>
      <h2 class="entry-choices__title">{words}</h2>
      {error !== undefined && <p class="govuk-error-message">{error}</p>}
      <TileGrid label={words}>
        {(field.choices ?? []).filter(({ value }) => only === undefined || only.includes(String(value))).map(({ value }) => {
          const key = String(value);
          const chosen = several ? model.list(name).includes(key) : model.text(name) === key;
          return <RoundChoice key={key} label={choiceLabel(field, value)} chosen={chosen} onTap={() => (several ? model.toggle(name, key) : model.choose(name, key))} />;
        })}
      </TileGrid>
    </div>
  );
}
