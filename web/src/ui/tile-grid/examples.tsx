import type { Examples } from "../examples/example.ts";
import { Tile } from "../tile/tile.tsx";
import { TileGrid } from "./tile-grid.tsx";

export const examples: Examples = {
  component: "tile-grid",
  items: [
    { name: "Long Welsh words wrap and hyphenate", show: () => <div lang="cy"><TileGrid label="Beth ddigwyddodd?"><Tile label="Diod" icon="drink" href="#d" /><Tile label="Meddyginiaethau" icon="meds" href="#m" detail="2" state="due" /><Tile label="Digwyddiad" icon="incident" href="#i" /></TileGrid></div> },
  ],
};
