// web/src/ui/page-frame/frame-context.ts: what a page tells the frame around it.

import type { Signal } from "@preact/signals";
import { createContext } from "preact";

export interface Back {
  href: string;
  words: string; // "Residents"
}

export interface FrameContents {
  readonly where: Signal<string | null>; // "Oak unit"
  readonly back: Signal<Back | null>;
  readonly pagesShown: { count: number };
}

export const FrameContext = createContext<FrameContents | null>(null);
