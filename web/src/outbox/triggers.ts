// web/src/outbox/triggers.ts: when to send and when to end holds. The rule is the foreground: when the page comes into view,
// gets the focus, when the browser says there is a network again, and every minute while anything waits.

export interface TriggerActions {
  send: (now: boolean) => void; // now: there is a network again, nothing waits out its back-off
  hidden: () => void;
  isWaiting: () => boolean;
}

const everyMs = 60_000;

export function installTriggers({ send, hidden, isWaiting }: TriggerActions): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hidden();
    else send(false);
  });
  addEventListener("pagehide", hidden);
  addEventListener("focus", () => send(false));
  addEventListener("online", () => send(true));
  setInterval(() => {
    if (isWaiting() && document.visibilityState === "visible") send(false);
  }, everyMs);
}
