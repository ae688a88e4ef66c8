// web/src/state/home.ts: which home this address belongs to.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { HomeFacts } from "../api/api-types.ts";
import type { ApiClient } from "../api/client.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";

export type HomeState =
  | { readonly kind: "loading" }
  | { readonly kind: "home"; readonly facts: HomeFacts }
  | { readonly kind: "base" } // the address where homes are created, or one that belongs to no home
  | { readonly kind: "unreachable"; readonly code: ErrorCode };

export interface HomeModel {
  readonly state: ReadonlySignal<HomeState>;
  load(): Promise<HomeState>;
  /** How far this device's clock is ahead of the server's (behind: negative), as of the last answer. */
  readonly clockAheadMs: ReadonlySignal<number>;
  /** Addresses of invitations and of other homes are put together from this one. */
  readonly origin: string;
}

export function buildHome(api: ApiClient, clock: () => Date): HomeModel {
  const state = signal<HomeState>({ kind: "loading" });
  const clockAheadMs = signal(0);
  return {
    state, clockAheadMs,
    origin: location.origin,
    async load() {
      const asked = clock().getTime();
      const answer = await api.request("getHome", {});
      if (answer.ok) {
        clockAheadMs.value = Math.round((asked + clock().getTime()) / 2) - answer.value.time;
        state.value = { kind: "home", facts: answer.value };
      }
      else if (answer.code === "host_unknown" || answer.code === "not_found") state.value = { kind: "base" };
      else if (state.value.kind !== "home") state.value = { kind: "unreachable", code: answer.code };
      return state.value;
    },
  };
}
