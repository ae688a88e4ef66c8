// web/src/ui/page-frame/page-frame.tsx: every page stands in one of these: one h1 = the task, focus moved to it on
// arrival, document.title = the task (never the person), the resident bar in view, one main action at the bottom.

import type { ComponentChildren, JSX } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { classNames } from "../class-names.ts";
import { FrameContext, type Back } from "./frame-context.ts";
import "./page-frame.css";

export interface PageFrameProps {
  title: string; // the task, for h1 and document.title
  titleHidden?: boolean; // where the resident bar says enough: h1 for readers only
  heading?: ComponentChildren; // what h1 shows, where it may name the person
  children: ComponentChildren;
  where?: string;
  back?: Back;
  resident?: ComponentChildren; // a ResidentBar
  actions?: ComponentChildren; // beside the h1: a secondary button, a menu
  main?: ComponentChildren; // the main button; stays at the bottom on phones
  asOf?: string;
  hasErrors?: boolean; // puts "Error: " into the title
  width?: "reading" | "full"; // forms and words 70 characters; tables and lists full
}

export function PageFrame({ title, titleHidden = false, heading, children, where, back, resident, actions, main, asOf, hasErrors = false, width = "full" }: PageFrameProps): JSX.Element {
  const frame = useContext(FrameContext);
  const h1 = useRef<HTMLHeadingElement>(null);

  useLayoutEffect(() => {
    if (frame === null) return;
    frame.where.value = where ?? null;
    frame.back.value = back ?? null;
  }, [frame, where, back?.href, back?.words]);

  useEffect(() => {
    document.title = t(hasErrors ? "ui-title-error" : "ui-title", { title });
  }, [title, hasErrors]);

  useEffect(() => {
    if (frame === null) return;
    frame.pagesShown.count += 1;
    if (frame.pagesShown.count === 1) return;
    scrollTo(0, 0);
    h1.current?.focus({ preventScroll: true });
  }, []);

  return (
    <>
      {resident !== undefined && <div class="app-page__resident">{resident}</div>}
      <div class={classNames("app-page", `app-page--${width}`)}>
        <div class={classNames("app-page__head", titleHidden && "app-visually-hidden")}>
          <h1 ref={h1} class="app-page__title" tabIndex={-1}>{heading ?? title}</h1>
          {actions !== undefined && <div class="app-row app-screen-only">{actions}</div>}
          {asOf !== undefined && <p class="app-page__as-of">{t("ui-as-of", { time: asOf })}</p>}
        </div>
        {children}
        {main !== undefined && <div class="app-page__main-action app-screen-only">{main}</div>}
      </div>
    </>
  );
}

export interface PanesProps {
  list: ComponentChildren;
  detail: ComponentChildren;
}

// Two panes on a tablet held sideways and on a desk; one above the other elsewhere.
export function Panes({ list, detail }: PanesProps): JSX.Element {
  return (
    <div class="app-panes">
      <div class="app-panes__list">{list}</div>
      <div class="app-panes__detail">{detail}</div>
    </div>
  );
}
