// web/src/state/redaction.ts: the redactor, loaded when something first needs it and ended with the session. It knows the people of the
// home only as long as it runs.

import type { Redactor } from "../core/redactor.ts";
import type { Roster } from "./roster.ts";

export interface Redaction {
  /** With today's people in it; null: it can't be loaded here and now. */
  ready(): Promise<{ readonly redactor: Redactor; readonly roster: Roster } | null>;
  /** Starts loading, for whoever is about to need it. */
  prepare(): void;
  end(): void;
}

export function buildRedaction(load: () => Promise<Redactor>, roster: () => Roster): Redaction {
  let loading: Promise<Redactor> | null = null;
  let known: string | null = null;

  function start(): Promise<Redactor> {
    if (loading !== null) return loading;
    const started: Promise<Redactor> = load();
    loading = started;
    started.catch(() => {
      if (loading === started) loading = null; // the next one tries again
    });
    return started;
  }

  function end(): void {
    known = null;
    const ending = loading;
    loading = null;
    ending?.then((redactor) => redactor.end(), () => undefined);
  }

  // One that the browser ended for lack of memory answers nothing any more: another is started, once.
  async function readied(again = true): Promise<{ redactor: Redactor; roster: Roster } | null> {
    const redactor = await start();
    const now = roster();
    const people = JSON.stringify(now.people);
    const told = people === known ? await redactor.checkText({ text: "", kind: "care" }) : await redactor.setRoster(now.people);
    if (told.ok) {
      known = people;
      return { redactor, roster: now };
    }
    end();
    return again && told.code === "vault_locked" ? readied(false) : null;
  }

  return {
    ready: () => readied().catch(() => null),
    prepare: () => void start().catch(() => undefined),
    end,
  };
}
