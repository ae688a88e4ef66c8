// web/src/ui/table/table.tsx: sortable; only the rows in view are drawn once there are many (100,000 is fine); the
// first cell of a row opens its detail under it. On a phone each row is a card of lines, so nothing lies beyond the edge, and a
// cell with nothing in it is not there; the roles are said because browsers forget them where a table is not drawn as one.

import type { ComponentChildren, JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { Icon } from "../icon/icon.tsx";
import { classNames } from "../class-names.ts";
import "./table.css";

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ComponentChildren;
  sortable?: boolean;
  number?: boolean;
  wrap?: boolean;
  titleOnPhone?: boolean; // where the value says too little without it: "Last seen"
  besideFirst?: boolean; // on a phone in the first line of the row, at its end
}

export interface Sort {
  key: string;
  descending: boolean;
}

export interface TableProps<Row> {
  caption: string;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void; // the model sorts; the table only asks
  detail?: (row: Row) => ComponentChildren;
  empty?: ComponentChildren;
}

const rowHeights = { line: 56, card: 136, narrow: 192 }; // on phones a card, on the smallest a higher one; table.css has them too
const drawAllUpTo = 100;
const margin = 8;

export function Table<Row>({ caption, hideCaption = false, columns, rows, rowKey, sort, onSort, detail, empty }: TableProps<Row>): JSX.Element {
  const view = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  const [open, setOpen] = useState<string | null>(null);
  const [detailHeight, setDetailHeight] = useState(0);
  const virtual = rows.length > drawAllUpTo;
  const rowHeight = rowHeights[matchMedia("(max-width: 359px)").matches ? "narrow" : matchMedia("(max-width: 599px)").matches ? "card" : "line"];

  useEffect(() => {
    const element = view.current;
    if (!virtual || element === null) return;
    const measure = (): void => setScroll({ top: element.scrollTop, height: element.clientHeight });
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    addEventListener("resize", measure);
    return () => {
      element.removeEventListener("scroll", measure);
      removeEventListener("resize", measure);
    };
  }, [virtual]);

  const openAt = virtual && open !== null ? rows.findIndex((row) => rowKey(row) === open) : -1;
  const isOpenAbove = openAt >= 0 && openAt * rowHeight < scroll.top;
  const top = isOpenAbove ? Math.max(openAt * rowHeight, scroll.top - detailHeight) : scroll.top;
  const first = virtual ? Math.max(0, Math.floor(top / rowHeight) - margin) : 0;
  const end = virtual ? Math.min(rows.length, Math.ceil((top + scroll.height) / rowHeight) + margin) : rows.length;

  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div ref={view} class={classNames("app-table", virtual && "app-table--virtual")} role="region" tabIndex={0} aria-label={caption}>
      <table class="app-table__grid" role="table" aria-rowcount={virtual ? rows.length + 1 : undefined}>
        <caption class={hideCaption ? "app-visually-hidden" : "app-table__caption"}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">{columns.map((column) => <Head key={column.key} column={column} sort={sort} onSort={onSort} />)}</tr>
        </thead>
        <tbody role="rowgroup" onKeyDown={moveBetweenRows}>
          <Gap height={first * rowHeight + (openAt >= 0 && openAt < first ? detailHeight : 0)} columns={columns.length} />
          {rows.slice(first, end).map((row, index) => {
            const key = rowKey(row);
            const isOpen = key === open;
            return [
              <tr key={key} role="row" class={isOpen ? "app-table__row--open" : undefined} aria-rowindex={virtual ? first + index + 2 : undefined}>
                {columns.map((column, place) => (
                  <td key={column.key} role="cell" data-title={column.titleOnPhone === true ? column.title : undefined} class={classNames(column.number === true && "app-table__number", column.wrap === true && "app-table__wrap", column.besideFirst === true && "app-table__beside")}>
                    {place === 0 && detail !== undefined ? (
                      <button type="button" class="app-table__open" aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : key)}>
                        <Icon name={isOpen ? "down" : "next"} size="s" />
                        <span>{column.cell(row)}</span>
                      </button>
                    ) : column.cell(row)}
                  </td>
                ))}
              </tr>,
              isOpen && detail !== undefined ? (
                <tr key={`${key} detail`} role="row" class="app-table__detail" ref={(element) => { if (element !== null && element.offsetHeight !== detailHeight) setDetailHeight(element.offsetHeight); }}>
                  <td role="cell" colSpan={columns.length}><div class="app-table__detail-body">{detail(row)}</div></td>
                </tr>
              ) : null,
            ];
          })}
          <Gap height={(rows.length - end) * rowHeight + (openAt >= end ? detailHeight : 0)} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

// Arrow up and down go from row to row.
function moveBetweenRows(event: TargetedKeyboardEvent<HTMLTableSectionElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement) || !event.target.matches(".app-table__open")) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(".app-table__open")];
  const next = buttons[buttons.indexOf(event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined }): JSX.Element {
  const sorted = sort?.key === column.key ? (sort.descending ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" role="columnheader" class={classNames(column.number === true && "app-table__number", column.sortable === true && "app-table__sortable")} aria-sort={column.sortable === true ? (sorted ?? "none") : undefined}>
      {column.sortable === true && onSort !== undefined ? (
        <button type="button" class="app-table__sort" onClick={() => onSort({ key: column.key, descending: sorted === "ascending" })}>
          {column.title}
          <Icon name={sorted === "descending" ? "sort-down" : sorted === "ascending" ? "sort-up" : "sort"} size="s" />
          {sorted !== undefined && <span class="app-visually-hidden">{t(sorted === "ascending" ? "ui-sorted-up" : "ui-sorted-down")}</span>}
        </button>
      ) : column.title}
    </th>
  );
}

// The height of the rows that are not drawn; set through the CSSOM, which the page's policy allows.
function Gap({ height, columns }: { height: number; columns: number }): JSX.Element | null {
  const cell = useRef<HTMLTableCellElement>(null);
  useLayoutEffect(() => {
    if (cell.current !== null) cell.current.style.height = `${height}px`;
  }, [height]);
  if (height <= 0) return null;
  return <tr aria-hidden="true" class="app-table__gap"><td ref={cell} colSpan={columns} /></tr>;
}
