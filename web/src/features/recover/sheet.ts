// web/src/features/recover/sheet.ts: the printed sheet as it is typed: four lines of four groups of four letters.

export type SheetLines = readonly [string, string, string, string];

export const emptySheet: SheetLines = ["", "", "", ""];

const lettersPerLine = 16;
const allLetters = 4 * lettersPerLine;

/** Pasted at once, or read from the sheet's QR code: the four lines. Null for anything that is not a whole sheet. */
export function splitSheet(text: string): SheetLines | null {
  const letters = text.replace(/^\s*careseal-kit:1:/i, "").replace(/[^0-9a-z]/gi, "");
  if (letters.length !== allLetters) return null;
  const line = (index: number): string =>
    (letters.slice(index * lettersPerLine, (index + 1) * lettersPerLine).match(/.{4}/g) ?? []).join(" ");
  return [line(0), line(1), line(2), line(3)];
}

/** The groups of a line, as they are numbered on the sheet. */
export function groupsOf(index: number): { from: number; to: number } {
  return { from: index * 4 + 1, to: index * 4 + 4 };
}
