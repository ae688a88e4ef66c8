// tests/contract/home.mjs: one person's device against the real server: the browser's module, the API over plain HTTP on
// loopback, no page. What web/src/state does in the app. The module is in this process and answers at once; a device whose module is
// elsewhere has its own ask(), which may take its time.

import { request } from "node:http";
import { totp } from "../browser/support/totp.mjs";
import { bytes, canonical, valueOf } from "./core.mjs";

const pick = (from, ...keys) => Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));

export class Device {
  cookies = "";
  next = 0;
  size = 0;
  proved = false;
  answers = [];   // all that the module has ever said
  received = [];  // and all that the server has

  constructor(core, server, host) {
    Object.assign(this, { core, port: server.port, host });
  }

  // One call of the module; objects become canonical JSON.
  ask(name, ...args) {
    const answer = this.core[name](...args.map((each) => (typeof each === "object" && !(each instanceof Uint8Array) ? canonical(each) : each)));
    this.answers.push(answer);
    return valueOf(answer);
  }

  async send(method, path, body) {
    const text = body === undefined ? "" : canonical(body);
    const host = `${this.host}:${this.port}`;
    const headers = { Host: host, Origin: `http://${host}`, Cookie: this.cookies };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (this.proved) headers["Careseal-Proof"] = (await this.ask("sign_request", method, path, bytes(text), Date.now())).proof;
    const { status, json, cookies } = await exchange({ host: "127.0.0.1", port: this.port, method, path, headers }, text);
    for (const line of cookies) {
      const [pair] = line.split(";");
      const [name] = pair.split("=");
      this.cookies = [...this.cookies.split("; ").filter((each) => each !== "" && !each.startsWith(`${name}=`)), pair].join("; ");
    }
    this.received.push(JSON.stringify(json));
    if (status !== 200 && !("login" in json)) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }
  get(path) { return this.send("GET", path); }
  post(path, body) { return this.send("POST", path, body); }

  // On the base host; answers the authenticator's secret.
  async foundHome({ label, name, handle, password, token }) {
    const start = await this.ask("home_start", bytes(password), { handle, label });
    const started = await this.post("/api/v1/homes/start", { ...start, handle, label, token });
    const made = await this.ask("home_finish", { ...pick(started, "log", "response"), name, now: Date.now() });
    await this.post("/api/v1/homes/finish", { ...pick(made, "account", "actor", "gate_share", "keyring", "record", "statements", "wraps"),
      handle, label, token, ws: start.ws, totp_code: totp(started.totp_secret) });
    return started.totp_secret;
  }

  // Answers what the server said, which may be that it wants a code.
  async provePassword({ handle, password }) {
    const { ws } = await this.get("/api/v1/home");
    const { ke1 } = await this.ask("signin_start", bytes(password), { handle });
    const answer = await this.post("/api/v1/signin/start", { handle, ke1 });
    const { ke3 } = await this.ask("signin_finish", { ...pick(answer, "account", "ke2"), ws });
    return this.post("/api/v1/signin/finish", { ke3, login: answer.login });
  }

  async signIn(person) {
    this.proved = false;
    let signedIn = await this.provePassword(person);
    if (!("csid" in signedIn)) signedIn = await this.post("/api/v1/signin/second", { code: person.code, login: signedIn.login });
    await this.ask("open_vault", { signed_in: pick(signedIn, "account", "actor", "csid", "expires", "identity", "keyring", "role", "wraps") });
    this.proved = true;
    await this.sync();
    await this.ask("open_grants", await this.get("/api/v1/grants"));
    await this.ask("set_gate_shares", await this.get("/api/v1/subjects"));
  }

  async sync() {
    for (;;) {
      const { note } = await this.get("/api/v1/log/checkpoint");
      const size = Number(note.split("\n")[1]);
      const entries = [];
      for (let from = this.next; from !== undefined;) {
        const page = await this.get(`/api/v1/log/membership?from=${from}&size=${size}`);
        entries.push(...page.entries);
        from = page.next;
      }
      const { proof } = await this.get(`/api/v1/log/consistency?from=${this.size}&to=${size}`);
      const synced = await this.ask("sync_directory", { consistency: proof, entries, note, now: Date.now() });
      this.next = synced.next;
      this.size = synced.size;
      if (synced.device_known === 1) return synced;
      for (const { statement } of (await this.ask("membership_act", { act: "add_device", now: Date.now() })).statements) {
        await this.post("/api/v1/membership", { statement });
      }
    }
  }

  async storeKit() {
    const kit = await this.ask("make_kit");
    const groups = kit.lines.flatMap((line) => line.split(/\s+/)).filter((group) => /^[0-9A-Z]{4}$/i.test(group));
    await this.post("/api/v1/account/kit", await this.ask("confirm_kit", { groups: kit.ask.map((number) => groups[number - 1]) }));
    return kit;
  }

  async write(...records) {
    const { sealed } = await this.ask("seal_records", { now: Date.now(), records });
    const { results } = await this.post("/api/v1/records", { items: sealed.map(({ item }) => item) });
    const { checks } = await this.ask("verify_receipts", { receipts: results.map((receipt, i) => ({ item: pick(sealed[i].item, "body", "sig"), receipt })) });
    if (checks.some(({ state }) => state !== "sent")) throw new Error(JSON.stringify(checks));
    return sealed;
  }

  async readAll() {
    const { records } = await this.get("/api/v1/changes?after=0&limit=200");
    return (await this.ask("open_records", { records })).records;
  }
}

function exchange(options, body) {
  return new Promise((resolve, reject) => {
    const sent = request(options, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, json: JSON.parse(Buffer.concat(parts).toString() || "{}"), cookies: answer.headers["set-cookie"] ?? [] }));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
