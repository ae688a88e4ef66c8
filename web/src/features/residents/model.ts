// web/src/features/residents/model.ts: who lives here, found by name or room.

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { factsOf, type ResidentFacts } from "../../care/resident-facts.ts";
import type { ErrorCode } from "../../generated/errors.gen.ts";
import type { RecordStore } from "../../state/records-types.ts";

export type Which = "here" | "left";

export type ResidentsView =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly code: ErrorCode }
  | { readonly kind: "empty" }
  | { readonly kind: "ready"; readonly shown: readonly ResidentFacts[]; readonly here: number; readonly left: number; readonly asOf: Date };

export interface ResidentsModel {
  readonly query: Signal<string>;
  readonly which: Signal<Which>;
  readonly view: ReadonlySignal<ResidentsView>;
  retry(): Promise<void>;
}

const order = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });

export function buildResidentsModel(records: RecordStore): ResidentsModel {
  const query = signal("");
  const which = signal<Which>("here");
  const all = computed(() => {
    const state = records.residents.value;
    return state.kind === "ready" ? state.residents.map(factsOf).sort((a, b) => order.compare(a.room, b.room) || order.compare(a.name, b.name)) : [];
  });
  const view = computed<ResidentsView>(() => {
    const state = records.residents.value;
    if (state.kind !== "ready") return state;
    if (all.value.length === 0) return { kind: "empty" };
    const left = all.value.filter(hasLeft);
    const group = which.value === "left" ? left : all.value.filter((resident) => !hasLeft(resident));
    return { kind: "ready", shown: group.filter((resident) => matches(resident, query.value)), here: all.value.length - left.length, left: left.length, asOf: state.asOf };
  });
  return { query, which, view, retry: () => records.refresh() };
}

function hasLeft({ status }: ResidentFacts): boolean {
  return status === "left";
}

/** Each word must begin a word of a name, or be the room. */
export function matches(resident: Pick<ResidentFacts, "name" | "fullName" | "room">, query: string): boolean {
  const wanted = fold(query).split(" ").filter((word) => word !== "");
  const words = fold(`${resident.name} ${resident.fullName} ${resident.room}`).split(" ");
  return wanted.every((word) => words.some((each) => each.startsWith(word)));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLocaleLowerCase("en-GB").replace(/[-'’]/g, " ");
}
