// web/src/features/writing-help/selection.ts: what is selected in the preview, as places in the text. Marks that were selected along the way
// are out already.

import { useEffect, useState } from "preact/hooks";
import type { KeptSpan } from "../../core/redact-types.ts";
import type { Piece } from "./outgoing.ts";

const count = (text: string): number => [...text].length;

/** The bare texts among the children of the box are the plain pieces, in their order. */
export function placesIn(box: Element, range: Range, pieces: readonly Piece[]): readonly KeptSpan[] {
  const texts = [...box.childNodes].filter((node): node is Text => node.nodeType === Node.TEXT_NODE);
  const plain = pieces.filter((piece) => piece.kind === "text");
  return plain.flatMap((piece, at) => {
    const node = texts[at];
    if (node === undefined || !range.intersectsNode(node)) return [];
    const from = range.startContainer === node ? range.startOffset : 0;
    const to = range.endContainer === node ? range.endOffset : node.data.length;
    const start = piece.start + count(node.data.slice(0, from));
    const end = piece.start + count(node.data.slice(0, to));
    return start < end && node.data.slice(from, to).trim() !== "" ? [{ start, end }] : [];
  });
}

export function useSelectedPlaces(box: { readonly current: Element | null }, pieces: readonly Piece[]): readonly KeptSpan[] {
  const [places, setPlaces] = useState<readonly KeptSpan[]>([]);
  useEffect(() => {
    const look = (): void => {
      const selection = getSelection();
      const range = selection === null || selection.isCollapsed || selection.rangeCount === 0 ? null : selection.getRangeAt(0);
      setPlaces(range === null || box.current === null || !range.intersectsNode(box.current) ? [] : placesIn(box.current, range, pieces));
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, [pieces]);
  return places;
}
