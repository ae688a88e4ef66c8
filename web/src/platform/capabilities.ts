// web/src/platform/capabilities.ts: can this browser run Careseal at all?

export type Missing = "wasm_simd" | "storage" | "secure_context";

// A module whose only function uses one SIMD instruction.
const simdModule = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

export async function findMissing(): Promise<Missing[]> {
  const missing: Missing[] = [];
  if (!globalThis.isSecureContext) missing.push("secure_context");
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(simdModule)) missing.push("wasm_simd");
  if (!(await canStore())) missing.push("storage");
  return missing;
}

function canStore(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open("careseal-check", 1);
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase("careseal-check");
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });
}
