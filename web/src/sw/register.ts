// web/src/sw/register.ts: installs the service worker. A new version waits until someone takes it: never under an open form.

import type { Signal } from "@preact/signals";
import { trustedScript } from "../platform/trusted-script.ts";

export type WaitingUpdate = { readonly restart: () => void } | null;

export function registerServiceWorker(update: Signal<WaitingUpdate>): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  let restarting = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (restarting) location.reload();
  });
  navigator.serviceWorker.register(trustedScript("/sw.js"), { type: "module", scope: "/", updateViaCache: "none" }).then((registration) => {
    const offer = (worker: ServiceWorker | null): void => {
      // Without a controller this is the first version, which nobody needs to hear about.
      if (worker === null || navigator.serviceWorker.controller === null) return;
      update.value = {
        restart: () => {
          restarting = true;
          worker.postMessage("take_over");
        },
      };
    };
    offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        if (installing.state === "installed") offer(installing);
      });
    });
    setInterval(() => void registration.update().catch(() => undefined), 60 * 60_000);
  }, () => undefined); // without a service worker the app works, it only starts from the network
}
