// web/src/api/api-types.ts: what each route takes and answers (shared/docs/formats/api.md).

import type { B64, Flag, LeafEntry, Receipt, RecordItem, RoleName, SealedVersion, SignedIn, SignedStatement, SubjectShare, Wrap } from "../core/core-types.ts";
import type { RouteName } from "../generated/routes.gen.ts";

export interface HomeFacts {
  readonly name: string;
  readonly label: string;
  readonly ws: string;
  readonly log: string;
  readonly build: string;
  readonly time: number;
}

export interface Page<T> {
  readonly records: readonly T[];
  readonly next?: number;
}

// What the operator of this server lets homes use; the home decides whether it does.
export interface AssistOffer {
  readonly offered: Flag;
  readonly provider?: string;
  readonly host?: string;
  readonly region?: string;
  readonly model?: string;
  readonly left?: number; // answers this hour
}

interface Founding {
  readonly token: string;
  readonly label: string;
  readonly ws: string;
  readonly account: string;
  readonly handle: string;
}

interface Nothing {
  readonly [key: string]: never;
}

// Request bodies; routes that are not here take none.
export interface Bodies {
  readonly startHome: Founding & { readonly request: B64 };
  readonly finishHome: Founding & {
    readonly actor: string; readonly record: B64; readonly totp_code: string; readonly wraps: readonly Wrap[]; readonly keyring: B64;
    readonly gate_share: B64; readonly statements: readonly SignedStatement[];
  };
  readonly startSignin: { readonly handle: string; readonly ke1: B64 };
  readonly finishSignin: { readonly login: string; readonly ke3: B64 };
  readonly secondFactorSignin: { readonly login: string; readonly code: string };
  readonly openInvite: { readonly inv: string };
  readonly registerInvite: { readonly inv: string; readonly account: string; readonly handle: string; readonly request: B64 };
  readonly acceptInvite: {
    readonly inv: string; readonly account: string; readonly handle: string; readonly record: B64; readonly wraps: readonly Wrap[];
    readonly keyring: B64; readonly statements: readonly SignedStatement[];
  };
  readonly startRecovery: { readonly handle: string; readonly kit: B64; readonly request: B64 };
  readonly finishRecovery: { readonly recovery: string; readonly record: B64; readonly wrap: Wrap; readonly signature: B64 };
  readonly startTotp: Nothing;
  readonly confirmTotp: { readonly code: string };
  readonly storeKit: { readonly wrap: Wrap };
  readonly storeKeyring: { readonly bytes: B64; readonly version: number };
  readonly appendMembership: { readonly statement: SignedStatement; readonly grants?: readonly B64[]; readonly hello?: B64 };
  readonly appendRecords: { readonly items: readonly RecordItem[] };
  readonly noteRead: { readonly subj: string };
  readonly askAssist: { readonly item: SignedStatement; readonly text: string };
  readonly noteAssist: { readonly item: SignedStatement };
}

export interface Queries {
  readonly getConsistency: { readonly from: number; readonly to: number };
  readonly getMembership: { readonly from: number; readonly size: number };
  readonly getEntries: { readonly before: number; readonly limit: number; readonly size: number };
  readonly getCurrentRecords: { readonly collection: number; readonly after: number; readonly limit: number };
  readonly getSubjectRecords: { readonly before: number; readonly limit: number };
  readonly getChanges: { readonly after: number; readonly limit: number };
}

export interface Answers {
  readonly getHome: HomeFacts;
  readonly startHome: { readonly response: B64; readonly log: string; readonly totp_secret: string; readonly totp_uri: string };
  readonly finishHome: { readonly receipts: readonly Receipt[]; readonly host: string; readonly codes: readonly string[] };
  readonly startSignin: { readonly login: string; readonly account: string; readonly ke2: B64 };
  readonly finishSignin: SignedIn;
  readonly secondFactorSignin: SignedIn;
  readonly openInvite: { readonly hello: B64; readonly role: RoleName; readonly exp: number; readonly name: string; readonly actor: string; readonly dir: B64 };
  readonly registerInvite: { readonly response: B64 };
  readonly acceptInvite: { readonly receipts: readonly Receipt[] };
  readonly startRecovery: { readonly account: string; readonly wrap: Wrap; readonly response: B64; readonly recovery: string };
  readonly finishRecovery: Nothing;
  readonly getSession: { readonly account: string; readonly actor: string; readonly role: RoleName; readonly expires: number; readonly time: number };
  readonly endSession: Nothing;
  readonly startTotp: { readonly secret: string; readonly uri: string };
  readonly confirmTotp: { readonly codes: readonly string[] };
  readonly getAccountKeys: { readonly wraps: readonly Wrap[]; readonly keyring: B64; readonly keyring_version: number };
  readonly storeKit: Nothing;
  readonly storeKeyring: { readonly keyring_version: number };
  readonly getCheckpoint: { readonly note: string };
  readonly getConsistency: { readonly proof: readonly B64[] };
  readonly getMembership: { readonly entries: readonly LeafEntry[]; readonly next?: number };
  readonly getEntries: { readonly entries: readonly LeafEntry[]; readonly next?: number };
  readonly getGrants: { readonly grants: readonly { readonly bytes: B64; readonly unit: string; readonly c: number; readonly g: number }[] };
  readonly appendMembership: Receipt;
  readonly appendRecords: { readonly results: readonly Receipt[] };
  readonly getSubjects: { readonly subjects: readonly SubjectShare[] };
  readonly getCurrentRecords: Page<SealedVersion>;
  readonly getSubjectRecords: Page<SealedVersion>;
  readonly getChanges: Page<SealedVersion>;
  readonly getVersions: Page<SealedVersion>;
  readonly noteRead: Nothing;
  readonly getMembers: { readonly members: readonly { readonly actor: string; readonly has_account: Flag; readonly last_seen?: number }[] };
  readonly deleteAccount: Nothing;
  readonly getAssist: AssistOffer;
  readonly askAssist: Nothing; // a stream of events: api/assist-answer.ts
  readonly noteAssist: Receipt;
}

// What an answer must have to be one at all. Anything else came from somebody who stands in the server's place.
export type Part = "list" | "text" | "number";
export const answerParts: { readonly [Name in RouteName]?: readonly [part: keyof Answers[Name] & string, kind: Part] } = {
  getHome: ["ws", "text"],
  getSession: ["account", "text"],
  getCheckpoint: ["note", "text"],
  getConsistency: ["proof", "list"],
  getMembership: ["entries", "list"],
  getEntries: ["entries", "list"],
  getGrants: ["grants", "list"],
  storeKeyring: ["keyring_version", "number"],
  appendMembership: ["result", "text"],
  appendRecords: ["results", "list"],
  noteAssist: ["result", "text"],
  getSubjects: ["subjects", "list"],
  getCurrentRecords: ["records", "list"],
  getSubjectRecords: ["records", "list"],
  getChanges: ["records", "list"],
  getVersions: ["records", "list"],
  getMembers: ["members", "list"],
  getAssist: ["offered", "number"],
};

export type BodyOf<Name extends RouteName> = Name extends keyof Bodies ? Bodies[Name] : undefined;
export type QueryOf<Name extends RouteName> = Name extends keyof Queries ? Queries[Name] : undefined;
