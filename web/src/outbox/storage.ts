// web/src/outbox/storage.ts: may the browser clear what was not sent yet, and how much room is left?

export interface StorageFacts {
  readonly persistent: boolean;
  readonly usedBytes: number | null;
  readonly freeBytes: number | null;
}

/** False in a fresh profile; true once the app is installed or much used. Asked again at each start. */
export async function requestPersistence(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}

export async function readStorageFacts(): Promise<StorageFacts> {
  try {
    const [persistent, { usage, quota }] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]);
    return { persistent, usedBytes: usage ?? null, freeBytes: usage === undefined || quota === undefined ? null : Math.max(0, quota - usage) };
  } catch {
    return { persistent: false, usedBytes: null, freeBytes: null };
  }
}
