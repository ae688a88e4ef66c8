// wasm/care_core.post.js: part of care_core.js (--post-js), the JavaScript half of wasm/boundary.cpp.
//
// The module lists its calls and the kinds of their arguments; each becomes a function of that name. No view of the
// module's memory is kept: arguments are copied in, the answer is copied out, and both are wiped in there.
Module["onRuntimeInitialized"] = () => {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const kinds = {
    b: (value) => value instanceof Uint8Array && value,
    t: (value) => typeof value === "string" && encoder.encode(value),
    n: (value) => typeof value === "number" && encoder.encode(String(value)),
  };

  const perform = (number, parts) => {
    let place = Module["_care_reserve"](parts.reduce((sum, part) => sum + part.length, 0));
    for (const part of parts) {
      HEAPU8.set(part, place);
      place += part.length;
    }
    const [a = 0, b = 0, c = 0, d = 0] = parts.map((part) => part.length);
    try {
      const size = Module["_care_call"](number, a, b, c, d);
      const start = Module["_care_answer"]();
      return decoder.decode(HEAPU8.subarray(start, start + size));
    } finally {
      Module["_care_forget"]();
    }
  };

  UTF8ToString(Module["_care_list"]()).split(" ").forEach((entry, number) => {
    const [name, letters] = entry.split(":");
    const call = (...values) => {
      const parts = values.map((value, i) => i < letters.length && kinds[letters[i]](value));
      if (values.length !== letters.length || parts.includes(false)) throw new TypeError(name + " takes other arguments");
      return perform(number, parts);
    };
    Module[name] = Object.defineProperty(call, "length", { value: letters.length });
  });
};
