// web/src/state/tabs.ts: one tab has the keys. A second one says so and can take over: the first then locks itself.

export interface TabClaim {
  /** True if this tab has it now. */
  claim(): Promise<boolean>;
  /** Asks the other tab to lock, and takes its place when it has, or when it does not answer. */
  take(): Promise<void>;
}

const lockName = "careseal-tab";
const channelName = "careseal-tab";
const waitMs = 4_000;

export function buildTabClaim(yieldNow: () => Promise<void>): TabClaim {
  let release: (() => void) | null = null;
  const channel = new BroadcastChannel(channelName);

  channel.onmessage = () => {
    if (release === null) return;
    void yieldNow().finally(() => {
      release?.();
      release = null;
    });
  };

  // Holds the lock until release() is called; resolves once it is known whether it was given.
  const hold = (options: LockOptions): Promise<boolean> =>
    new Promise((resolve) => {
      let held = false;
      navigator.locks.request(lockName, options, (lock) => {
        held = lock !== null;
        resolve(held);
        if (!held) return undefined;
        return new Promise<void>((done) => { release = done; });
      }).catch(() => {
        resolve(false);
        if (!held) return;
        release = null; // another tab did not want to wait any longer
        void yieldNow();
      });
    });

  return {
    claim: () => hold({ ifAvailable: true }),
    async take() {
      channel.postMessage("take");
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(), waitMs);
      const given = await hold({ signal: patience.signal });
      clearTimeout(timer);
      if (!given) await hold({ steal: true });
    },
  };
}
