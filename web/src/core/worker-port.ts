// web/src/core/worker-port.ts: the page's end of the line to a worker that owns a module. Calls made in the same turn share one message.
//
// A worker that stopped by itself, or has not answered for a minute, is ended: what was asked is answered with vault_locked and
// onStopped called; the next call starts another, empty one.

import type { ErrorCode } from "../generated/errors.gen.ts";
import type { CoreResult, FieldError } from "./core-types.ts";

export type PortArgument = string | number | Uint8Array;

export interface PortCall<Name extends string = string> {
  readonly id: number;
  readonly name: Name;
  readonly args: readonly PortArgument[];
  readonly wipe: boolean; // the first argument is a password
}

export interface PortAnswer {
  readonly id: number;
  readonly text: string; // JSON: {"ok":1,"value":…} or {"ok":0,"code":…}
}

// The part of Worker that is used; tests put the module itself behind it.
export interface PortWorker<Name extends string = string> {
  onmessage: ((event: MessageEvent<readonly PortAnswer[]>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(calls: readonly PortCall<Name>[], transfer: Transferable[]): void;
  terminate(): void;
}

export interface Port<Name extends string> {
  running(): boolean;
  terminate(): void;
  call(name: Name, args: readonly PortArgument[], wipe: boolean): Promise<CoreResult<unknown>>;
}

const silenceMs = 60_000; // the slowest call, a password on an old phone, takes some seconds

type Waiting = (result: CoreResult<unknown>) => void;

export function buildPort<Name extends string>(startWorker: () => PortWorker<Name>, onStopped: () => void): Port<Name> {
  let worker: PortWorker<Name> | undefined;
  let nextId = 1;
  let batch: PortCall<Name>[] = [];
  const waiting = new Map<number, Waiting>();
  let silence: ReturnType<typeof setTimeout> | undefined;

  const end = (code: ErrorCode): void => {
    clearTimeout(silence);
    worker?.terminate();
    worker = undefined;
    batch = [];
    for (const resolve of waiting.values()) resolve({ ok: false, code });
    waiting.clear();
  };

  // A worker that the browser ended (no memory) takes what it knew with it: as if locked.
  const stopped = (): void => {
    end("vault_locked");
    onStopped();
  };

  const listen = (): void => {
    clearTimeout(silence);
    if (waiting.size > 0) silence = setTimeout(stopped, silenceMs);
  };

  const start = (): PortWorker<Name> => {
    const started = startWorker();
    started.onmessage = ({ data }) => {
      for (const { id, text } of data) {
        waiting.get(id)?.(parseAnswer(text));
        waiting.delete(id);
      }
      listen();
    };
    started.onerror = () => {
      if (worker === started) stopped();
    };
    return started;
  };

  const flush = (): void => {
    if (batch.length === 0) return;
    const calls = batch;
    batch = [];
    worker ??= start();
    worker.postMessage(calls, calls.flatMap(({ wipe, args }) => (wipe && args[0] instanceof Uint8Array ? [args[0].buffer as ArrayBuffer] : [])));
    listen();
  };

  return {
    running: () => worker !== undefined,
    terminate: () => end("vault_locked"),
    call(name, args, wipe) {
      return new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve);
        batch.push({ id, name, args, wipe });
        if (batch.length === 1) queueMicrotask(flush);
      });
    },
  };
}

function parseAnswer(text: string): CoreResult<unknown> {
  const answer = JSON.parse(text) as { ok: 0 | 1; value?: unknown; code?: ErrorCode; field?: string; errors?: FieldError[] };
  if (answer.ok === 1) return { ok: true, value: answer.value };
  return {
    ok: false,
    code: answer.code ?? "internal",
    ...(answer.field === undefined ? {} : { field: answer.field }),
    ...(answer.errors === undefined ? {} : { errors: answer.errors }),
  } as CoreResult<unknown>;
}
