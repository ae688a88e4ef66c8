// web/src/ui/undo-line/undo-line.tsx: what was just saved, with Undo beside it while the hold is open. The line
// stays after the hold ends; only the button goes (Correct follows it).

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Button } from "../button/button.tsx";
import { SyncMark, type SyncMarkState } from "../sync-mark/sync-mark.tsx";
import "./undo-line.css";

export interface UndoLineProps {
  words: string; // "Drink, 200 ml tea"
  state: SyncMarkState;
  held: boolean;
  onUndo: () => void;
}

export function UndoLine({ words, state, held, onUndo }: UndoLineProps): JSX.Element {
  return (
    <div class="app-undo">
      <p class="app-undo__words" role="status">
        <strong>{words}</strong>
        <SyncMark state={state} />
      </p>
      {held && <Button icon="undo" onClick={onUndo}>{t("ui-undo")}</Button>}
    </div>
  );
}
