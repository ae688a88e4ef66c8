// web/src/ui/resident-bar/resident-bar.tsx: whose record this is, always in view on entry screens. Wrong-resident
// entry is the first hazard in the log.

import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { Avatar } from "../avatar/avatar.tsx";
import { SafetyMark, type SafetyMarkKind } from "../safety-card/safety-mark.tsx";
import "./resident-bar.css";

export interface ResidentBarProps {
  name: string;
  room: string;
  initials: string;
  photo?: string;
  marks?: readonly SafetyMarkKind[];
  facts?: readonly string[]; // "Thickened fluids level 2", "Speaks Welsh"
  more?: readonly string[]; // facts that a phone leaves out
  href?: string; // to the resident's page; left out on that page
}

export function ResidentBar({ name, room, initials, photo, marks = [], facts = [], more = [], href }: ResidentBarProps): JSX.Element {
  return (
    <div class="app-resident-bar" role="group" aria-label={t("ui-resident-bar")}>
      <Avatar initials={initials} photo={photo} />
      <div class="app-resident-bar__who">
        <p class="app-resident-bar__name">{href === undefined ? name : <a href={href}>{name}</a>}<span class="app-resident-bar__room"> · {t("ui-room", { room })}</span></p>
        <div class="app-resident-bar__facts">
          {marks.map((kind) => <SafetyMark key={kind} kind={kind} />)}
          {facts.length > 0 && <Facts facts={facts} />}
          {more.length > 0 && <span class="app-resident-bar__more">{facts.length > 0 && "· "}<Facts facts={more} /></span>}
        </div>
      </div>
    </div>
  );
}

function Facts({ facts }: { facts: readonly string[] }): JSX.Element {
  return <span>{facts.map((fact, place) => <span key={fact} class="app-resident-bar__fact">{place === facts.length - 1 ? fact : `${fact} · `}</span>)}</span>;
}
