import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { TileGrid } from "../tile-grid/tile-grid.tsx";
import { QuickChoice, RoundChoice, Tile } from "./tile.tsx";
import type { Examples } from "../examples/example.ts";

function Amounts(): JSX.Element {
  const [chosen, choose] = useState("200 ml");
  return (
    <TileGrid label="How much?" of="choices">
      {([["200 ml", "mug"], ["150 ml", "beaker"], ["100 ml", "cup"]] as const).map(([label, detail]) => <QuickChoice key={label} label={label} detail={detail} icon="drink" chosen={chosen === label} onTap={() => choose(label)} />)}
      <QuickChoice label="Other…" disabled onTap={() => undefined} />
    </TileGrid>
  );
}

function Round(): JSX.Element {
  const [chosen, choose] = useState("Asleep");
  return <TileGrid label="Night check" of="round">{["Asleep", "Awake", "Up", "Skip"].map((label) => <RoundChoice key={label} label={label} chosen={chosen === label} onTap={() => choose(label)} />)}</TileGrid>;
}

export const examples: Examples = {
  component: "tile",
  items: [
    {
      name: "Bedside tiles",
      show: () => (
        <TileGrid label="What happened?">
          <Tile label="Drink" icon="drink" href="#drink" detail="650 ml" />
          <Tile label="Food" icon="food" href="#food" detail="½ lunch" />
          <Tile label="Turn" icon="turn" href="#turn" detail="Due 14:00" state="due" />
          <Tile label="Wash" icon="wash" href="#wash" detail="Done" state="done" />
          <Tile label="Toilet" icon="toilet" href="#toilet" />
          <Tile label="Mood" icon="mood" href="#mood" />
        </TileGrid>
      ),
    },
    { name: "Quick choices", show: () => <Amounts /> },
    { name: "Round: four in a row", show: () => <Round /> },
  ],
};
