// web/src/features/entry/note.tsx: words, sealed while they are typed; topics to find them by.

import type { JSX } from "preact";
import { controlName } from "../../care/form-errors.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextArea } from "../../ui/field/text-area.tsx";
import { errorFor } from "../../ui/form/form.tsx";
import { Choices, Sheet, type SheetProps } from "./sheet.tsx";

export function NoteSheet({ app, model }: SheetProps): JSX.Element {
  return (
    <Sheet app={app} model={model} hasNote={false} save={<Button kind="main" type="submit" busy={model.state.value.kind === "saving"}>{t("entry-save-note")}</Button>}>
      <TextArea name={controlName("body", "text")} label={t("entry-note-what")} hint={t("entry-note-hint")} rows={6} limit={4000} value={model.text("text")} onInput={(text) => model.set("text", text)}
        error={errorFor(model.errors.value, controlName("body", "text"))} />
      <Choices model={model} field="topics" several title={t("entry-note-topics")} />
    </Sheet>
  );
}
