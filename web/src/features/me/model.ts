// web/src/features/me/model.ts: this device's storage, and the guarded sign-out.

import { signal, type ReadonlySignal } from "@preact/signals";
import { formatNumber } from "../../care/labels.ts";
import { t } from "../../i18n/translate.ts";
import { readStorageFacts, requestPersistence, type StorageFacts } from "../../outbox/storage.ts";
import type { AppState } from "../../state/app-state.ts";

export type LeavingState =
  | { readonly kind: "here" }
  | { readonly kind: "leaving" }
  | { readonly kind: "unsent"; readonly count: number; readonly tried: boolean; readonly busy: boolean }
  | { readonly kind: "failed"; readonly text: string };

export interface MeModel {
  readonly storage: ReadonlySignal<StorageFacts | null>;
  readonly leaving: ReadonlySignal<LeavingState>;
  signOut(): void;
  sendNow(): void;
  stay(): void;
}

export function buildMe(app: AppState): MeModel {
  const storage = signal<StorageFacts | null>(null);
  const leaving = signal<LeavingState>({ kind: "here" });

  async function signOut(tried: boolean): Promise<void> {
    const result = await app.account.signOut();
    if (result.kind === "unsent") leaving.value = { kind: "unsent", count: result.count, tried, busy: false };
    else if (result.kind === "failed") leaving.value = { kind: "failed", text: t(`error-${result.code}`) };
  }

  void requestPersistence().then(readStorageFacts).then((facts) => { storage.value = facts; });
  return {
    storage, leaving,
    signOut() {
      leaving.value = { kind: "leaving" };
      void signOut(false);
    },
    sendNow() {
      if (leaving.value.kind === "unsent") leaving.value = { ...leaving.value, busy: true };
      void signOut(true);
    },
    stay: () => { leaving.value = { kind: "here" }; },
  };
}

/** "48 MB", "10.7 GB" */
export function sizeWords(bytes: number): string {
  return bytes < 1_000_000_000 ? t("me-storage-mb", { size: formatNumber(Math.round(bytes / 1_000_000)) }) : t("me-storage-gb", { size: formatNumber(bytes / 1_000_000_000, 1) });
}
