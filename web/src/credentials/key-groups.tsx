// web/src/credentials/key-groups.tsx: the six groups of four digits that stand for a member's keys, to be compared in person.

import type { JSX } from "preact";
import "./key-groups.css";

export function KeyGroups({ label, groups }: { label: string; groups: readonly string[] }): JSX.Element {
  return (
    <ol class="app-groups" aria-label={label}>
      {groups.map((group, index) => <li key={`${index}-${group}`} class="app-groups__group">{group}</li>)}
    </ol>
  );
}
