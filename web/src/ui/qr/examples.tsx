import { Qr, type QrMatrix } from "./qr.tsx";
import type { Examples } from "../examples/example.ts";

// Not a readable code: only its three corners and a weave, to look at.
function examplePattern(size: number): QrMatrix {
  const modules = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const corner = (x < 8 || x >= size - 8) && y < 8 ? [x < 8 ? x : size - 1 - x, y] : x < 8 && y >= size - 8 ? [x, size - 1 - y] : null;
      const [a = 0, b = 0] = corner ?? [];
      const ring = Math.max(Math.abs(a - 3), Math.abs(b - 3));
      modules[y * size + x] = (corner === null ? (x * 7 + y * 13 + x * y) % 3 === 0 : ring !== 2 && ring < 4) ? 1 : 0;
    }
  }
  return { size, modules };
}

const pattern = examplePattern(29);

export const examples: Examples = {
  component: "qr",
  items: [
    { name: "A matrix from the core", show: () => <Qr matrix={pattern} name="QR code: an example pattern" size="s" /> },
  ],
};
