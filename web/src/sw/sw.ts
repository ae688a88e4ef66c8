// web/src/sw/sw.ts: keeps the app itself on the device, so that it starts without a network. Never anything from /api.
//
// The list of files with their hashes is written in when the app is built; a file that does not have its hash is not kept.
// A new version installs beside the old one and waits until the page says "take_over".

declare const __SHELL__: readonly (readonly [path: string, integrity: string])[];
declare const __SHELL_VERSION__: string;

interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchingEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response> | Response): void;
}
interface ServiceWorkerScope {
  readonly location: WorkerLocation;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: WaitingEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchingEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
}

const scope = self as unknown as ServiceWorkerScope;
const prefix = "careseal-shell-";
const current = `${prefix}${__SHELL_VERSION__}`;
const page = "/index.html";
const kept = new Set(__SHELL__.map(([path]) => path));

async function install(): Promise<void> {
  const cache = await caches.open(current);
  await Promise.all(__SHELL__.map(async ([path, integrity]) => {
    // What a version before this one kept under the same hashed name is the same file.
    const old = await caches.match(path);
    if (old !== undefined && path.startsWith("/assets/")) return cache.put(path, old);
    const response = await fetch(path, { integrity, cache: "no-cache", credentials: "omit" });
    if (!response.ok) throw new Error("a file of the app is missing");
    return cache.put(path, response);
  }));
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== current).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(current);
  return (await cache.match(path)) ?? fetch(request);
}

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("message", ({ data }) => {
  if (data === "take_over") void scope.skipWaiting();
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.location.origin || url.pathname.startsWith("/api/")) return;
  if (kept.has(url.pathname)) event.respondWith(fromShell(url.pathname, request));
  else if (request.mode === "navigate" && isPage(url.pathname)) event.respondWith(fromShell(page, request));
});

// Pages of the app have no ending; the static pages and downloads of the server do, or stand under their own paths.
function isPage(path: string): boolean {
  return !/\.[a-z0-9]+$/i.test(path) && path !== "/source" && !path.startsWith("/errors/");
}
