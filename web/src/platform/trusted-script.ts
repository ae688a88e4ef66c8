// web/src/platform/trusted-script.ts: the one Trusted Types policy. Only this site's own addresses
// become workers; the page's CSP names the policy "careseal" and allows no other.

interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

function ownAddress(url: string): string {
  const resolved = new URL(url, location.origin);
  if (resolved.origin !== location.origin) throw new TypeError("a worker must come from this site");
  return resolved.href;
}

let policy: ScriptPolicy | undefined;

// Use with `import url from "./core.worker.ts?worker&url"`: new Worker(trustedScript(url), { type: "module" })
export function trustedScript(url: string): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  if (factory === undefined) return ownAddress(url);
  policy ??= factory.createPolicy("careseal", { createScriptURL: ownAddress });
  return policy.createScriptURL(url) as string;
}
