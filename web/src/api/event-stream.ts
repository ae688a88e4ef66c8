// web/src/api/event-stream.ts: reads server-sent events from an answer as they arrive. The browser's EventSource can neither POST nor
// prove a session, so the bytes are read here: lines of any ending, split anywhere, also inside of a character.

export interface ServerEvent {
  readonly event: string;
  readonly data: { readonly [name: string]: unknown };
}

export interface EventParser {
  /** The events that are whole now. */
  push(bytes: Uint8Array): ServerEvent[];
}

const longestEvent = 1_000_000; // characters; an answer of the AI is far below, a server that never ends a line is not read for ever

export class StreamBroken extends Error {}

export function buildEventParser(): EventParser {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let event = "";
  let data: string[] = [];
  let sawReturn = false; // the \n of a \r\n that was split

  function line(text: string, out: ServerEvent[]): void {
    if (text === "") {
      if (data.length > 0) out.push({ event: event === "" ? "message" : event, data: parse(data.join("\n")) });
      event = "";
      data = [];
      return;
    }
    if (text.startsWith(":")) return; // a comment that keeps the connection open
    const colon = text.indexOf(":");
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(text[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "event") event = value;
    else if (name === "data") data.push(value);
  }

  return {
    push(bytes) {
      let text: string;
      try {
        text = decoder.decode(bytes, { stream: true });
      } catch {
        throw new StreamBroken();
      }
      if (sawReturn && text.startsWith("\n")) text = text.slice(1);
      if (text !== "") sawReturn = false;
      rest += text;
      const out: ServerEvent[] = [];
      for (let at = rest.search(/[\r\n]/); at >= 0; at = rest.search(/[\r\n]/)) {
        line(rest.slice(0, at), out);
        const isPair = rest[at] === "\r" && rest[at + 1] === "\n";
        sawReturn = rest[at] === "\r" && at + 1 === rest.length;
        rest = rest.slice(at + (isPair ? 2 : 1));
      }
      if (rest.length + data.reduce((sum, each) => sum + each.length, 0) > longestEvent) throw new StreamBroken();
      return out;
    },
  };
}

function parse(text: string): { readonly [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StreamBroken();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new StreamBroken();
  return value as { readonly [name: string]: unknown };
}

export interface ReadOptions {
  readonly onEvent: (event: ServerEvent) => void;
  readonly idleMs: number; // so long without a byte is too long
}

export type ReadEnd = "ended" | "broken" | "idle";

/** Until the stream ends. A stream that somebody aborted is "broken". */
export async function readEvents(body: ReadableStream<Uint8Array>, { onEvent, idleMs }: ReadOptions): Promise<ReadEnd> {
  const parser = buildEventParser();
  const reader = body.getReader();
  try {
    for (;;) {
      const step = await within(reader.read(), idleMs);
      if (step === null) return "idle";
      if (step.done) return "ended";
      for (const event of parser.push(step.value)) onEvent(event);
    }
  } catch {
    return "broken";
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
