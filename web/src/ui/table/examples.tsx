import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Tag } from "../tag/tag.tsx";
import { Table, type Column, type Sort } from "./table.tsx";
import type { Examples } from "../examples/example.ts";

interface Person {
  name: string;
  role: string;
  state: string;
}

const people: Person[] = [{ name: "Asha Khan", role: "Carer", state: "Active" }, { name: "James Price", role: "Senior carer", state: "Active" }, { name: "Nia Rees", role: "Nurse", state: "Invited" }];
const personColumns: Column<Person>[] = [
  { key: "name", title: "Name", sortable: true, cell: (row) => row.name },
  { key: "role", title: "Role", sortable: true, cell: (row) => row.role },
  { key: "state", title: "State", cell: (row) => <Tag kind={row.state === "Active" ? "ok" : "info"} words={row.state} /> },
];

function Staff(): JSX.Element {
  const [sort, setSort] = useState<Sort>({ key: "name", descending: false });
  const rows = [...people].sort((a, b) => (sort.key === "role" ? a.role.localeCompare(b.role) : a.name.localeCompare(b.name)) * (sort.descending ? -1 : 1));
  return <Table caption="Staff" columns={personColumns} rows={rows} rowKey={(row) => row.name} sort={sort} onSort={setSort} detail={(row) => <p>{row.name} may open records of Oak unit.</p>} />;
}

const entries = [...Array(10_000).keys()].map((at) => ({ index: 10_000 - at, who: ["A. Khan", "J. Price", "Former member 14"][at % 3] ?? "", did: ["created", "corrected", "read"][at % 3] ?? "" }));

function Long(): JSX.Element {
  return <Table caption="Audit log" hideCaption rows={entries} rowKey={(row) => String(row.index)} detail={(row) => <p>Entry {row.index}, verified.</p>}
    columns={[{ key: "index", title: "Number", number: false, cell: (row) => row.index }, { key: "who", title: "Who", cell: (row) => row.who }, { key: "did", title: "Did", cell: (row) => row.did }]} />;
}

export const examples: Examples = {
  component: "table",
  items: [
    { name: "With detail", show: () => <Staff /> },
    { name: "10,000 rows", show: () => <Long /> },
  ],
};
