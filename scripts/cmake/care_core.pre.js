// Part of care_core.js (--pre-js). libsodium asks for its randomness one 32-bit word at a time, from Module.getRandomValue; its own
// version calls the browser once per word and knows no Node modules. This one fills 64 KiB with one call and wipes each word as
// it is handed out.
if (!Module["getRandomValue"]) {
  Module["getRandomValue"] = (function () {
    var pool = new Uint32Array(16384);
    var next = pool.length;
    return function () {
      if (next === pool.length) {
        globalThis.crypto.getRandomValues(pool);
        next = 0;
      }
      var word = pool[next];
      pool[next++] = 0;
      return word >>> 0;
    };
  })();
}
