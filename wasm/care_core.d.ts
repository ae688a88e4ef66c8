// The module as JavaScript sees it. Written by hand; tests/contract proves names and argument counts equal to the
// module and runs the golden vectors through it. Structured arguments and answers are canonical JSON text
// (shapes: web/src/core/core-types.ts); secrets cross as Uint8Array and are wiped by the callee's copy.
// Every answer: {"ok":1,"value":…} or {"ok":0,"code":"…","field"?:"…"}.

export interface CareCore {
  core_info(): string;                                             // {build, suite, abi}

  // Passwords and codes, without a vault
  check_password(password: Uint8Array, handle: string, role: string): string;        // PasswordCheck
  validate_record(args: string): string;                           // {type,fields,now} → {errors: FieldError[], fields: normalised}
  make_qr(text: string): string;                                   // {size, modules: B64 one byte each}
  decide(args: string): string;                                    // {role, permission} | {role, may_invite} → {ok}
  verify_proof(args: string): string;                              // {proof (tlog-proof text), leaf, vkey} → {index,size}

  // Creating a home
  home_start(password: Uint8Array, args: string): string;          // {label,handle} → {ws,account,request}
  home_finish(args: string): string;                               // {response,log,name,host,now} → {record,wraps,keyring,gate_share,statements}
  // Joining
  invite_open(code: string, args: string): string;                 // {inv,hello} → {name,role,inviter_words,genesis}
  invite_register(password: Uint8Array, args: string): string;     // {handle} → {account,request}
  invite_accept(args: string): string;                             // {response,now} → {record,wraps,keyring,statements}
  // Signing in, unlocking, locking
  signin_start(password: Uint8Array, args: string): string;        // {handle} → {ke1}
  signin_finish(args: string): string;                             // {account,ke2,ws} → {ke3}
  open_vault(args: string): string;                                // {signed_in: SignedIn, device?, device_state?, now} → Unlocked
  lock(): string;                                                  // wipes every key
  sign_request(method: string, path: string, body: Uint8Array): string; // {proof}

  // Keys
  make_kit(): string;                                              // KitSheet
  confirm_kit(args: string): string;                               // {groups:[two strings]} → {wrap}
  open_grants(args: string): string;                               // {grants} → {keyring?} (present when it grew)

  // Directory and log
  sync_directory(args: string): string;                            // {note, consistency, membership:{entries}, now} → {directory, head, device_state}
  verify_receipts(args: string): string;                           // {receipts:[{hash?, item: SignedStatement, receipt}]} → {checks: ReceiptCheck[]}
  verify_audit(args: string): string;                              // {entries, size} → {rows: AuditRow[]} against the trusted head
  // Members
  make_invite(args: string): string;                               // {name,job,role,hours,host,now} → Signed<{inv,code,link,qr,statement,hello,member: SealedRecord}>
  membership_act(args: string): string;                            // {act:"revoke_user"|"set_role"|"confirm_user"|"invite_cancel"|"revoke_device"|"grant", …, now} → Signed<{statements:[{statement,grants?}]}>

  // Records
  set_gate_shares(args: string): string;                           // {subjects:[{subj,unit,gate_share}]} → {}
  seal_records(args: string): string;                              // {records: NewRecord[], now} → SealAnswer | field errors: {"ok":0,"code":…,"errors":[FieldError]}
  open_records(args: string): string;                              // {records: Version[]} → {records: OpenedVersion[]}
  seal_draft(args: string): string;                                // {subject, draft: object} → {bytes}
  open_draft(args: string): string;                                // {subject, bytes} → {draft}

  // Measured by scripts/bench against WebCrypto and libsodium.js: the facet path alone
  bench_facets(count: number, bytes: number, mode: string): string; // mode seal|open|record|argon2 → {ms}
}

export default function createCareCore(options: { wasmBinary: ArrayBuffer | Uint8Array }): Promise<CareCore>;
