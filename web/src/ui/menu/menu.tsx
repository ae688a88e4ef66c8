// web/src/ui/menu/menu.tsx: a button that shows a few more actions. A list of buttons and links, not an ARIA menu, so
// Tab works as everywhere; Esc and a tap outside close it.

import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "../icon/icon.tsx";
import "../button/button.css";
import "./menu.css";

export type MenuItem =
  | { key: string; words: string; icon?: IconName; href: string }
  | { key: string; words: string; icon?: IconName; onSelect: () => void };

export interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  quiet?: boolean;
  align?: "start" | "end";
}

export function Menu({ label, items, icon = "more", quiet = false, align = "end" }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent): void => {
      if (!(event.target instanceof Node && box.current?.contains(event.target))) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  return (
    <div
      ref={box}
      class="app-menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button ref={button} type="button" class={quiet ? "app-button app-button--quiet" : "app-button"} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Icon name={icon} />
        <span>{label}</span>
      </button>
      <ul id={id} class={`app-menu__list app-menu__list--${align}`} hidden={!open}>
        {items.map((item) => (
          <li key={item.key}>
            {"href" in item
              ? <a class="app-menu__item" href={item.href} onClick={() => setOpen(false)}>{item.icon !== undefined && <Icon name={item.icon} />}{item.words}</a>
              : <button type="button" class="app-menu__item" onClick={() => { setOpen(false); button.current?.focus(); item.onSelect(); }}>{item.icon !== undefined && <Icon name={item.icon} />}{item.words}</button>}
          </li>
        ))}
      </ul>
    </div>
  );
}
