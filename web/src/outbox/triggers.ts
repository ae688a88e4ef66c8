// web/src/outbox/triggers.ts: when to send and when to end holds. The rule is the foreground: when the page comes into view,
// gets the focus, when the browser says there is a network again, and every minute while anything waits.

export interface TriggerActions {
  send: (now: boolean) => void; // now: there is a network again, nothing waits out its back-off
  hidden: () => void;
  seen: () => void; // somebody looks at the page again
  isWaiting: () => boolean;
}

const everyMs = 60_000;

export function installTriggers({ send, hidden, seen, isWaiting }: TriggerActions): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hidden();
    else {
      send(false);
      seen();
    }
  });
  addEventListener("pagehide", hidden);
  addEventListener("focus", () => {
    send(false);
    seen();
  });
  addEventListener("online", () => send(true));
  setInterval(() => {
    if (isWaiting() && document.visibilityState === "visible") send(false);
  }, everyMs);
}
