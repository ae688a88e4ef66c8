// web/src/ui/qr/qr.tsx: draws a QR code that the core has made. Always dark on light, or cameras can't read it.

import type { JSX } from "preact";
import "./qr.css";

export interface QrMatrix {
  size: number; // modules a side, without the quiet zone
  modules: Uint8Array; // size × size, row by row, 1 = dark
}

export interface QrProps {
  matrix: QrMatrix;
  name: string; // what a reader hears: "QR code: set-up key for your authenticator"
  size?: "s" | "m" | "l";
}

const quiet = 4;

export function Qr({ matrix, name, size = "m" }: QrProps): JSX.Element {
  const side = matrix.size + 2 * quiet;
  return (
    <svg class={`app-qr app-qr--${size}`} role="img" aria-label={name} viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges">
      <rect class="app-qr__paper" width={side} height={side} />
      <path class="app-qr__ink" d={darkRuns(matrix)} />
    </svg>
  );
}

// One path: each run of dark modules in a row is a one-high box.
function darkRuns({ size, modules }: QrMatrix): string {
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (modules[y * size + x] !== 1) continue;
      const start = x;
      while (x + 1 < size && modules[y * size + x + 1] === 1) x++;
      path += `M${start + quiet} ${y + quiet}h${x - start + 1}v1h-${x - start + 1}z`;
    }
  }
  return path;
}
