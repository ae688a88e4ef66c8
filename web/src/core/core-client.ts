// web/src/core/core-client.ts: the core's calls as promises, one method per call (wasm/care_core.d.ts says what each is for).
//
// Keys and passwords stay with the worker: a password crosses as bytes that are transferred and wiped. Calls made in the same
// turn share one message. lock() ends the worker and with it every key; the next call starts a new, empty one. So does a worker
// that stopped by itself, or that has not answered for a minute: what was asked is answered with vault_locked, and onStopped called.

import { encodeCanonical, NotCanonical } from "./canonical-json.ts";
import type { CoreCallName } from "./core-protocol.ts";
import type {
  AssistOut, AssistPolicy, AssistTerms, AuditRow, B64, CoreResult, FieldError, HeadLink, InviteOut, KitSheet, LeafEntry, MembershipOut, NewRecord, OpenedVersion, PasswordCheck, Receipt, ReceiptCheck,
  RecordFields, RoleName, SealAnswer, SealedVersion, Signed, SignedIn, SignedStatement, SubjectShare, Synced, Unlocked, Wrap,
} from "./core-types.ts";
import { buildPort, type PortArgument, type PortWorker } from "./worker-port.ts";

export type HomeFinish = {
  actor: string; account: string; device: string; device_state: B64; record: B64; wraps: Wrap[]; keyring: B64; gate_share: B64;
  statements: SignedStatement[];
};
export type RecoverFinish = { record: B64; recovery: string; signature: B64; wrap: Wrap };
export type InviteAccept = Omit<HomeFinish, "actor" | "gate_share">;

// What can be signed about members. "grant" gives a member what a rotation that nobody finished left out.
export type MembershipAct =
  | { act: "revoke_user" | "confirm_user" | "grant"; actor: string }
  | { act: "set_role"; actor: string; role: RoleName }
  | { act: "invite_cancel"; inv: string }
  | { act: "revoke_device"; kid: string }
  | { act: "set_policy"; assist?: AssistPolicy } // absent: help with wording is off
  | { act: "add_device" };

export type InviteTerms = { name: string; job?: string; role: RoleName; hours: number; host: string };
export type SealResult = CoreResult<SealAnswer> & { errors?: FieldError[] };
// Asked for by a role that must set up a second factor first: proofs can be made, keys are not there yet.
export type OpenVaultArgs = { signed_in: SignedIn; device?: string; device_state?: B64 };

export interface CoreClient {
  checkPassword(password: Uint8Array, handle: string, role: string): Promise<CoreResult<PasswordCheck>>;
  validateRecord(record: { type: string; act: NewRecord["act"]; fields: RecordFields; now: number }): Promise<CoreResult<{ errors: FieldError[]; fields: RecordFields }>>;
  makeQr(text: string): Promise<CoreResult<{ size: number; modules: B64 }>>;

  homeStart(password: Uint8Array, args: { label: string; handle: string }): Promise<CoreResult<{ ws: string; account: string; request: B64 }>>;
  homeFinish(args: { response: B64; log: string; name: string; now: number }): Promise<CoreResult<HomeFinish>>;
  inviteOpen(code: string, args: { inv: string; hello: B64; ws: string }): Promise<CoreResult<{ name: string; role: RoleName; ws: string }>>;
  inviteRegister(password: Uint8Array, args: { handle: string }): Promise<CoreResult<{ account: string; request: B64 }>>;
  inviteAccept(args: { response?: B64; dir: B64; now: number }): Promise<CoreResult<InviteAccept>>;

  recoverStart(password: Uint8Array, args: { handle: string; kit: string; ws: string }): Promise<CoreResult<{ handle: string; kit: B64; request: B64 }>>;
  recoverFinish(args: { account: string; recovery: string; response: B64; wrap: Wrap }): Promise<CoreResult<RecoverFinish>>;

  signinStart(password: Uint8Array, args: { handle: string }): Promise<CoreResult<{ ke1: B64 }>>;
  signinFinish(args: { account: string; ke2: B64; ws: string }): Promise<CoreResult<{ ke3: B64 }>>;
  openVault(args: OpenVaultArgs): Promise<CoreResult<Unlocked>>;
  signRequest(method: string, path: string, body: Uint8Array, now: number): Promise<CoreResult<{ proof: string }>>;

  makeKit(): Promise<CoreResult<KitSheet>>;
  confirmKit(groups: [string, string]): Promise<CoreResult<{ wrap: Wrap }>>;
  openGrants(grants: readonly { bytes: B64 }[]): Promise<CoreResult<{ opened: number; ignored: number; keyring?: B64 }>>;

  syncDirectory(args: { note: string; consistency: readonly B64[]; entries: readonly LeafEntry[]; links?: readonly HeadLink[]; now: number }): Promise<CoreResult<Synced>>;
  verifyReceipts(receipts: readonly { item: SignedStatement; receipt: Receipt }[]): Promise<CoreResult<{ checks: ReceiptCheck[] }>>;
  verifyAudit(args: { before?: number; entries: readonly LeafEntry[]; size: number }): Promise<CoreResult<{ rows: AuditRow[]; size: number }>>;

