// web/src/ui/class-names.ts: classNames("app-tile", due && "app-tile--due")

export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
