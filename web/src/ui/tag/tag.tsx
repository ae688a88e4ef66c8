// web/src/ui/tag/tag.tsx: a short state in words ("Invited", "Due", "Left"). Colour only repeats it.

import type { JSX } from "preact";
import { Icon, type IconName } from "../icon/icon.tsx";
import "./tag.css";

export interface TagProps {
  words: string;
  kind?: "plain" | "info" | "ok" | "warn" | "error";
  icon?: IconName;
}

export function Tag({ words, kind = "plain", icon }: TagProps): JSX.Element {
  return (
    <strong class={`app-tag app-tag--${kind}`}>
      {icon !== undefined && <Icon name={icon} size="s" />}
      {words}
    </strong>
  );
}
