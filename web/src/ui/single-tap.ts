// web/src/ui/single-tap.ts: a second tap within 300 ms is the glove, not the person.

import { useRef } from "preact/hooks";

const againAfterMs = 300;

let last: { control: Node; owner: object; at: number } | null = null;

// Whoever touched or typed anything else in between means the next tap, however soon it comes: a box that was asked for is ticked, and Save pressed again.
function otherwise(event: Event): void {
  if (last !== null && event.target instanceof Node && !last.control.contains(event.target)) last = null;
}
addEventListener("click", otherwise, true);
addEventListener("input", otherwise, true);

/** `busy`: the action is under way. Once it was, the person has seen an answer, and the next tap is meant however soon it comes. */
export function useSingleTap(handler: ((event: MouseEvent) => void) | undefined, busy = false): (event: MouseEvent) => void {
  const owner = useRef({}).current;
  if (busy && last?.owner === owner) last = null;
  return (event) => {
    if (last?.owner === owner && event.timeStamp - last.at < againAfterMs) {
      event.preventDefault();
      return;
    }
    last = { control: event.currentTarget as Node, owner, at: event.timeStamp };
    handler?.(event);
  };
}
