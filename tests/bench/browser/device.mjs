// tests/bench/browser/device.mjs: a person's device whose module lives in a browser's worker. tests/contract/home.mjs asks a module in
// its own process and need not wait; this one has to.
import { request } from "node:http";
import { canonical } from "../../contract/core.mjs";

const pick = (from, ...keys) => Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));

export class BrowserDevice {
  #cookies = new Map();
  #next = 0;
  #size = 0;
  #proved = false;

  // which: one of the worker's modules. ask(name, …args): a question to the worker.
  constructor(ask, which, port, host) {
    Object.assign(this, { ask, which, port, host });
  }

  async timed(name, ...args) {
    return this.ask("call", this.which, name, ...args.map((each) => (typeof each === "object" && !("text" in each) ? canonical(each) : each)));
  }
  async call(name, ...args) { return (await this.timed(name, ...args)).value; }

  async send(method, path, body) {
    const text = body === undefined ? "" : canonical(body);
    const host = `${this.host}:${this.port}`;
    const headers = { Host: host, Origin: `http://${host}`, Cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; ") };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (this.#proved) headers["Careseal-Proof"] = (await this.call("sign_request", method, path, { text }, Date.now())).proof;
    const { status, json, cookies } = await exchange({ host: "127.0.0.1", port: this.port, method, path, headers }, text);
    for (const line of cookies) {
      const [name, value] = line.split(";")[0].split("=");
      this.#cookies.set(name, value);
    }
    if (status !== 200 && !("login" in json)) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return json;
  }
  get(path) { return this.send("GET", path); }
  post(path, body) { return this.send("POST", path, body); }

  // Answers what the server said, and how long the module took to stretch the password.
  async provePassword({ handle, password }) {
    const { ws } = await this.get("/api/v1/home");
    const { ke1 } = await this.call("signin_start", { text: password }, { handle });
    const { account, ke2, login } = await this.post("/api/v1/signin/start", { handle, ke1 });
    const { value: { ke3 }, micros } = await this.timed("signin_finish", { account, ke2, ws });
    return { micros, answer: await this.post("/api/v1/signin/finish", { ke3, login }) };
  }

  async signIn(person) {
    let { answer } = await this.provePassword(person);
    if (!("csid" in answer)) answer = await this.post("/api/v1/signin/second", { code: person.code, login: answer.login });
    await this.call("open_vault", { signed_in: pick(answer, "account", "actor", "csid", "expires", "identity", "keyring", "role", "wraps") });
    this.#proved = true;
    await this.#sync();
    await this.call("open_grants", await this.get("/api/v1/grants"));
    await this.call("set_gate_shares", await this.get("/api/v1/subjects"));
  }

  async #sync() {
    for (;;) {
      const { note } = await this.get("/api/v1/log/checkpoint");
      const size = Number(note.split("\n")[1]);
      const entries = [];
      for (let from = this.#next; from !== undefined;) {
        const page = await this.get(`/api/v1/log/membership?from=${from}&size=${size}`);
        entries.push(...page.entries);
        from = page.next;
      }
      const { proof } = await this.get(`/api/v1/log/consistency?from=${this.#size}&to=${size}`);
      const synced = await this.call("sync_directory", { consistency: proof, entries, note, now: Date.now() });
      this.#next = synced.next;
      this.#size = synced.size;
      if (synced.device_known === 1) return;
      for (const { statement } of (await this.call("membership_act", { act: "add_device", now: Date.now() })).statements) {
        await this.post("/api/v1/membership", { statement });
      }
    }
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
