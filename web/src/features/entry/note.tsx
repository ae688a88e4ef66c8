// web/src/features/entry/note.tsx: words, sealed while they are typed; topics to find them by.

import type { JSX } from "preact";
import { useLocation } from "preact-iso/router";
import { helpAddress, isOn } from "../../care/assist.ts";
import { controlName } from "../../care/form-errors.ts";
import { t } from "../../i18n/translate.ts";
import { Button } from "../../ui/button/button.tsx";
import { Icon } from "../../ui/icon/icon.tsx";
import { TextArea } from "../../ui/field/text-area.tsx";
import { errorFor } from "../../ui/form/form.tsx";
import { Choices, Sheet, type SheetProps } from "./sheet.tsx";

const useName = "rewrite_note";

export function NoteSheet({ app, model, resident }: SheetProps): JSX.Element {
  const { route } = useLocation();
  const isAssisted = model.text("assist") !== "";
  const askForHelp = async (): Promise<void> => {
    await model.draft.sealed(); // writing help reads what is kept of it
    route(helpAddress(resident.subject, useName));
  };
  return (
    <Sheet app={app} model={model} hasNote={false} save={<Button kind="main" type="submit" busy={model.state.value.kind === "saving"}>{t("entry-save-note")}</Button>}>
      <TextArea name={controlName("body", "text")} label={t("entry-note-what")} hint={t("entry-note-hint")} rows={6} limit={4000} value={model.text("text")} onInput={(text) => model.set("text", text)}
        error={errorFor(model.errors.value, controlName("body", "text"))} />
      {isAssisted && (
        <div class="entry-assisted">
          <p><Icon name="info" size="s" /> {t("entry-assisted")}</p>
          {model.own.value !== null && <Button kind="quiet" icon="undo" onClick={model.useOwn}>{t("entry-own-words")}</Button>}
        </div>
      )}
      {isOn(app, useName) && <div><Button icon="correct" disabled={model.text("text").trim() === ""} onClick={() => void askForHelp()}>{t("entry-wording")}</Button></div>}
      <Choices model={model} field="topics" several title={t("entry-note-topics")} />
    </Sheet>
  );
}
