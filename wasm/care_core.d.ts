// The module as JavaScript sees it. Written by hand; tests/contract proves names and argument counts equal to the
// module and runs the golden vectors through it. Structured arguments and answers are canonical JSON text
// (shapes: web/src/core/core-types.ts); secrets cross as Uint8Array and are wiped by the callee's copy.
// Every answer: {"ok":1,"value":…} or {"ok":0,"code":"…","field"?:"…"}.

export interface CareCore {
  core_info(): string;                                             // {abi, suite, open}

  // Passwords and codes, without a vault
  check_password(password: Uint8Array, handle: string, role: string): string;        // PasswordCheck
  validate_record(args: string): string;                           // {type,act,fields,now} → {errors: FieldError[], fields: normalised}
  make_qr(text: string): string;                                   // {size, modules: B64 one byte each}

  // Creating a home
  home_start(password: Uint8Array, args: string): string;          // {label,handle} → {ws,account,request}
  home_finish(args: string): string;                               // {response,log,name,now} → {actor,account,device,device_state,record,wraps,keyring,gate_share,statements}
  // Joining
  invite_open(code: string, args: string): string;                 // {inv,hello,ws} → {name,role,ws}
  invite_register(password: Uint8Array, args: string): string;     // {handle} → {account,request}
  invite_accept(args: string): string;                             // {response?,dir,now} → {account,device,device_state,record,wraps,keyring,statements}; again with a new dir after directory_stale
  // A lost password
  recover_start(password: Uint8Array, args: string): string;       // {handle,kit (the sheet as typed),ws} → {handle,kit,request}; kit_malformed names line_1 … line_4
  recover_finish(args: string): string;                            // {account,recovery,response,wrap} → {record,recovery,signature,wrap}
  // Signing in, unlocking, locking
  signin_start(password: Uint8Array, args: string): string;        // {handle} → {ke1}
  signin_finish(args: string): string;                             // {account,ke2,ws} → {ke3}
  open_vault(args: string): string;                                // {signed_in: SignedIn, device?, device_state?} → Unlocked; with empty wraps (second factor still to set up) only {account,actor,expires,role}: requests can be proved, call again with the wraps; with second_factor_setup 1: {account,actor,expires,role}, only sign_request works, call again with the keys
  lock(): string;                                                  // wipes every key
  sign_request(method: string, path: string, body: Uint8Array, now: number): string; // {proof}; after session_proof_wrong try once with now + 120000

  // Keys
  make_kit(): string;                                              // KitSheet
  confirm_kit(args: string): string;                               // {groups:[two strings]} → {wrap}
  open_grants(args: string): string;                               // {grants} → {keyring?} (present when it grew)

  // Directory and log
  sync_directory(args: string): string;                            // {note,consistency,entries,links?:[{size,proof}],now} → {directory,device_known,device_state,next,owed,role,size}; entries from log index `next`
  verify_receipts(args: string): string;                           // {receipts:[{item: SignedStatement, receipt}]} → {checks: ReceiptCheck[]}
  verify_audit(args: string): string;                              // {before?,entries,size} → {rows: AuditRow[],size}, newest first from below `before`, against the trusted head, whose size must be `size`
  // Members
  make_invite(args: string): string;                               // {name,job?,role,hours,host (https://home.base),now} → Signed<{inv,actor,code,link,expires,hash,statement,hello,member: SealedRecord}>
  membership_act(args: string): string;                            // {act:"revoke_user"|"set_role"|"confirm_user"|"grant" (actor) |"invite_cancel" (inv) |"revoke_device" (kid) |"add_device", now} → Signed<{statements:[{statement,grants,hash}],keyring?}>; "set_policy" (assist?: AssistPolicy; absent: off)
  // Help with wording: signed before a text leaves
  assist_statement(args: string): string;                          // {use,text,counts:{TYPE:n},model,region,subject?,now} → Signed<{hash,n,statement}>

  // Records
  set_gate_shares(args: string): string;                           // {subjects:[{subj,unit,gate_share}]} → {}
  seal_records(args: string): string;                              // {records: NewRecord[], now} → SealAnswer | field errors: {"ok":0,"code":…,"errors":[FieldError]}
  open_records(args: string): string;                              // {records: Version[],whole?: record} → {records: OpenedVersion[]}; whole: all versions of that record
  seal_draft(args: string): string;                                // {subject, draft: object} → {bytes}
  open_draft(args: string): string;                                // {subject, bytes} → {draft}

  // Measured by scripts/bench against WebCrypto and libsodium.js: the facet path alone
  bench_facets(count: number, bytes: number, mode: string): string; // mode seal|open → {count,microseconds}
}

export default function createCareCore(options: { wasmBinary: ArrayBuffer | Uint8Array }): Promise<CareCore>;
