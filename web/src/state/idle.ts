// web/src/state/idle.ts: calls back when nobody has touched the page for so long, also when the device slept meanwhile.

export interface IdleWatch {
  start(minutes: number): void;
  stop(): void;
}

const checkMs = 5_000;
const events = ["pointerdown", "keydown", "input", "wheel", "touchstart"] as const;

export function buildIdleWatch(clock: () => Date, onIdle: () => void): IdleWatch {
  let timer: ReturnType<typeof setInterval> | undefined;
  let last = 0;
  const touched = (): void => { last = clock().getTime(); };
  return {
    start(minutes) {
      this.stop();
      touched();
      for (const name of events) addEventListener(name, touched, { passive: true, capture: true });
      timer = setInterval(() => {
        if (clock().getTime() - last >= minutes * 60_000) onIdle();
      }, checkMs);
    },
    stop() {
      clearInterval(timer);
      for (const name of events) removeEventListener(name, touched, { capture: true });
    },
  };
}
