// web/src/features/resident/saved.tsx: what was just saved, with Undo under the thumb while it is held. Where the timeline is
// in view as well (two panes), the same stands beside the new entry there, and this line goes.

import type { JSX } from "preact";
import { describeEntry } from "../../care/entry-words.ts";
import { t } from "../../i18n/translate.ts";
import { syncWords } from "../../ui/sync-mark/sync-mark.tsx";
import { UndoLine } from "../../ui/undo-line/undo-line.tsx";
import type { ResidentModel } from "./model.ts";

export function Saved({ model }: { model: ResidentModel }): JSX.Element {
  const saved = model.justSaved.value;
  const note = model.undoNote.value;
  const noteWords = note === "undone" ? t("resident-undone") : note === "too_late" ? t("resident-undo-too-late") : "";
  const words = saved === null ? "" : describeEntry(saved.record.type, saved.record.fields).words;
  return (
    <>
      <div class="resident-saved app-screen-only">
        {saved !== null && <UndoLine words={words} state={saved.record.sync.kind} held={saved.held} onUndo={() => void model.undo(saved.record)} />}
        <p class={saved === null && note !== "none" ? "resident-saved__note" : "app-visually-hidden"} role="status">{noteWords}</p>
      </div>
      <div class="resident-saved-said"><p class="app-visually-hidden" role="status">{saved === null ? noteWords : `${words}. ${syncWords(saved.record.sync.kind)}`}</p></div>
    </>
  );
}
