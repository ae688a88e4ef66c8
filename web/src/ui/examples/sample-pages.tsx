// web/src/ui/examples/sample-pages.tsx: whole pages put together as a feature would, with invented people.

import type { ComponentType, JSX } from "preact";
import { useState } from "preact/hooks";
import { Frame } from "../../app/frame.tsx";
import type { NavItem } from "../../app/navigation.ts";
import type { SampleState } from "./sample-state.ts";
import type { Role } from "../../generated/permissions.gen.ts";
import { Button } from "../button/button.tsx";
import type { FieldError } from "../error-summary/error-summary.tsx";
import { Field } from "../field/field.tsx";
import { PasswordField } from "../field/password-field.tsx";
import { FilterPanel } from "../filter-panel/filter-panel.tsx";
import { Footer } from "../footer/footer.tsx";
import { errorFor, Form, FormActions } from "../form/form.tsx";
import { LinkButton } from "../link-button/link-button.tsx";
import { NumberPad } from "../number-pad/number-pad.tsx";
import { PageFrame, Panes } from "../page-frame/page-frame.tsx";
import { ResidentBar } from "../resident-bar/resident-bar.tsx";
import { ResidentGrid, ResidentTile } from "../resident-tile/resident-tile.tsx";
import { SearchField } from "../search-field/search-field.tsx";
import { SafetyCard } from "../safety-card/safety-card.tsx";
import { SyncMark } from "../sync-mark/sync-mark.tsx";
import { Table, type Sort } from "../table/table.tsx";
import { Tabs } from "../tabs/tabs.tsx";
import { TileGrid } from "../tile-grid/tile-grid.tsx";
import { QuickChoice, Tile } from "../tile/tile.tsx";
import { TimeField } from "../time-field/time-field.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { UndoLine } from "../undo-line/undo-line.tsx";

interface SampleProps {
  app: SampleState;
}

const now = new Date("2026-11-21T14:05:00Z");

const nav: readonly NavItem[] = [
  { href: "/residents", words: "Residents", icon: "residents", group: "care", onPhone: 1 },
  { href: "/outbox", words: "Outbox", icon: "outbox", group: "care", onPhone: 3 },
  { href: "/members", words: "Staff", icon: "members", group: "people", onPhone: 4 },
  { href: "/audit", words: "Audit log", icon: "audit", group: "compliance", onPhone: 5 },
  { href: "/me", words: "Me", icon: "person", group: "settings", onPhone: 2 },
  { href: "/help", words: "Help", icon: "help", group: "settings", onPhone: 6 },
];

function signIn(app: SampleState, role: Role): void {
  app.session.value = { kind: "open", home: "Sunrise House", unit: "Oak unit", person: { id: "act_1", name: "Asha Khan", initials: "AK" }, role, standing: "active", device: "shared", endsAt: new Date("2026-11-21T22:00:00Z") };
}

const lock = (): void => undefined;

const residents = [
  ["Edie Marlow", "14", "EM", "Turn due 14:00", "overdue", ["allergy", "dnacpr"]],
  ["John Beech", "15", "JB", "Nothing due", "none", []],
  ["Amina Kareem", "16", "AK", "2 medicines at 14:30", "due", ["allergy"]],
  ["Gwilym Prosser", "17", "GP", "Drinks low: 350 ml", "due", ["dnacpr"]],
  ["Rose Whitlock", "18", "RW", "Nothing due", "none", []],
  ["Ted Oduya", "19", "TO", "Away until 17:00", "none", []],
] as const;

function Residents({ app }: SampleProps): JSX.Element {
  if (app.session.value.kind !== "open") signIn(app, "carer");
  app.sync.value = { waiting: 2, attention: 0, connection: { kind: "offline", since: new Date("2026-11-21T13:40:00Z") } };
  const [query, setQuery] = useState("");
  const [tab, setTab] = useState("mine");
  const isMatch = (name: string, room: string): boolean => name.toLowerCase().includes(query.toLowerCase()) || room === query;
  return (
    <Frame app={app} path="/residents" nav={nav.filter((item) => item.onPhone < 4)} onLock={lock}>
      <PageFrame title="Residents" where="Oak unit" asOf="14:05">
        <SearchField name="search" label="Name or room" value={query} onInput={setQuery} />
        <Tabs label="Which residents" current={tab} onChange={setTab} tabs={[{ key: "mine", words: "Mine" }, { key: "due", words: "Due", count: 3 }, { key: "all", words: "All" }]}>
          <ResidentGrid>
            {residents.filter(([name, room, , , urgency]) => isMatch(name, room) && (tab !== "due" || urgency !== "none")).map(([name, room, initials, line, urgency, marks]) => (
              <ResidentTile key={room} href="?page=resident" name={name} room={room} initials={initials} line={line} urgency={urgency} marks={marks} />
            ))}
          </ResidentGrid>
        </Tabs>
      </PageFrame>
    </Frame>
  );
}

