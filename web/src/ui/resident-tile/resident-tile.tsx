// web/src/ui/resident-tile/resident-tile.tsx: one resident in a list: who, where, the most urgent thing in words.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Avatar } from "../avatar/avatar.tsx";
import { SafetyMark, type SafetyMarkKind } from "../safety-card/safety-mark.tsx";
import { classNames } from "../class-names.ts";
import "./resident-tile.css";

export interface ResidentTileProps {
  href: string;
  name: string; // the preferred name, as it is said
  room: string;
  initials: string;
  photo?: string;
  line: string; // "Turn due 14:00", "Nothing due"
  urgency?: "none" | "due" | "overdue";
  marks?: readonly SafetyMarkKind[];
}

export function ResidentTile({ href, name, room, initials, photo, line, urgency = "none", marks = [] }: ResidentTileProps): JSX.Element {
  return (
    <a class={classNames("app-resident-tile", urgency !== "none" && `app-resident-tile--${urgency}`)} href={href}>
      <span class="app-resident-tile__top">
        <Avatar initials={initials} photo={photo} />
        <span class="app-resident-tile__room">{t("ui-room", { room })}</span>
      </span>
      <span class="app-resident-tile__name">{name}</span>
      <span class="app-resident-tile__line">
        {urgency !== "none" && <span class="app-tile__mark" aria-hidden="true">!</span>}
        {line}
      </span>
      {marks.length > 0 && <span class="app-resident-tile__marks">{marks.map((kind) => <SafetyMark key={kind} kind={kind} />)}</span>}
    </a>
  );
}

export function ResidentGrid({ children }: { children: JSX.Element[] }): JSX.Element {
  return <ul class="app-resident-grid">{children.map((child) => <li key={child.key}>{child}</li>)}</ul>;
}
