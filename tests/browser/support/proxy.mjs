// What may stand between a browser and its home: passes everything on, except what it was told to spoil.
import http from "node:http";

const page = "<!doctype html><title>Welcome to our guest network</title><p>Please accept the terms.";

// What becomes of one request: `forward` asks the server; `answer` and `cut` are for the browser. `true`: it is settled.
export const faults = {
  "a captive portal answers with its page": ({ answer }) => answer(200, { "Content-Type": "text/html" }, page),
  "a captive portal answers with its page after the server stored it": async ({ forward, answer }) => {
    await forward();
    answer(200, { "Content-Type": "text/html" }, page);
  },
  "a captive portal sends elsewhere": ({ answer }) => answer(302, { Location: "http://portal.localhost:1/welcome" }, ""),
  "a gateway answers 502 with its page": ({ answer }) => answer(502, { "Content-Type": "text/html" }, "<h1>Bad gateway</h1>"),
  "a gateway answers 404 with its page": ({ answer }) => answer(404, { "Content-Type": "text/html" }, "<h1>Not found</h1>"),
  "the answer is empty": async ({ forward, answer }) => {
    await forward();
    answer(200, { "Content-Type": "application/json" }, "");
  },
  "the answer is an empty object": async ({ forward, answer }) => {
    await forward();
    answer(200, { "Content-Type": "application/json" }, "{}");
  },
  "half of the answer arrives": async ({ forward, answer }) => {
    const { body } = await forward();
    answer(200, { "Content-Type": "application/json" }, body.subarray(0, body.length / 2));
  },
  "the connection is cut before the server has it": ({ cut }) => cut(),
  "the connection is cut after the server stored it": async ({ forward, cut }) => {
    await forward();
    cut();
  },
};

/** `spoil`: null, or called with each request ({method, path}, and what a fault is given); false passes it on. */
export async function startProxy(targetPort) {
  const proxy = { port: 0, spoil: null };
  const agent = new http.Agent({ keepAlive: true });

  function ask({ method, url, headers, body }) {
    return new Promise((resolve, reject) => {
      const asking = http.request({ host: "127.0.0.1", port: targetPort, method, path: url, headers, agent }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.once("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
        answer.once("error", reject);
      });
      asking.once("error", reject);
      asking.end(body);
    });
  }

  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    // What is changed on its way must be readable, and be there.
    const { "accept-encoding": _encoding, "if-none-match": _held, ...headers } = request.headers;
    const given = { method: request.method, url: request.url, headers, body: Buffer.concat(parts) };
    const cut = () => request.socket.destroy();
    const answer = (status, headers, body) => {
      response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
      response.end(body);
    };
    const forward = () => ask(given);
    try {
      const spoilt = await proxy.spoil?.({ method: given.method, path: given.url, forward, answer, cut });
      if (proxy.spoil !== null && spoilt !== false) return;
      const { status, headers, body } = await forward();
      const { "content-length": _length, "transfer-encoding": _transfer, connection: _connection, ...kept } = headers;
      answer(status, kept, body);
    } catch {
      cut();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  proxy.port = server.address().port;
  proxy.through = (address) => address.replace(`:${targetPort}`, `:${proxy.port}`);
  /** Spoils what is asked of this path until off(). */
  proxy.on = (path, fault, method = "POST") => {
    proxy.spoil = async (request) => (request.method === method && request.path.startsWith(path) ? fault(request) : false);
  };
  proxy.off = () => { proxy.spoil = null; };
  proxy.down = () => { proxy.spoil = ({ cut }) => cut(); };
  proxy.stop = () => {
    agent.destroy();
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return proxy;
}
