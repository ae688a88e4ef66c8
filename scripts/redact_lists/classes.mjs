// The bits of shared/redact/lexicon.h.
export const commonness = 0x7;
const names = ["given", "given_rare", "surname", "place", "proper", "care", "title", "kin", "role", "person_verb", "org_head",
  "street_head", "calendar", "grammar", "abbreviation", "nickname"];
export const bit = Object.fromEntries(names.map((name, i) => [name, 1 << (i + 3)]));

export function describe(classes) {
  const level = classes & commonness;
  return [...(level > 0 ? [`commonness ${level}`] : []), ...names.filter((name) => classes & bit[name])].join(", ");
}
