// tests/bench/browser/device.mjs: a person's device whose module lives in a browser's worker.
import { canonical } from "../../contract/core.mjs";
import { Device } from "../../contract/home.mjs";

// To the worker, bytes go as the text that they are.
const asWorkerTakes = (each) => {
  if (each instanceof Uint8Array) return { text: new TextDecoder().decode(each) };
  return typeof each === "object" ? canonical(each) : each;
};

export class BrowserDevice extends Device {
  #worker;
  #which;
  took = {}; // name of a call → how long the module took for it last, in microseconds

  // worker(name, …args): a question to the worker. which: one of its modules.
  constructor(worker, which, server, host) {
    super(undefined, server, host);
    this.#worker = worker;
    this.#which = which;
  }

  async ask(name, ...args) {
    const { micros, value } = await this.#worker("call", this.#which, name, ...args.map(asWorkerTakes));
    this.took[name] = micros;
    return value;
  }
}
