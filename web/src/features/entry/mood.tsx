// web/src/features/entry/mood.tsx: five faces with their words; a tap saves.

import type { JSX } from "preact";
import { choiceLabel, findField, label } from "../../care/labels.ts";
import type { IconName } from "../../ui/icon/icon.tsx";
import { QuickChoice } from "../../ui/tile/tile.tsx";
import { TileGrid } from "../../ui/tile-grid/tile-grid.tsx";
import { Sheet, type SheetProps } from "./sheet.tsx";

const mood = findField("mood", "body", "mood");
const faces: readonly (readonly [value: string, icon: IconName])[] = [
  ["happy", "mood-happy"], ["content", "mood-content"], ["settled", "mood-settled"], ["low", "mood-low"], ["very_low", "mood-very-low"],
];

export function MoodSheet({ app, model }: SheetProps): JSX.Element {
  return (
    <Sheet app={app} model={model}>
      <TileGrid label={label("field-mood")} of="choices">
        {faces.map(([value, icon]) => <QuickChoice key={value} icon={icon} label={choiceLabel(mood, value)} onTap={() => void model.save({ mood: value })} />)}
      </TileGrid>
    </Sheet>
  );
}
