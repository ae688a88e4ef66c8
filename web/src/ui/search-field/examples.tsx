import { useState } from "preact/hooks";
import type { JSX } from "preact";
import type { Examples } from "../examples/example.ts";
import { SearchField } from "./search-field.tsx";

function Search(): JSX.Element {
  const [value, set] = useState("");
  return <SearchField name="search" label="Name or room" value={value} onInput={set} />;
}

export const examples: Examples = { component: "search-field", items: [{ name: "Search", show: () => <Search /> }] };
