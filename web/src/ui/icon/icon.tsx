// web/src/ui/icon/icon.tsx: one picture of the sprite. It never stands without its word, so it is hidden from readers.

import type { JSX } from "preact";
import "./icon.css";
import type { IconName } from "./icon-names.gen.ts";
import sprite from "./icons.gen.svg?url";

export type { IconName };

export interface IconProps {
  name: IconName;
  size?: "s" | "m" | "l" | "xl";
}

export function Icon({ name, size = "m" }: IconProps): JSX.Element {
  return (
    <svg class={`app-icon app-icon--${size}`} aria-hidden="true" focusable="false">
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