const edie = <ResidentBar name="Edie Marlow" room="14" initials="EM" marks={["allergy", "dnacpr"]} facts={["Thickened fluids, level 2", "Falls"]} />;

const tiles = (
  <TileGrid label="What happened?">
    <Tile label="Drink" icon="drink" href="?page=entry" detail="650 ml" />
    <Tile label="Food" icon="food" href="?page=entry" />
    <Tile label="Turn" icon="turn" href="?page=entry" detail="Due 14:00" state="due" />
    <Tile label="Wash" icon="wash" href="?page=entry" detail="Done" state="done" />
    <Tile label="Toilet" icon="toilet" href="?page=entry" />
    <Tile label="Mood" icon="mood" href="?page=entry" />
    <Tile label="Meds" icon="meds" href="?page=entry" detail="2 at 14:30" />
    <Tile label="Obs" icon="obs" href="?page=entry" />
    <Tile label="Skin" icon="skin" href="?page=entry" />
    <Tile label="Note" icon="note" href="?page=entry" />
    <Tile label="Incident" icon="incident" href="?page=entry" />
    <Tile label="More" icon="more" href="?page=entry" />
  </TileGrid>
);

function Resident({ app }: SampleProps): JSX.Element {
  if (app.session.value.kind !== "open") signIn(app, "senior");
  return (
    <Frame app={app} path="/residents/res_1" nav={nav.filter((item) => item.onPhone < 4)} onLock={lock}>
      <PageFrame title="Record care" titleHidden back={{ href: "?page=residents", words: "Residents" }} resident={edie}>
        <Panes
          list={tiles}
          detail={
            <div class="app-stack app-stack--wide">
              <SafetyCard allergies={{ kind: "listed", items: [{ substance: "Penicillin", reaction: "swelling of the face" }] }} resuscitation={{ kind: "dnacpr", detail: "Form of 4 Feb 2026, red folder" }}
                risks={[{ icon: "falls", words: "High risk of falls", detail: "Frame, one carer" }, { icon: "swallow", words: "Choking", detail: "Level 2 fluids" }]} asOf="14:05" emergencyHref="#sheet" />
              <Timeline label="What happened" headingLevel={2} now={now} items={[
                { key: "1", icon: "drink", words: "Drink, 200 ml tea", who: "Asha Khan", at: new Date("2026-11-21T13:55:00Z"), sync: "saved_here" },
                { key: "2", icon: "turn", words: "Turned to the left", detail: "Skin checked: no redness.", who: "James Price", at: new Date("2026-11-21T12:10:00Z"), sync: "sent", flagged: true },
                { key: "3", icon: "note", words: "Note: walked to the garden", who: "Asha Khan", at: new Date("2026-11-20T15:30:00Z"), sync: "sent", struck: { reason: "wrong person", who: "Asha Khan" } },
              ]} />
            </div>
          }
        />
      </PageFrame>
    </Frame>
  );
}

function Entry({ app }: SampleProps): JSX.Element {
  if (app.session.value.kind !== "open") signIn(app, "carer");
  const [saved, setSaved] = useState<string | null>("200 ml");
  const [at, setAt] = useState<Date | null>(null);
  return (
    <Frame app={app} path="/residents/res_1/entry/drink" nav={nav.filter((item) => item.onPhone < 4)} onLock={lock}>
      <PageFrame title="Record a drink" back={{ href: "?page=resident", words: "Edie's tiles" }} resident={edie} width="reading">
        <div class="app-stack">
          <p>650 of 1,500 ml since 07:00</p>
          <TileGrid label="How much?" of="choices">
            {([["200 ml", "mug"], ["150 ml", "beaker"], ["100 ml", "cup"], ["Other…", "type it"]] as const).map(([label, detail]) => <QuickChoice key={label} label={label} detail={detail} onTap={() => setSaved(label)} />)}
            <QuickChoice label="Refused" onTap={() => setSaved("Refused")} />
          </TileGrid>
          {saved !== null && <UndoLine words={`Drink, ${saved} tea`} state="saved_here" held onUndo={() => setSaved(null)} />}
          <TimeField name="when" value={at} now={now} onChange={setAt} />
        </div>
      </PageFrame>
    </Frame>
  );
}

