// web/src/ui/print-sheet/print-sheet.tsx: what goes on paper: who it is about on top, who printed it and when below,
// on every page. On screen it looks like the sheet it will be.

import type { ComponentChildren, JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { formatDateTime } from "../../i18n/dates.ts";
import "./print-sheet.css";

export interface PrintSheetProps {
  title: string;
  about: readonly string[]; // name, date of birth, NHS number: as they should stand on each page
  printedBy: string;
  printedAt: Date;
  asOf: Date;
  children: ComponentChildren;
  proof?: ComponentChildren; // a Qr with the record's hash
}

export function PrintSheet({ title, about, printedBy, printedAt, asOf, children, proof }: PrintSheetProps): JSX.Element {
  const printed = { who: printedBy, at: formatDateTime(printedAt) };
  return (
    <article class="app-sheet">
      <table class="app-sheet__pages" role="presentation">
        <thead>
          <tr><td><header class="app-sheet__head"><strong>{title}</strong><span>{about.join(" · ")}</span></header></td></tr>
        </thead>
        <tfoot>
          <tr><td><footer class="app-sheet__foot">{asOf.getTime() === printedAt.getTime() ? t("ui-printed-now", printed) : t("ui-printed", { ...printed, asOf: formatDateTime(asOf) })}</footer></td></tr>
        </tfoot>
        <tbody>
          <tr><td class="app-sheet__body">{children}{proof !== undefined && <div class="app-sheet__proof">{proof}</div>}</td></tr>
        </tbody>
      </table>
    </article>
  );
}
