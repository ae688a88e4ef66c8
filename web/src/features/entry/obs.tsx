// web/src/features/entry/obs.tsx: observations on one number pad. Nothing is filled in beforehand; a complete reading goes on to
// the next one; any can be left out.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { occurredOf } from "../../care/entry-words.ts";
import { controlName } from "../../care/form-errors.ts";
import { parseScaled } from "../../care/form-values.ts";
import { choiceLabel, findField, formatMeasure, formatScaledNumber, label } from "../../care/labels.ts";
import type { FieldForm } from "../../generated/records.gen.ts";
import { formatDate, formatRelative } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { Checkbox } from "../../ui/choices/checkboxes.tsx";
import { NumberPad } from "../../ui/number-pad/number-pad.tsx";
import { errorFor } from "../../ui/form/form.tsx";
import { classNames } from "../../ui/class-names.ts";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import { RoundChoice } from "../../ui/tile/tile.tsx";
import type { EntryModel } from "./model.ts";
import { canBecomeValid, isOutOfRange, isUnusual, longestReading, typeReading, usualRange } from "./readings.ts";
import { Sheet, type SheetProps } from "./sheet.tsx";

type Reading = "respiration" | "spo2" | "systolic" | "diastolic" | "pulse" | "consciousness" | "temperature" | "glucose" | "weight";

// In the order in which a set is taken. After the temperature a set is complete; glucose and weight are a tap away.
const readings: readonly Reading[] = ["respiration", "spo2", "systolic", "diastolic", "pulse", "consciousness", "temperature", "glucose", "weight"];
const lastOfSet: Reading = "temperature";

export function ObsSheet({ app, model }: SheetProps): JSX.Element {
  const [active, setActive] = useState<Reading | null>("respiration");
  const goOn = (from: Reading): void => setActive(from === lastOfSet || from === "glucose" || from === "weight" ? null : (readings[readings.indexOf(from) + 1] ?? null));
  return (
    <Sheet app={app} model={model} save={<Button kind="main" type="submit" busy={model.state.value.kind === "saving"}>{t("entry-save-obs")}</Button>}>
      <div class={active === null ? "entry-obs" : "entry-obs entry-obs--asking"}>
        <ul class="entry-readings" aria-label={t("entry-readings")}>
          {readings.map((name) => <ReadingButton key={name} model={model} name={name} isActive={name === active} onTap={() => setActive(name === active ? null : name)} />)}
        </ul>
        {active !== null && <Asked key={active} model={model} name={active} now={app.clock()} onDone={() => goOn(active)} />}
      </div>
      <Checkbox name={controlName("body", "oxygen")} label={label("field-oxygen")} checked={model.text("oxygen") === "1"} onChange={(checked) => model.set("oxygen", checked ? "1" : "")} />
    </Sheet>
  );
}

function fieldOf(name: Reading): FieldForm {
  const field = findField("observation", "body", name);
  if (field === undefined) throw new Error(`observation has no ${name}`);
  return field;
}

function ReadingButton({ model, name, isActive, onTap }: { model: EntryModel; name: Reading; isActive: boolean; onTap: () => void }): JSX.Element {
  const field = fieldOf(name);
  const text = model.text(name);
  const isLeftWrong = !isActive && field.kind !== "choice" && isOutOfRange(field, text) === true;
  const error = errorFor(model.errors.value, controlName("body", name)) ?? (isLeftWrong ? rangeWords(field) : undefined);
  const unusual = error === undefined && !isActive && field.kind !== "choice" && isUnusual(field, text);
  return (
    <li>
      <button type="button" id={controlName("body", name)} class={classNames("entry-reading", isActive && "entry-reading--active", error !== undefined && "entry-reading--wrong")} aria-pressed={isActive} onClick={onTap}>
        <span>{t(`entry-reading-${name}`)}</span>
        <strong class="app-digits">{text === "" ? "–" : valueWords(field, text, isActive)}</strong>
        {unusual && <span class="entry-reading__note">{t("entry-unusual")}</span>}
        {error !== undefined && <span class="entry-reading__note">{error}</span>}
      </button>
    </li>
  );
}

// As it was typed while it is typed; then as it will stand in the record: 37 is 37.0 °C.
function valueWords(field: FieldForm, text: string, isTyping: boolean): string {
  if (field.kind === "choice") return choiceLabel(field, text);
  const value = isTyping ? null : parseScaled(text, field.scale ?? 0);
  if (value !== null) return formatMeasure(field, value);
  return field.unitKey === undefined ? text : `${text} ${label(field.unitKey)}`;
}

function Asked({ model, name, now, onDone }: { model: EntryModel; name: Reading; now: Date; onDone: () => void }): JSX.Element {
  // On a phone the pad stands above the list from which a reading is chosen.
  useEffect(() => {
    if (matchMedia("(max-width: 599px)").matches) scrollTo(0, 0);
  }, []);
  const field = fieldOf(name);
  const text = model.text(name);
  if (field.kind === "choice") {
    return (
      <div class="entry-asked">
        <h2 class="entry-choices__title">{label(field.labelKey)}</h2>
        <TileGrid label={label(field.labelKey)} of="pairs">
          {(field.choices ?? []).map(({ value }) => (
            <RoundChoice key={value} label={choiceLabel(field, value)} chosen={text === value} onTap={() => { model.set(name, String(value)); onDone(); }} />
          ))}
        </TileGrid>
        <Button icon="next" onClick={onDone}>{t("entry-skip")}</Button>
      </div>
    );
  }
  return (
    <div class="entry-asked">
      <NumberPad label={label(field.labelKey)} value={text} maxLength={longestReading(field)} decimal={(field.scale ?? 0) > 0} hint={hintOf(model, field, now)} error={canBecomeValid(field, text) ? undefined : rangeWords(field)}
        action={<Button icon="next" onClick={onDone}>{t(text === "" ? "entry-skip" : "entry-next")}</Button>}
        {...(field.unitKey === undefined ? {} : { unit: label(field.unitKey) })}
        onChange={(next) => {
          const typed = typeReading(field, text, next);
          model.set(name, typed.text);
          if (typed.complete && isOutOfRange(field, typed.text) === false) onDone();
        }} />
    </div>
  );
}

function rangeWords(field: FieldForm): string {
  return t("care-error-range", { least: formatMeasure(field, field.min ?? 0), most: formatMeasure(field, field.max ?? 0) });
}

// Of an older reading the day is enough.
function whenWords(at: Date, now: Date): string {
  return now.getTime() - at.getTime() > 2 * 86_400_000 ? formatDate(at) : formatRelative(at, now);
}

function hintOf(model: EntryModel, field: FieldForm, now: Date): string {
  const range = usualRange(field.name);
  const usual = range === null ? [] : [t("entry-usually", { least: formatScaledNumber(field, range[0]), most: formatScaledNumber(field, range[1]) })];
  const last = model.day.value.lastReading(field.name);
  const before = last === undefined ? [] : [t("entry-last-reading", { value: formatScaledNumber(field, last.value), time: whenWords(occurredOf(last.record.fields) ?? last.record.written, now) })];
  return [...usual, ...before].join(" · ");
}
