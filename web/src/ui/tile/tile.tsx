// web/src/ui/tile/tile.tsx: what a gloved thumb touches at the bedside.
//
// Tile         goes somewhere (twelve on the resident's page), with one line under the word
// QuickChoice  saves ("200 ml mug"), large
// RoundChoice  saves in a round, four in a row

import type { ComponentChildren, JSX } from "preact";
import { classNames } from "../class-names.ts";
import { Icon, type IconName } from "../icon/icon.tsx";
import { Meter } from "../meter/meter.tsx";
import { useSingleTap } from "../single-tap.ts";
import "./tile.css";

export type TileState = "plain" | "due" | "done";

export interface TileProps {
  label: string;
  icon: IconName;
  href: string;
  detail?: string; // "650 ml", "Due 14:00", "Done"
  state?: TileState;
  meter?: { done: number; target: number; words: string }; // the words for readers: "of 1,500 ml"
}

export function Tile({ label, icon, href, detail, state = "plain", meter }: TileProps): JSX.Element {
  return (
    <a class={classNames("app-tile", state !== "plain" && `app-tile--${state}`)} href={href}>
      <Icon name={icon} size="l" />
      <span class="app-tile__label">{label}</span>
      {detail !== undefined && (
        <span class="app-tile__detail">
          {state === "done" && <Icon name="check" size="s" />}
          {state === "due" && <span class="app-tile__mark" aria-hidden="true">!</span>}
          {detail}
          {meter !== undefined && <span class="app-visually-hidden"> {meter.words}</span>}
        </span>
      )}
      {meter !== undefined && <Meter thin done={meter.done} target={meter.target} />}
    </a>
  );
}

export interface QuickChoiceProps {
  label: string;
  detail?: string;
  icon?: IconName;
  picture?: ComponentChildren; // instead of an icon: a plate
  chosen?: boolean;
  disabled?: boolean;
  onTap: () => void;
}

export function QuickChoice({ label, detail, icon, picture, chosen, disabled, onTap }: QuickChoiceProps): JSX.Element {
  return (
    <button type="button" class={classNames("app-quick", chosen === true && "app-quick--chosen")} aria-pressed={chosen} disabled={disabled} onClick={useSingleTap(onTap)}>
      {icon !== undefined && <Icon name={icon} size="xl" />}
      {picture}
      <span class="app-quick__label">{label}</span>
      {detail !== undefined && <span class="app-quick__detail">{detail}</span>}
    </button>
  );
}

export interface RoundChoiceProps {
  label: string;
  chosen?: boolean;
  onTap: () => void;
}

export function RoundChoice({ label, chosen = false, onTap }: RoundChoiceProps): JSX.Element {
  return (
    <button type="button" class={classNames("app-round", chosen && "app-quick--chosen")} aria-pressed={chosen} onClick={useSingleTap(onTap)}>
      {chosen && <Icon name="check" size="s" />}
      {label}
    </button>
  );
}
