// web/src/ui/examples/example.ts: what an examples.tsx exports: states of one component, to look at, to print and for axe.

import type { JSX } from "preact";

export interface Example {
  readonly name: string;
  readonly show: () => JSX.Element;
}

export interface Examples {
  readonly component: string;
  readonly items: readonly Example[];
}
