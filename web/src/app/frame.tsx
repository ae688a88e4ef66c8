// web/src/app/frame.tsx: what stands around every page: skip link, top bar, offline strip, navigation.

import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import type { AppState } from "../state/app-state.ts";
import { classNames } from "../ui/class-names.ts";
import { Dialog } from "../ui/dialog/dialog.tsx";
import { Icon } from "../ui/icon/icon.tsx";
import { OfflineStrip } from "../ui/offline-strip/offline-strip.tsx";
import { FrameContext, type FrameContents } from "../ui/page-frame/frame-context.ts";
import { SyncChip } from "../ui/sync-chip/sync-chip.tsx";
import "./frame.css";
import { isCurrent, splitForPhone, type NavItem } from "./navigation.ts";
import type { NavGroup } from "./routes.ts";

// As much of the app's state as the frame shows.
export type FrameState = Pick<AppState, "session" | "sync" | "display">;

export interface FrameProps {
  app: FrameState;
  path: string;
  nav: readonly NavItem[];
  onLock?: () => void;
  children: ComponentChildren;
}

export function Frame({ app, path, nav, onLock, children }: FrameProps): JSX.Element {
  const where = useSignal<FrameContents["where"]["value"]>(null);
  const back = useSignal<FrameContents["back"]["value"]>(null);
  const contents = useMemo<FrameContents>(() => ({ where, back, pagesShown: { count: 0 } }), []);
  const { connection, waiting } = app.sync.value;
  const hasSession = app.session.value.kind === "open";
  return (
    <FrameContext.Provider value={contents}>
      <div class={classNames("app-frame", nav.length > 0 && "app-frame--nav")}>
        <a class="app-skip" href="#main">{t("app-skip")}</a>
        <TopBar app={app} contents={contents} onLock={onLock} />
        {nav.length > 0 && <SideNav items={nav} path={path} home={homeName(app)} />}
        <div class="app-frame__content">
          {hasSession && connection.kind === "offline" && <OfflineStrip since={connection.since} saved={waiting} />}
          <main id="main" class="app-frame__main" tabIndex={-1}>{children}</main>
        </div>
        {nav.length > 0 && <BottomBar items={nav} path={path} />}
      </div>
    </FrameContext.Provider>
  );
}

function homeName(app: FrameState): string {
  return app.session.value.home ?? t("app-name");
}

function TopBar({ app, contents, onLock }: { app: FrameState; contents: FrameContents; onLock: (() => void) | undefined }): JSX.Element {
  const session = app.session.value;
  const sync = app.sync.value;
  const back = contents.back.value;
  const where = contents.where.value ?? (session.kind === "open" ? (session.unit ?? session.home) : homeName(app));
  const night = app.display.theme.value === "night";
  return (
    <header class="app-top">
      {back !== null
        ? <a class="app-top__back" href={back.href}><Icon name="back" /><span>{back.words}</span></a>
        : <p class={classNames("app-top__where", where === session.home && "app-top__where--home")}>{session.kind !== "open" && <Icon name="empty" />}<span>{where}</span></p>}
      {session.kind === "open" && (
        <p class="app-top__person">
          <span>{session.person.name}</span>
          {session.device === "shared" && onLock !== undefined && <button type="button" class="app-top__button" onClick={onLock}>{t("app-not-you")}</button>}
        </p>
      )}
      <div class="app-top__tools">
        {session.kind === "open" && <SyncChip waiting={sync.waiting} attention={sync.attention} href="/outbox" />}
        <button type="button" class="app-top__button app-top__night" aria-pressed={night} aria-label={t("app-night")}
          onClick={() => { app.display.theme.value = night ? "device" : "night"; }}>
          <Icon name={night ? "day" : "night"} />
        </button>
        {session.kind === "open" && onLock !== undefined && (
          <button type="button" class="app-top__button app-top__lock" onClick={onLock}><Icon name="lock" /><span>{t("app-lock")}</span></button>
        )}
      </div>
    </header>
  );
}

const groupOrder: readonly NavGroup[] = ["care", "people", "compliance", "settings"];

function groupWords(group: NavGroup): string {
  switch (group) {
    case "care":
      return t("app-nav-group-care");
    case "people":
      return t("app-nav-group-people");
    case "compliance":
      return t("app-nav-group-compliance");
    case "settings":
      return t("app-nav-group-settings");
  }
}

function SideNav({ items, path, home }: { items: readonly NavItem[]; path: string; home: string }): JSX.Element {
  return (
    <nav class="app-side" aria-label={t("app-nav")}>
      <p class="app-side__home">{home}</p>
      {groupOrder.map((group) => {
        const inGroup = items.filter((item) => item.group === group);
        if (inGroup.length === 0) return null;
        return (
          <div key={group} class="app-side__group">
            <p class="app-side__title" id={`nav-${group}`}>{groupWords(group)}</p>
            <ul class="app-side__list" aria-labelledby={`nav-${group}`}>
              {inGroup.map((item) => (
                <li key={item.href}>
                  <a class="app-side__link" href={item.href} aria-current={isCurrent(item, path) ? "page" : undefined}><Icon name={item.icon} />{item.words}</a>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function BottomBar({ items, path }: { items: readonly NavItem[]; path: string }): JSX.Element {
  const more = useSignal(false);
  const { bar, rest } = splitForPhone(items);
  return (
    <nav class="app-bottom" aria-label={t("app-nav")}>
      <ul class="app-bottom__list">
        {bar.map((item) => (
          <li key={item.href}>
            <a class="app-bottom__link" href={item.href} aria-current={isCurrent(item, path) ? "page" : undefined}><Icon name={item.icon} /><span>{item.words}</span></a>
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <button type="button" class={classNames("app-bottom__link", rest.some((item) => isCurrent(item, path)) && "app-bottom__link--current")} aria-haspopup="dialog" onClick={() => { more.value = true; }}>
              <Icon name="more" /><span>{t("app-nav-more")}</span>
            </button>
          </li>
        )}
      </ul>
      <Dialog open={more.value} title={t("app-nav-more")} onClose={() => { more.value = false; }}>
        <ul class="app-side__list">
          {rest.map((item) => (
            <li key={item.href}>
              <a class="app-side__link" href={item.href} aria-current={isCurrent(item, path) ? "page" : undefined} onClick={() => { more.value = false; }}><Icon name={item.icon} />{item.words}</a>
            </li>
          ))}
        </ul>
      </Dialog>
    </nav>
  );
}