  // These move this device's counter: only outbox/outbox.ts calls them, under its lock.
  makeInvite(args: InviteTerms & { now: number }): Promise<CoreResult<InviteOut>>;
  membershipAct(args: MembershipAct & { now: number }): Promise<CoreResult<Signed<{ statements: MembershipOut[]; keyring?: B64 }>>>;
  sealRecords(args: { records: readonly NewRecord[]; now: number }): Promise<SealResult>;
  assistStatement(args: AssistTerms & { now: number }): Promise<CoreResult<AssistOut>>;

  setGateShares(subjects: readonly SubjectShare[]): Promise<CoreResult<{ count: number }>>;
  /** whole: these are all versions of that record, so that a missing or foreign one is found. */
  openRecords(records: readonly SealedVersion[], whole?: string): Promise<CoreResult<{ records: OpenedVersion[] }>>;
  sealDraft(args: { subject?: string; draft: object }): Promise<CoreResult<{ bytes: B64 }>>;
  openDraft(args: { subject?: string; bytes: B64 }): Promise<CoreResult<{ draft: { [name: string]: unknown } }>>;

  /** Wipes every key, then ends the worker. What was still asked for is answered with vault_locked. */
  lock(): Promise<void>;
}

export type CoreWorker = PortWorker<CoreCallName>;

const lockWaitMs = 400;

export function buildCoreClient(startWorker: () => CoreWorker, onStopped: () => void = () => undefined): CoreClient {
  const port = buildPort(startWorker, onStopped);
  const call = <T>(name: CoreCallName, ...args: PortArgument[]): Promise<CoreResult<T>> => port.call(name, args, false) as Promise<CoreResult<T>>;
  const withJson = async <T>(name: CoreCallName, args: object): Promise<CoreResult<T>> => {
    try {
      return await call<T>(name, encodeCanonical(args));
    } catch (error) {
      // Half a character that was typed, or a number of a server that the core would not read anyway.
      if (error instanceof NotCanonical) return { ok: false, code: error.isText ? "field_bad_text" : "json_not_canonical" };
      throw error;
    }
  };
  const withPassword = <T>(name: CoreCallName, password: Uint8Array, ...rest: PortArgument[]): Promise<CoreResult<T>> =>
    port.call(name, [password, ...rest], true) as Promise<CoreResult<T>>;

  return {
    checkPassword: (password, handle, role) => withPassword("check_password", password, handle, role),
    validateRecord: (record) => withJson("validate_record", record),
    makeQr: (text) => call("make_qr", text),
    homeStart: (password, args) => withPassword("home_start", password, encodeCanonical(args)),
    homeFinish: (args) => withJson("home_finish", args),
    inviteOpen: (code, args) => call("invite_open", code, encodeCanonical(args)),
    inviteRegister: (password, args) => withPassword("invite_register", password, encodeCanonical(args)),
    inviteAccept: (args) => withJson("invite_accept", args),
    recoverStart: (password, args) => withPassword("recover_start", password, encodeCanonical(args)),
    recoverFinish: (args) => withJson("recover_finish", args),
    signinStart: (password, args) => withPassword("signin_start", password, encodeCanonical(args)),
    signinFinish: (args) => withJson("signin_finish", args),
    openVault: (args) => withJson("open_vault", args),
    signRequest: (method, path, body, now) => call("sign_request", method, path, body, now),
    makeKit: () => call("make_kit"),
    confirmKit: (groups) => withJson("confirm_kit", { groups }),
    openGrants: (grants) => withJson("open_grants", { grants }),
    syncDirectory: (args) => withJson("sync_directory", args),
    verifyReceipts: (receipts) => withJson("verify_receipts", { receipts }),
    verifyAudit: (args) => withJson("verify_audit", args),
    makeInvite: (args) => withJson("make_invite", args),
    membershipAct: (args) => withJson("membership_act", args),
    sealRecords: (args) => withJson("seal_records", args),
    assistStatement: (args) => withJson("assist_statement", args),
    setGateShares: (subjects) => withJson("set_gate_shares", { subjects }),
    openRecords: (records, whole) => withJson("open_records", { records, ...(whole === undefined ? {} : { whole }) }),
    sealDraft: (args) => withJson("seal_draft", args),
    openDraft: (args) => withJson("open_draft", args),
    async lock() {
      if (!port.running()) return;
      await Promise.race([call("lock"), new Promise((resolve) => setTimeout(resolve, lockWaitMs))]);
      port.terminate();
    },
  };
}

/** The password as bytes for one call; the caller's string can't be wiped, so it is read as late as possible. */
export function passwordBytes(typed: string): Uint8Array {
  return new TextEncoder().encode(typed);
}
