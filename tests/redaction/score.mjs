// tests/redaction/score.mjs: how well identifiers were found, in the figures of the field.
//
// Only letters, marks and digits count, and none inside optional regions. A note leaks when two significant characters or more of a
// direct identifier are left, or all of a shorter one; lone initials count in all other figures.
const direct = new Set(["NAME_RESIDENT", "NAME_STAFF", "NAME_OTHER", "NHS_NUMBER", "NINO", "PHONE", "EMAIL", "POSTCODE", "ADDRESS", "DATE_OF_BIRTH", "ID_OTHER", "URL"]);
const significant = /[\p{L}\p{M}\p{N}]/u;

const share = (part, whole) => (whole === 0 ? 1 : part / whole);

export function scoreNotes(notes, found) {
  const sum = { personal: 0, taken: 0, plain: 0, over: 0, leaks: 0, clean: 0, touched: 0, spans: {}, roster: [0, 0], others: [0, 0] };
  notes.forEach((note, number) => {
    const characters = [...note.text];
    const counts = characters.map((c) => significant.test(c));
    const out = new Uint8Array(characters.length);
    for (const span of found[number]) out.fill(1, span.start, span.end);
    const kind = new Uint8Array(characters.length);
    for (const region of note.optional) kind.fill(2, region.start, region.end);
    for (const span of note.spans) kind.fill(1, span.start, span.end);
    let touched = false;
    characters.forEach((_, i) => {
      if (!counts[i] || kind[i] === 2) return;
      if (kind[i] === 1) { sum.personal += 1; sum.taken += out[i]; } else { sum.plain += 1; sum.over += out[i]; touched ||= out[i] === 1; }
    });
    let leaks = false;
    for (const span of note.spans) {
      let all = 0;
      let left = 0;
      for (let i = span.start; i < span.end; i += 1) if (counts[i]) { all += 1; left += 1 - out[i]; }
      const tally = (sum.spans[span.type] ??= [0, 0]);
      const tallies = span.type.startsWith("NAME_") ? [tally, span.roster ? sum.roster : sum.others] : [tally];
      for (const one of tallies) { one[1] += 1; one[0] += left === 0 ? 1 : 0; }
      leaks ||= direct.has(span.type) && !(span.tag ?? "").includes("initials") && (left >= 2 || (left > 0 && left === all));
    }
    if (leaks) sum.leaks += 1;
    if (note.spans.length === 0) { sum.clean += 1; if (touched) sum.touched += 1; }
  });
  return {
    recall: share(sum.taken, sum.personal), precision: share(sum.taken, sum.taken + sum.over), over: sum.over / Math.max(1, sum.plain),
    leak: sum.leaks / notes.length, touched: sum.touched / Math.max(1, sum.clean), roster: share(...sum.roster), others: share(...sum.others),
    types: Object.fromEntries(Object.entries(sum.spans).map(([type, tally]) => [type, share(...tally)])),
  };
}
