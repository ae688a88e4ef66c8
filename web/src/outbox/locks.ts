// web/src/outbox/locks.ts: one lock around sign-and-store and one around send, so that two tabs never race for a number.

export type LockName = "careseal-sign" | "careseal-send";
export type WithLock = <T>(name: LockName, work: () => Promise<T>) => Promise<T>;

export function browserLocks(): WithLock {
  return async (name, work) => navigator.locks.request(name, work) as ReturnType<typeof work>;
}
