// web/src/features/entry/drink.tsx: a tap on an amount saves. The last kind of drink is kept.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Drunk } from "../../care/day-card.tsx";
import { choiceLabel, findField, formatNumber, label } from "../../care/labels.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { NumberPad } from "../../ui/number-pad/number-pad.tsx";
import { QuickChoice, RoundChoice } from "../../ui/tile/tile.tsx";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import type { EntryModel } from "./model.ts";
import { Sheet, type SheetProps } from "./sheet.tsx";

const drink = findField("drink", "body", "drink");

export function DrinkSheet({ app, model, resident }: SheetProps): JSX.Element {
  const [isOther, setOther] = useState(false);
  const kind = model.text("drink") || lastDrink(model);
  const fluids = resident.card?.fluids;
  const save = (ml: number, refused = false): void => void model.save({ drink: kind, amount_ml: String(ml), ...(refused ? { refused: "1" } : {}) });
  return (
    <Sheet app={app} model={model}>
      <div class="entry-so-far">
        {fluids !== undefined && fluids !== "thin" && <p><strong>{choiceLabel(findField("resident", "card", "fluids"), fluids)}</strong></p>}
        {!isOther && model.knowsDay.value && <Drunk day={model.day.value} resident={resident} />}
      </div>
      {!isOther && <Kinds model={model} kind={kind} />}
      {isOther ? <OtherAmount drink={choiceLabel(drink, kind)} onSave={save} onBack={() => setOther(false)} /> : (
        <TileGrid label={t("entry-drink-how-much")} of="choices">
          <QuickChoice label={t("entry-ml", { ml: 200 })} detail={t("entry-mug")} onTap={() => save(200)} />
          <QuickChoice label={t("entry-ml", { ml: 150 })} detail={t("entry-beaker")} onTap={() => save(150)} />
          <QuickChoice label={t("entry-ml", { ml: 100 })} detail={t("entry-cup")} onTap={() => save(100)} />
          <QuickChoice label={t("entry-other-amount")} detail={t("entry-other-amount-detail")} onTap={() => setOther(true)} />
          <div class="entry-refused"><QuickChoice label={label("field-refused")} icon="refused" onTap={() => save(0, true)} /></div>
        </TileGrid>
      )}
    </Sheet>
  );
}

function lastDrink(model: EntryModel): string {
  const last = model.day.value.lastOf("drink")?.fields["body"]?.["drink"];
  return typeof last === "string" ? last : "tea";
}

// Four in reach of the thumb, the chosen one always among them; the rest one tap away.
function Kinds({ model, kind }: { model: EntryModel; kind: string }): JSX.Element {
  const [all, setAll] = useState(false);
  const kinds = (drink?.choices ?? []).map(({ value }) => String(value));
  const front = ["tea", "water", "juice"];
  const shown = all ? kinds : front.includes(kind) ? front : [...front.slice(0, 2), kind];
  return (
    <TileGrid label={label("field-drink")} of={all ? "tiles" : "round"}>
      {shown.map((value) => <RoundChoice key={value} label={choiceLabel(drink, value)} chosen={value === kind} onTap={() => { model.set("drink", value); setAll(false); }} />)}
      {!all && <RoundChoice label={t("entry-more-drinks")} onTap={() => setAll(true)} />}
    </TileGrid>
  );
}

function OtherAmount({ drink: words, onSave, onBack }: { drink: string; onSave: (ml: number) => void; onBack: () => void }): JSX.Element {
  const [amount, setAmount] = useState("");
  // "Other…" stands below the pad's place: without this, what is asked would be hidden under the bars.
  useEffect(() => scrollTo(0, 0), []);
  return (
    <div class="entry-pad">
      <NumberPad label={t("entry-how-much-of", { drink: words })} unit={label("unit-ml")} maxLength={4} value={amount} onChange={setAmount} hint={t("entry-in-fives")} />
      <div class="entry-save">
        <Button kind="main" disabled={amount === "" || Number(amount) === 0} onClick={() => onSave(Number(amount))}>
          {amount === "" ? t("entry-save-drink") : t("entry-save-drink-of", { drink: words, ml: formatNumber(Number(amount)) })}
        </Button>
      </div>
      <div><Button kind="quiet" onClick={onBack}>{t("entry-back-to-amounts")}</Button></div>
    </div>
  );
}
