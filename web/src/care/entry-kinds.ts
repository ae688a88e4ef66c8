// web/src/care/entry-kinds.ts: the seven daily entries: their place in addresses and their picture.

import type { RecordType } from "../generated/records.gen.ts";
import type { IconName } from "../ui/icon/icon.tsx";

export type EntryType = Extract<RecordType, "drink" | "food" | "personal_care" | "repositioning" | "mood" | "note" | "observation">;
export type EntryKind = "drink" | "food" | "wash" | "turn" | "mood" | "note" | "obs";

export interface EntryKindInfo {
  readonly kind: EntryKind;
  readonly type: EntryType;
  readonly icon: IconName;
}

export const entryKinds: readonly EntryKindInfo[] = [
  { kind: "drink", type: "drink", icon: "drink" },
  { kind: "food", type: "food", icon: "food" },
  { kind: "wash", type: "personal_care", icon: "wash" },
  { kind: "turn", type: "repositioning", icon: "turn" },
  { kind: "mood", type: "mood", icon: "mood" },
  { kind: "note", type: "note", icon: "note" },
  { kind: "obs", type: "observation", icon: "obs" },
];

export function kindOfType(type: string): EntryKindInfo | undefined {
  return entryKinds.find((each) => each.type === type);
}

export function findKind(kind: string | undefined): EntryKindInfo | undefined {
  return entryKinds.find((each) => each.kind === kind);
}
