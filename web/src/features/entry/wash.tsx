// web/src/features/entry/wash.tsx: personal care: chips for what was done, one Save, nothing to type.

import type { JSX } from "preact";
import { label } from "../../care/labels.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { Checkbox } from "../../ui/choices/checkboxes.tsx";
import { Choices, Sheet, type SheetProps } from "./sheet.tsx";

export function WashSheet({ app, model }: SheetProps): JSX.Element {
  const count = model.list("care").length;
  return (
    <Sheet app={app} model={model} save={<Button kind="main" type="submit" busy={model.state.value.kind === "saving"}>{count === 0 ? t("entry-save-care") : t("entry-save-care-count", { count })}</Button>}>
      <Choices model={model} field="care" several />
      <Choices model={model} field="mood" />
      <Choices model={model} field="help" />
      <Choices model={model} field="skin" />
      <Checkbox name="body-declined" label={label("field-declined")} hint={t("entry-declined-hint")} checked={model.text("declined") === "1"} onChange={(checked) => model.set("declined", checked ? "1" : "")} />
    </Sheet>
  );
}
