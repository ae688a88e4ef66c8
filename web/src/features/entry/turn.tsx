// web/src/features/entry/turn.tsx: what was seen and when the next turn is, then a tap on the new position saves.

import type { JSX } from "preact";
import { occurredOf } from "../../care/entry-words.ts";
import { choiceLabel, findField, label } from "../../care/labels.ts";
import { formatRelative } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import { QuickChoice, RoundChoice } from "../../ui/tile/tile.tsx";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import type { EntryModel } from "./model.ts";
import { Choices, Sheet, type SheetProps } from "./sheet.tsx";

const position = findField("repositioning", "body", "position");
const intervals = ["60", "120", "180", "240"];

export function TurnSheet({ app, model }: SheetProps): JSX.Element {
  const last = model.day.value.lastOf("repositioning");
  const next = model.values.value["next_minutes"] === undefined ? lastInterval(model) : model.text("next_minutes");
  const before = last?.fields["body"]?.["position"];
  return (
    <Sheet app={app} model={model}>
      {last !== undefined && before !== undefined && (
        <p class="entry-so-far">{t("entry-turn-last", { position: choiceLabel(position, before), time: formatRelative(occurredOf(last.fields) ?? last.written, app.clock()) })}</p>
      )}
      <TileGrid label={label("field-position")} of="choices">
        {(position?.choices ?? []).map(({ value }) => (
          <QuickChoice key={value} label={choiceLabel(position, value)} onTap={() => void model.save({ position: String(value), ...(next === "" ? {} : { next_minutes: next }) })} />
        ))}
      </TileGrid>
      <div class="entry-choices">
        <h2 class="entry-choices__title">{label("field-next-turn")}</h2>
        <TileGrid label={label("field-next-turn")} of="round">
          {[...new Set([...intervals, ...(next === "" ? [] : [next])])].sort((a, b) => Number(a) - Number(b)).map((minutes) => (
            <RoundChoice key={minutes} label={intervalWords(Number(minutes))} chosen={minutes === next} onTap={() => model.set("next_minutes", minutes === next ? "" : minutes)} />
          ))}
        </TileGrid>
      </div>
      <Choices model={model} field="skin" />
    </Sheet>
  );
}

// As long as last time, unless another is chosen: the plan of this person, not a rule of ours.
function lastInterval(model: EntryModel): string {
  const minutes = model.day.value.lastOf("repositioning")?.fields["body"]?.["next_minutes"];
  return typeof minutes === "number" ? String(minutes) : "";
}

function intervalWords(minutes: number): string {
  return minutes % 60 === 0 ? t("entry-hours", { count: minutes / 60 }) : t("entry-minutes", { count: minutes });
}
