import { Field } from "../field/field.tsx";
import { Select } from "../select/select.tsx";
import { FilterPanel } from "./filter-panel.tsx";
import type { Examples } from "../examples/example.ts";

export const examples: Examples = {
  component: "filter-panel",
  items: [
    {
      name: "Two filters on",
      show: () => (
        <FilterPanel found="214 entries" chosen={[{ key: "who", words: "Person: A. Khan" }, { key: "from", words: "From 1 Nov 2026" }]} onRemove={() => undefined} onClear={() => undefined} open>
          <Select name="filter-who" label="Person" value="ak" onChange={() => undefined} choices={[{ value: "ak", label: "A. Khan" }]} />
          <Field name="filter-from" type="date" label="From" value="2026-11-01" onInput={() => undefined} />
        </FilterPanel>
      ),
    },
  ],
};
