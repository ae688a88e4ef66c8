// web/src/i18n/rich-text.tsx: <T> for a sentence with a link or emphasis inside.
//
//   sign-in-help = Lost it? <link>Ask your manager</link>.
//   <T id="sign-in-help" parts={{ link: (words) => <a href="/help">{words}</a> }} />
//
// The marks only choose a part by name; nothing in a string becomes markup.

import type { FluentVariable } from "@fluent/bundle";
import type { ComponentChildren, JSX } from "preact";
import type { MessageId } from "./message-ids.gen.ts";
import { t } from "./translate.ts";

export interface TProps {
  id: MessageId;
  variables?: Record<string, FluentVariable>;
  parts?: Record<string, (words: string) => ComponentChildren>;
}

export function T({ id, variables, parts }: TProps): JSX.Element {
  const text = (t as (id: MessageId, variables?: Record<string, FluentVariable>) => string)(id, variables);
  if (parts === undefined) return <>{text}</>;
  return <>{split(text).map(({ part, words }) => (part === null ? words : (parts[part]?.(words) ?? words)))}</>;
}

function split(text: string): { part: string | null; words: string }[] {
  const pieces: { part: string | null; words: string }[] = [];
  let at = 0;
  for (const match of text.matchAll(/<([a-z]+)>(.*?)<\/\1>/g)) {
    if (match.index > at) pieces.push({ part: null, words: text.slice(at, match.index) });
    pieces.push({ part: match[1] ?? null, words: match[2] ?? "" });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push({ part: null, words: text.slice(at) });
  return pieces;
}
