// Which list gives a word which class.
import { bit, commonness } from "./classes.mjs";
import { words } from "./fold.mjs";
import { fakerLocales, ownEntries, packagedFirstNames, scowlLines } from "./sources.mjs";

// Our own lists and what their words are: they hold whatever else the word is. Plain words count as rather common ones.
const ownLists = {
  grammar: bit.grammar, calendar: bit.calendar, titles: bit.title, kin: bit.kin, roles: bit.role, person_verbs: bit.person_verb,
  org_heads: bit.org_head, street_heads: bit.street_head, abbreviations: bit.abbreviation, drugs: bit.care, conditions: bit.care,
  equipment: bit.care, care_words: bit.care, foods: bit.care, culture: bit.care, collocations: bit.care, plain_words: 3, nicknames: bit.nickname, places: bit.place,
  given_british: bit.given, given_world: bit.given, surnames_british: bit.surname, surnames_world: bit.surname,
};

const british = ["english", "british", "british_z"];
const largestSize = 70;
const levels = [[10, 7], [20, 6], [35, 5], [50, 4], [60, 3], [70, 2], [80, 1]];
const levelOf = (size) => levels.find(([upTo]) => size <= upTo)[1];

// Locales whose names are met in British homes and whose lists are in Latin letters, or have some that are.
const nameLocales = ["en", "en_AU", "en_GH", "en_HK", "en_IN", "en_NG", "en_NP", "en_ZA", "af_ZA", "ar", "cs_CZ", "da", "de", "el", "es", "fi",
  "fr", "fr_SN", "he", "hr", "hu", "id_ID", "it", "ku_kmr_latin", "lv", "nb_NO", "nl", "pl", "pt_BR", "pt_PT", "ro", "ro_MD", "sk", "sl_SI",
  "sr_RS_latin", "sv", "tr", "uz_UZ_latin", "vi", "yo_NG", "zu_ZA"];
const placeLocales = ["en_GB", "en_IE", "en_IN", "en_GH", "en_NG", "en_NP", "en_ZA", "en_HK", "pl", "ro", "pt_PT"];

const isWord = (word) => /^[a-z]+$/.test(word);

export class Gathered {
  constructor() {
    this.classes = new Map();
    this.origins = new Map();
  }
  add(word, classes, origin) {
    const before = this.classes.get(word) ?? 0;
    const level = Math.max(before & commonness, classes & commonness);
    this.classes.set(word, ((before | classes) & ~commonness) | level);
    if (!this.origins.has(word)) this.origins.set(word, new Set());
    this.origins.get(word).add(origin);
  }
  has(word, classes) { return ((this.classes.get(word) ?? 0) & classes) !== 0; }
  level(word) { return (this.classes.get(word) ?? 0) & commonness; }
}

