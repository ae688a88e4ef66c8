// web/src/outbox/statement-body.ts: the clear part of a signed statement (shared/docs/formats/statement.md): which facets it
// has and what it follows. Read only to hand it back to the core; what it says is verified there.

import type { B64, RecordItem, SealedVersion } from "../core/core-types.ts";

interface Body {
  readonly after?: { readonly f: readonly { readonly f: number }[]; readonly ver: number };
  readonly before?: { readonly f: readonly { readonly f: number; readonly ct: B64 }[]; readonly ver: number };
}

export function decodeBase64Url(text: B64): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (unit) => unit.charCodeAt(0));
}

export function readBody(body: B64): Body {
  return JSON.parse(new TextDecoder().decode(decodeBase64Url(body))) as Body;
}

/** A queued entry in the shape in which the server would deliver it, so that the core can open it before it is sent. */
export function asDelivered(item: RecordItem, written: number, trustedSize: number): SealedVersion {
  const facets = readBody(item.body).after?.f ?? [];
  return {
    seq: 0, index: trustedSize, time: written, body: item.body, sig: item.sig,
    facets: item.facets.flatMap((bytes, i) => (facets[i] === undefined ? [] : [{ f: facets[i].f, bytes }])),
  };
}
