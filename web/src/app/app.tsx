// web/src/app/app.tsx: which page is shown, and the frame around it.

import { exec, LocationProvider, useLocation } from "preact-iso/router";
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/translate.ts";
import type { AppState, PageProps } from "../state/app-state.ts";
import { allows } from "../state/session.ts";
import { Button } from "../ui/button/button.tsx";
import { LinkButton } from "../ui/link-button/link-button.tsx";
import { PageFrame } from "../ui/page-frame/page-frame.tsx";
import { Denied, Failed, Loading } from "../ui/page-state/page-state.tsx";
import { Elsewhere } from "./elsewhere.tsx";
import { isBuilt, loadPage } from "./features.ts";
import { Frame } from "./frame.tsx";
import { navigationFor } from "./navigation.ts";
import { Notices } from "./notices.tsx";
import { redirectFor } from "./redirect.ts";
import { routes, type AppRoute } from "./routes.ts";

export interface AppProps {
  app: AppState;
}

export function App({ app }: AppProps): JSX.Element {
  return (
    <LocationProvider>
      <Shell app={app} />
    </LocationProvider>
  );
}

function Shell({ app }: AppProps): JSX.Element {
  const { path } = useLocation();
  return (
    <Frame app={app} path={path} nav={navigationFor(app.session.value)} onLock={() => void app.account.lock("person")}>
      <Notices app={app} />
      <CurrentPage key={path} app={app} path={path} />
    </Frame>
  );
}

type Found = { route: AppRoute; params: Readonly<Record<string, string>> };

function findRoute(path: string): Found | null {
  for (const route of routes) {
    const match = isBuilt(route.feature) ? exec(path, route.path) : undefined;
    if (match !== undefined) return { route, params: match.params };
  }
  return null;
}

function CurrentPage({ app, path }: { app: AppState; path: string }): JSX.Element {
  const { route: go, url } = useLocation();
  const session = app.session.value;
  const found = findRoute(path);
  const redirect = found === null ? null : redirectFor(found.route, app);
  useEffect(() => {
    if (redirect === null) return;
    if (found?.route.access === "open" && (session.kind === "locked" || session.kind === "signed_out")) app.account.remember(url);
    go(redirect, true);
  }, [redirect]);

  if (redirect !== null) return <Loading />;
  if (session.kind === "elsewhere" && found?.route.access !== "anyone") return <Elsewhere app={app} />;
  if (session.kind === "elsewhere" && (path === "/" || path === "/lock")) return <Elsewhere app={app} />;
  if (session.kind === "starting" && found !== null && found.route.access !== "anyone" && found.route.access !== "guest") return <Loading />;
  if (found === null) return <NotFound />;
  if (!allows(session, found.route.needs)) {
    return <PageFrame title={t("app-denied-title")} width="reading"><Denied what={found.route.denied?.() ?? t("app-denied-this")} /></PageFrame>;
  }
  return <FeaturePage app={app} {...found} />;
}

type PageState = { kind: "loading" } | { kind: "ready"; Page: ComponentType<PageProps> } | { kind: "failed" };

function FeaturePage({ app, route, params }: Found & { app: AppState }): JSX.Element {
  const [state, setState] = useState<PageState>({ kind: "loading" });
  const load = (): void => {
    setState({ kind: "loading" });
    loadPage(route).then((Page) => setState({ kind: "ready", Page }), () => setState({ kind: "failed" }));
  };
  useEffect(load, [route.feature]);
  switch (state.kind) {
    case "loading":
      return <div class="app-page"><Loading /></div>;
    case "failed":
      return (
        <PageFrame title={t("app-page-failed")} width="reading">
          <Failed actions={<Button icon="refresh" onClick={load}>{t("app-try-again")}</Button>}>{t("app-page-failed-help")}</Failed>
        </PageFrame>
      );
    case "ready":
      return <state.Page app={app} params={params} />;
  }
}

function NotFound(): JSX.Element {
  return (
    <PageFrame title={t("app-not-found")} width="reading">
      <div class="app-stack">
        <p class="app-prose">{t("app-not-found-help")}</p>
        <LinkButton href="/" icon="home">{t("app-to-start")}</LinkButton>
      </div>
    </PageFrame>
  );
}
