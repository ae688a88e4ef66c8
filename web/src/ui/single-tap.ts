// web/src/ui/single-tap.ts: a second tap within 300 ms is the glove, not the person.

import { useRef } from "preact/hooks";

const againAfterMs = 300;

/** `busy`: the action is under way. Once it was, the person has seen an answer, and the next tap is meant however soon it comes. */
export function useSingleTap<E extends Event>(handler: ((event: E) => void) | undefined, busy = false): (event: E) => void {
  const last = useRef(Number.NEGATIVE_INFINITY);
  if (busy) last.current = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.timeStamp - last.current < againAfterMs) {
      event.preventDefault();
      return;
    }
    last.current = event.timeStamp;
    handler?.(event);
  };
}
