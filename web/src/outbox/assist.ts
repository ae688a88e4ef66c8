// web/src/outbox/assist.ts: a text that leaves for the AI is signed for like an entry, and the statement goes with it, at the moment it is
// sent: everything signed before is at the server by then, and nothing else is sent meanwhile.

import type { AssistTerms, B64, CoreResult } from "../core/core-types.ts";
import type { ErrorCode } from "../generated/errors.gen.ts";
import type { Ledger } from "./ledger.ts";
import type { WithLock } from "./locks.ts";
import type { DeliverAssist } from "./outbox-types.ts";
import type { Sender } from "./sender.ts";
import type { Signing } from "./signing.ts";

export interface AssistDependencies {
  readonly ledger: Ledger;
  readonly signing: Signing;
  readonly sender: Sender;
  readonly withLock: WithLock;
  readonly device: () => string | null;
  /** Everything signed before is sent, and the newest members are known: null. */
  readonly prepare: () => Promise<ErrorCode | null>;
}

export async function sendAssist(terms: AssistTerms, deliver: DeliverAssist, dependencies: AssistDependencies): Promise<CoreResult<{ hash: B64 }>> {
  const { ledger, signing, sender, withLock, device, prepare } = dependencies;
  const unready = await prepare();
  if (unready !== null) return { ok: false, code: unready };
  const isFirst = (): boolean => !ledger.queue().some((row) => row.device === device() && (row.state === "waiting" || row.state === "broken"));
  const done = await withLock("careseal-send", async (): Promise<CoreResult<{ hash: B64 }>> => {
    const signed = await signing.assist(terms, isFirst);
    if (!signed.ok) return signed;
    const problem = await sender.handIn(signed.value, deliver);
    return problem === null ? { ok: true, value: { hash: signed.value.hash } } : { ok: false, code: problem };
  });
  // It has a number: without the text, it is handed in now, or when there is a connection again.
  if (!done.ok) void sender.send({ now: true });
  return done;
}