// "Parkinson's" is written with and without its s; but "Bell's" makes no disease of everyone called Bell. Several words are a phrase:
// each pair of neighbours is a key with a blank between them.
function addOwn(all) {
  const names = new Set(["given_british", "surnames_british"].flatMap((name) => ownEntries(name).map((entry) => words(entry).join(""))));
  const bare = (entry, word) => (/['’]s$/.test(entry) ? [word, word.slice(0, -1)] : [word]);
  for (const [name, classes] of Object.entries(ownLists)) {
    for (const entry of ownEntries(name)) {
      const spaced = entry.split(/\s+/);
      const parts = spaced.flatMap((part) => words(part));
      if (parts.length === 0 || parts.some((part) => !isWord(part))) throw new Error(`shared/redact/data/${name}.txt: "${entry}" is no word`);
      if (spaced.length > 1) {
        for (let i = 1; i < spaced.length; ++i) {
          for (const before of bare(spaced[i - 1], words(spaced[i - 1]).at(-1))) all.add(`${before} ${words(spaced[i])[0]}`, classes, name);
        }
      } else if (parts.length > 1) {
        for (const part of parts) if (part.length > 2 && all.level(part) < 6 && !all.has(part, bit.grammar)) all.add(part, classes, name);
      } else {
        for (const word of bare(entry, parts[0])) if (word === parts[0] || !names.has(word)) all.add(word, classes, name);
      }
    }
  }
}

function each(kind, varieties, largest, take) {
  for (const [size, line] of scowlLines(kind, varieties, largest)) {
    const bare = line.replace(/'s$/, "");
    for (const word of words(bare)) if (isWord(word)) take(word, size, bare);
  }
}

function addDictionary(all) {
  each("words", british, largestSize, (word, size) => all.add(word, levelOf(size), `scowl words ${size}`));
  each("words", ["american"], 50, (word, size) => all.add(word, levelOf(size), `scowl American words ${size}`));
  each("contractions", british, 60, (word, size) => all.add(word, levelOf(size), `scowl contractions ${size}`));
  for (const kind of ["upper", "proper-names"]) {
    each(kind, british, largestSize, (word, size) => { if (word.length > 1) all.add(word, bit.proper, `scowl ${kind} ${size}`); });
  }
}

// Only what is nothing else: "DOT" is a name written in capitals more often than a ministry.
function addAbbreviations(all) {
  each("abbreviations", ["english", "british"], 60, (word, size, line) => {
    const only = all.level(word) === 0 && !all.has(word, bit.given | bit.given_rare | bit.nickname | bit.surname);
    if (word.length > 2 && /^[A-Z]+$/.test(line) && only) all.add(word, bit.abbreviation, `scowl abbreviations ${size}`);
  });
}

// Parts of names that are no names, in any list.
const particles = new Set("van von der den del des dos das dem ter ten bin ibn abu mac san sant saint santa sao saw the and non junior senior".split(" "));

// What is closed-class, an everyday word or too short to say so counts as a name only where our own lists have it.
function nameWords(all, entries, mostCommon) {
  const taken = bit.grammar | bit.calendar | bit.title | bit.abbreviation;
  const fits = (word) => isWord(word) && word.length > 2 && !particles.has(word) && !all.has(word, taken) && all.level(word) <= mostCommon &&
    (word.length > 3 || (all.level(word) === 0 && !all.has(word, bit.care)));
  return entries.flatMap(words).filter(fits);
}
const listsIn = (value) => (Array.isArray(value) ? value : value && typeof value === "object" ? Object.values(value).flatMap(listsIn) : []).filter((x) => typeof x === "string");

async function addPackaged(all) {
  const locales = await fakerLocales();
  // Names that both lists of English first names have are common; the rest of the longer one holds much that nobody is called.
  const seen = new Set(nameWords(all, listsIn(locales.en.person.first_name), 4));
  for (const word of new Set(nameWords(all, packagedFirstNames(), 4))) {
    if (seen.has(word)) all.add(word, bit.given, "stdlib first names");
    else if (all.level(word) <= 3) all.add(word, bit.given_rare, "stdlib first names");
  }
  for (const code of nameLocales) {
    const { person = {} } = locales[code];
    const own = code === "en" ? 4 : 3;
    for (const word of nameWords(all, listsIn(person.first_name), own)) all.add(word, bit.given_rare, `faker ${code} first names`);
    for (const word of nameWords(all, listsIn(person.last_name), own)) all.add(word, bit.surname, `faker ${code} last names`);
  }
  for (const code of placeLocales) {
    const { location = {} } = locales[code];
    const entries = [...listsIn(location.city_name), ...listsIn(location.county), ...listsIn(location.state), ...(code === "en_GB" ? listsIn(locales.en.location.country) : [])];
    for (const entry of entries) {
      if (/[\s-]/.test(entry.trim())) continue;
      for (const word of nameWords(all, [entry], 3)) all.add(word, bit.place, `faker ${code} places`);
    }
  }
}

// What is given and what is wrong is written in half: "furos", "lansop", "constip". Only what no list has as anything else.
function addClipped(all) {
  const fewest = 5;
  const left = 2; // letters at least that are left out
  for (const name of ["drugs", "conditions", "care_words"]) {
    for (const word of ownEntries(name).filter((entry) => !/\s/.test(entry)).flatMap(words)) {
      for (let letters = fewest; letters <= word.length - left; letters += 1) {
        if (!all.classes.has(word.slice(0, letters))) all.add(word.slice(0, letters), bit.care, `clipped ${name}`);
      }
    }
  }
}

export async function gather() {
  const all = new Gathered();
  addDictionary(all);
  addOwn(all);
  await addPackaged(all);
  addAbbreviations(all);
  addClipped(all);
  return all;
}