const log = [...Array(400).keys()].map((index) => ({
  index: 8812 - index,
  at: `21 Nov 2026, 1${4 - (index % 5)}:0${index % 10}:11`,
  who: ["A. Khan", "Former member 14", "J. Price", "N. Rees"][index % 4] ?? "",
  did: ["created", "corrected", "read", "exported"][index % 4] ?? "",
  what: ["Drink, EM", "Note, JB", "Record, AK", "Log, 1 to 21 Nov"][index % 4] ?? "",
}));

function Audit({ app }: SampleProps): JSX.Element {
  if (app.session.value.kind !== "open") signIn(app, "manager");
  const [sort, setSort] = useState<Sort>({ key: "at", descending: true });
  return (
    <Frame app={app} path="/audit" nav={nav} onLock={lock}>
      <PageFrame title="Audit log" asOf="14:05" actions={<><Button icon="download">Export</Button><Button icon="security">Check the chain</Button></>}>
        <div class="app-stack">
          <FilterPanel found="400 entries" chosen={[{ key: "from", words: "From 1 Nov 2026" }]} onRemove={lock} onClear={lock}>
            <Field name="from" type="date" label="From" value="2026-11-01" onInput={lock} />
          </FilterPanel>
          <Table caption="Audit log" hideCaption rows={sort.descending ? log : [...log].reverse()} rowKey={(row) => String(row.index)} sort={sort} onSort={setSort}
            columns={[
              { key: "at", title: "When", sortable: true, cell: (row) => row.at },
              { key: "who", title: "Who", sortable: true, cell: (row) => row.who },
              { key: "did", title: "Did", cell: (row) => row.did },
              { key: "what", title: "Record", cell: (row) => row.what },
              { key: "chain", title: "In the log", number: true, cell: (row) => <>{row.index} <SyncMark state="sent" short /></> },
            ]}
            detail={(row) => <p>{row.who} {row.did} it on a shared tablet in Oak unit. The proof was checked on this device.</p>} />
        </div>
      </PageFrame>
    </Frame>
  );
}

function SignIn({ app }: SampleProps): JSX.Element {
  if (app.session.value.home === null) app.session.value = { kind: "signed_out", home: "Sunrise House" };
  const [email, setEmail] = useState("asha.khan");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const check = (): void => setErrors([{ field: "email", text: "Enter an e-mail address with an @" }, { field: "password", text: "Enter your password" }]);
  return (
    <Frame app={app} path="/sign-in" nav={[]}>
      <PageFrame title="Sign in" width="reading" hasErrors={errors.length > 0}>
        <Form errors={errors} onSubmit={check}>
          <Field name="email" type="email" label="E-mail or staff ID" autocomplete="username" value={email} onInput={setEmail} error={errorFor(errors, "email")} />
          <PasswordField name="password" label="Password" hint="It never leaves this device." autocomplete="current-password" value={password} onInput={setPassword} error={errorFor(errors, "password")} />
          <FormActions><Button kind="main" type="submit">Sign in</Button><LinkButton kind="quiet" href="#lost">I can't sign in</LinkButton></FormActions>
        </Form>
        <Footer />
      </PageFrame>
    </Frame>
  );
}

function Lock({ app }: SampleProps): JSX.Element {
  if (app.session.value.kind !== "locked") app.session.value = { kind: "locked", reason: "idle", handle: null, home: "Sunrise House", device: "shared" };
  const [pin, setPin] = useState("12");
  return (
    <Frame app={app} path="/lock" nav={[]}>
      <PageFrame title="Unlock" width="reading"><NumberPad label="Asha's PIN" secret maxLength={6} value={pin} onChange={setPin} /></PageFrame>
    </Frame>
  );
}

export const samplePages: Record<string, ComponentType<SampleProps>> = { residents: Residents, resident: Resident, entry: Entry, audit: Audit, "sign-in": SignIn, lock: Lock };
