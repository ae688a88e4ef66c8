// web/src/ui/single-tap.ts: a second tap within 300 ms is the glove, not the person.

import { useRef } from "preact/hooks";

const againAfterMs = 300;

export function useSingleTap<E extends Event>(handler: ((event: E) => void) | undefined): (event: E) => void {
  const last = useRef(Number.NEGATIVE_INFINITY);
  return (event) => {
    if (event.timeStamp - last.current < againAfterMs) {
      event.preventDefault();
      return;
    }
    last.current = event.timeStamp;
    handler?.(event);
  };
}
