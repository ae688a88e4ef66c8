// web/src/ui/avatar/avatar.tsx: a face, or initials while there is no photo. The name stands beside it, so the
// picture itself is hidden from readers unless `alt` is given (the photo's own record).

import type { JSX } from "preact";
import "./avatar.css";

export interface AvatarProps {
  initials: string;
  photo?: string | undefined; // a blob: address made from the opened record
  alt?: string | undefined;
  size?: "s" | "m" | "l";
}

export function Avatar({ initials, photo, alt, size = "m" }: AvatarProps): JSX.Element {
  return (
    <span class={`app-avatar app-avatar--${size}`} aria-hidden={alt === undefined ? "true" : undefined}>
      {photo === undefined ? initials : <img class="app-avatar__photo" src={photo} alt={alt ?? ""} />}
    </span>
  );
}
