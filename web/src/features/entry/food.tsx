// web/src/features/entry/food.tsx: which meal, and a tap on how much of it saves.

import type { JSX } from "preact";
import { controlName } from "../../care/form-errors.ts";
import { choiceLabel, findField, label } from "../../care/labels.ts";
import { timeKey } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import { Field } from "../../ui/field/field.tsx";
import { errorFor } from "../../ui/form/form.tsx";
import { Plate } from "../../ui/plate/plate.tsx";
import { QuickChoice, RoundChoice } from "../../ui/tile/tile.tsx";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import { Sheet, type SheetProps } from "./sheet.tsx";

const meal = findField("food", "body", "meal");
const eaten = findField("food", "body", "eaten_percent");

export function FoodSheet({ app, model, resident }: SheetProps): JSX.Element {
  const chosen = model.text("meal") || mealAt(model.happened.value ?? app.clock());
  const save = (percent: number, refused = false): void => void model.save({ meal: chosen, eaten_percent: String(percent), ...(refused ? { refused: "1" } : {}) });
  const diet = resident.card?.diet;
  return (
    <Sheet app={app} model={model}>
      {diet !== undefined && diet !== "regular" && <p class="entry-so-far"><strong>{choiceLabel(findField("resident", "card", "diet"), diet)}</strong></p>}
      <TileGrid label={label("field-meal")}>
        {(meal?.choices ?? []).map(({ value }) => <RoundChoice key={value} label={choiceLabel(meal, value)} chosen={value === chosen} onTap={() => model.set("meal", String(value))} />)}
      </TileGrid>
      <TileGrid label={label("field-eaten")} of="choices">
        {(eaten?.choices ?? []).map(({ value }) => <QuickChoice key={value} picture={<Plate percent={Number(value)} />} label={choiceLabel(eaten, value)} onTap={() => save(Number(value))} />).reverse()}
        <QuickChoice label={label("field-refused")} icon="refused" onTap={() => save(0, true)} />
      </TileGrid>
      <Field name={controlName("body", "what")} label={label("field-food-what")} optional hint={t("entry-food-what-hint")} maxLength={200} value={model.text("what")} onInput={(text) => model.set("what", text)}
        error={errorFor(model.errors.value, controlName("body", "what"))} />
    </Sheet>
  );
}

/** The meal that is eaten about this time of day; one tap changes it. */
export function mealAt(at: Date): string {
  const time = timeKey(at);
  if (time >= "05:00" && time < "10:30") return "breakfast";
  if (time >= "11:30" && time < "14:30") return "lunch";
  if (time >= "16:00" && time < "18:30") return "tea";
  if (time >= "18:30" && time < "21:30") return "supper";
  return "snack";
}
