// web/src/features/audit/filters.tsx: by person, by resident, by what was done, by day; among the entries that are loaded.

import type { JSX } from "preact";
import { dateWords } from "../../care/compare.ts";
import { formatNumber } from "../../care/labels.ts";
import { findResident } from "../../care/resident-facts.ts";
import { dayKey } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { AppState } from "../../state/app-state.ts";
import { Field } from "../../ui/field/field.tsx";
import { FilterPanel, type ChosenFilter } from "../../ui/filter-panel/filter-panel.tsx";
import { Select } from "../../ui/select/select.tsx";
import { actGroups, groupWords, type ActGroup } from "./acts.ts";
import { noFilters, type AuditModel, type Filters } from "./model.ts";
import { authorWords } from "./row-words.ts";

export function AuditFilters({ app, model }: { app: AppState; model: AuditModel }): JSX.Element {
  const filters = model.filters.value;
  const set = (change: Partial<Filters>): void => { model.filters.value = { ...filters, ...change }; };
  const people = peopleIn(app, model);
  const residents = residentsIn(app, model);
  const shown = model.shown.value.length;
  const loaded = model.rows.value.length;
  const isFiltered = filters.person !== "" || filters.resident !== "" || filters.group !== "" || filters.from !== "" || filters.to !== "";
  const found = isFiltered ? t("audit-found", { count: shown, loaded: formatNumber(loaded) }) : t("audit-loaded", { count: loaded });
  return (
    <FilterPanel chosen={chosenOf(filters, people, residents)} onRemove={(key) => set({ [key]: "" } as Partial<Filters>)} onClear={() => { model.filters.value = noFilters; }} found={found}>
      <Select name="audit-person" label={t("audit-filter-person")} blank={t("audit-filter-everyone")} choices={people} value={filters.person} onChange={(person) => set({ person })} />
      <Select name="audit-resident" label={t("audit-filter-resident")} blank={t("audit-filter-any-resident")} choices={residents} value={filters.resident} onChange={(resident) => set({ resident })} />
      <Select name="audit-group" label={t("audit-filter-action")} blank={t("audit-filter-all")} choices={actGroups.map((group) => ({ value: group, label: groupWords(group) }))} value={filters.group} onChange={(group) => set({ group: group as ActGroup | "" })} />
      <Field name="audit-from" type="date" width="20" label={t("audit-filter-from")} value={filters.from} max={dayKey(app.clock())} onInput={(from) => set({ from })} />
      <Field name="audit-to" type="date" width="20" label={t("audit-filter-to")} value={filters.to} max={dayKey(app.clock())} onInput={(to) => set({ to })} />
    </FilterPanel>
  );
}

interface NamedChoice {
  value: string;
  label: string;
}

function peopleIn(app: AppState, model: AuditModel): NamedChoice[] {
  const seen = new Map<string, string>();
  for (const row of model.rows.value) if (row.author !== undefined && !seen.has(row.author)) seen.set(row.author, authorWords(app, row));
  return sorted(seen);
}

function residentsIn(app: AppState, model: AuditModel): NamedChoice[] {
  const seen = new Map<string, string>();
  for (const { subject } of model.rows.value) {
    const name = subject === undefined || seen.has(subject) ? undefined : findResident(app.records.residents.value, subject)?.name;
    if (subject !== undefined && name !== undefined) seen.set(subject, name);
  }
  return sorted(seen);
}

function sorted(names: ReadonlyMap<string, string>): NamedChoice[] {
  return [...names].map(([value, words]) => ({ value, label: words })).sort((a, b) => a.label.localeCompare(b.label, "en-GB"));
}

function chosenOf(filters: Filters, people: readonly NamedChoice[], residents: readonly NamedChoice[]): ChosenFilter[] {
  const chosen: ChosenFilter[] = [];
  if (filters.person !== "") chosen.push({ key: "person", words: people.find(({ value }) => value === filters.person)?.label ?? t("audit-filter-person") });
  if (filters.resident !== "") chosen.push({ key: "resident", words: residents.find(({ value }) => value === filters.resident)?.label ?? t("audit-filter-resident") });
  if (filters.group !== "") chosen.push({ key: "group", words: groupWords(filters.group) });
  if (filters.from !== "") chosen.push({ key: "from", words: t("audit-chosen-from", { day: dateWords(filters.from) }) });
  if (filters.to !== "") chosen.push({ key: "to", words: t("audit-chosen-to", { day: dateWords(filters.to) }) });
  return chosen;
}
