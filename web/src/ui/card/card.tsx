// web/src/ui/card/card.tsx: a bordered part of a page with its own heading. `chosen` thickens the border.

import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { classNames } from "../class-names.ts";
import "./card.css";

export interface CardProps {
  title?: string;
  headingLevel?: 2 | 3;
  children: ComponentChildren;
  actions?: ComponentChildren;
  chosen?: boolean;
}

export function Card({ title, headingLevel = 2, children, actions, chosen = false }: CardProps): JSX.Element {
  const id = useId();
  const Heading = `h${headingLevel}` as "h2" | "h3";
  return (
    <div role={title === undefined ? undefined : "group"} class={classNames("app-card", chosen && "app-card--chosen")} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && <Heading id={id} class="app-card__title">{title}</Heading>}
      {children}
      {actions !== undefined && <div class="app-row app-card__actions">{actions}</div>}
    </div>
  );
}
