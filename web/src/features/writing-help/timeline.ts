// web/src/features/writing-help/timeline.ts: a resident's timeline back to some moment: older pages are asked for until it is reached.

import { effect } from "@preact/signals";
import type { RecordStore, TimelineState } from "../../state/records-types.ts";

const mostPages = 40;

export async function whole(records: RecordStore, subject: string, since: number): Promise<TimelineState> {
  const timeline = records.timeline(subject);
  await settled(timeline);
  for (let page = 0; page < mostPages; page++) {
    const state = timeline.value;
    if (state.kind !== "ready" || !state.hasOlder) return state;
    // By when the server received them: a late entry stands further down by its own time.
    const oldest = Math.min(...state.records.map(({ received, written }) => (received ?? written).getTime()));
    if (oldest < since) return state;
    const before = state.records.length;
    await records.loadOlder(subject);
    if (timeline.value.records.length === before) return timeline.value;
  }
  return timeline.value;
}

function settled(timeline: ReturnType<RecordStore["timeline"]>): Promise<void> {
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    let done = false;
    stop = effect(() => {
      if (timeline.value.kind === "loading" || done) return;
      done = true;
      resolve();
      stop?.();
    });
    if (done) stop();
  });
}
