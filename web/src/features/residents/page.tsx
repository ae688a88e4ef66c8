// web/src/features/residents/page.tsx: everyone who lives here, as tiles.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { errorWords } from "../../care/labels.ts";
import { usePhoto } from "../../care/photo.ts";
import type { ResidentFacts } from "../../care/resident-facts.ts";
import { choiceLabel, findField } from "../../care/labels.ts";
import { formatTime } from "../../i18n/dates.ts";
import { t } from "../../i18n/translate.ts";
import type { PageProps } from "../../state/app-state.ts";
import { allows } from "../../state/session.ts";
import { Button } from "../../ui/button/button.tsx";
import { LinkButton } from "../../ui/link-button/link-button.tsx";
import { PageFrame } from "../../ui/page-frame/page-frame.tsx";
import { Empty, Failed, Loading } from "../../ui/page-state/page-state.tsx";
import { ResidentGrid, ResidentTile } from "../../ui/resident-tile/resident-tile.tsx";
import { SearchField } from "../../ui/search-field/search-field.tsx";
import { Tabs } from "../../ui/tabs/tabs.tsx";
import { buildResidentsModel, type ResidentsModel, type ResidentsView } from "./model.ts";

export function Page({ app }: PageProps): JSX.Element {
  const model = useMemo(() => buildResidentsModel(app.records), []);
  const view = model.view.value;
  const mayAdd = allows(app.session.value, "card_write");
  const add = mayAdd ? <LinkButton href="/residents/new" icon="add">{t("residents-add")}</LinkButton> : undefined;
  return (
    <PageFrame title={t("residents-title")} {...(view.kind === "ready" ? { asOf: formatTime(view.asOf) } : {})} {...(add !== undefined && view.kind === "ready" ? { actions: add } : {})}>
      <Content model={model} view={view} mayAdd={mayAdd} />
    </PageFrame>
  );
}

function Content({ model, view, mayAdd }: { model: ResidentsModel; view: ResidentsView; mayAdd: boolean }): JSX.Element {
  switch (view.kind) {
    case "loading":
      return <Loading words={t("care-opening")} />;
    case "failed":
      return <Failed actions={<Button icon="refresh" onClick={() => void model.retry()}>{t("residents-retry")}</Button>}>{errorWords(view.code)}</Failed>;
    case "empty":
      return (
        <Empty title={t("residents-empty")} icon="residents" {...(mayAdd ? { actions: <LinkButton kind="main" icon="add" href="/residents/new">{t("residents-add-first")}</LinkButton> } : {})}>
          <p>{t(mayAdd ? "residents-empty-help" : "residents-empty-wait")}</p>
        </Empty>
      );
    case "ready":
      return <Ready model={model} view={view} />;
  }
}

function Ready({ model, view }: { model: ResidentsModel; view: Extract<ResidentsView, { kind: "ready" }> }): JSX.Element {
  const query = model.query.value;
  const found = (
    <>
      {query !== "" && <p class={view.shown.length === 0 ? "app-visually-hidden" : "app-muted"} role="status">{t("residents-found", { count: view.shown.length })}</p>}
      {view.shown.length === 0
        ? <Empty title={t("residents-none")} icon="search" actions={<Button onClick={() => { model.query.value = ""; }}>{t("residents-clear")}</Button>}>{t("residents-none-help")}</Empty>
        : <ResidentGrid>{view.shown.map((resident) => <PhotoTile key={resident.subject} resident={resident} />)}</ResidentGrid>}
    </>
  );
  return (
    <div class="app-stack">
      <SearchField name="residents-search" label={t("residents-search")} value={query} onInput={(text) => { model.query.value = text; }} />
      {view.left === 0 ? found : (
        <Tabs label={t("residents-which")} current={model.which.value} onChange={(key) => { model.which.value = key === "left" ? "left" : "here"; }}
          tabs={[{ key: "here", words: t("residents-here"), count: view.here }, { key: "left", words: t("residents-left"), count: view.left }]}>{found}</Tabs>
      )}
    </div>
  );
}

function PhotoTile({ resident }: { resident: ResidentFacts }): JSX.Element {
  return (
    <ResidentTile href={`/residents/${resident.subject}`} name={resident.name} room={resident.room} initials={resident.initials} line={lineOf(resident)} marks={resident.marks}
      {...usePhoto(resident.photo)} />
  );
}

// The one thing to know before going in: where they are, how they swallow, the first risks.
function lineOf(resident: ResidentFacts): string {
  if (resident.status !== "living_here") return choiceLabel(findField("resident", "card", "status"), resident.status);
  const facts = [...resident.swallowing, ...resident.risks.map(({ words }) => words)].slice(0, 2);
  return facts.length === 0 ? t("residents-no-risks") : facts.join(" · ");
}
