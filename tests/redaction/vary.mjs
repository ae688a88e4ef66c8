// tests/redaction/vary.mjs: many notes out of few, for training: the same notes with other people, other capitals, other rosters, slips.
//
//   node tests/redaction/vary.mjs COPIES NOTES.jsonl… > training.jsonl
//
// The same input gives the same output. Names come from shared/redact/data; some are made of syllables, so that no list has them.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readNotes } from "./notes.mjs";

const data = join(dirname(fileURLToPath(import.meta.url)), "../../shared/redact/data");
const list = (name) => readFileSync(join(data, `${name}.txt`), "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim()).filter((word) => /^[\p{L}'’-]{2,}$/u.test(word));
const given = [list("given_british"), list("given_british"), list("given_world")];
const surnames = [list("surnames_british"), list("surnames_british"), list("surnames_world")];
const short = list("nicknames");
// Names that are everyday words as well: notes have to do with both.
const wordGiven = `Rose Joy Grace Bill Will Mark Hope Faith May June April Violet Ivy Olive Pearl Ruby Amber Dawn Summer Autumn Heather Holly Poppy Daisy Lily Iris Rosemary Basil Ray
  Gene Frank Rich Sandy Dale Cliff Glen Grant Miles Guy Jack Bob Rob Pat Sue Carol Dot Penny Patience Mercy Comfort Blessing Gift Precious Charity Prudence Constance Felicity Melody Harmony
  Destiny Sunny Star Angel Noble Earnest Ernest Victor Chase Chance Hunter Mason Dean Earl Duke King Prince Bishop Abbot Rusty Happy Bonnie Jade Crystal Coral Scarlet Olive Hazel
  Robin Jay Martin Drew Wade Flint Clay Reed Rowan Ash Aspen Fern Bryony Clover Marigold Viola Bet Win Queenie Fizz Buster Nipper Major Ginger Honey Dolly Peg Tilly Nick Jimmy Josh Art Gus Ben
  Lance Pierce Skip Buddy Sky Storm Rain River Brook Lane Forest Sage Trinity Unity Liberty Justice Wisdom Goodness Favour Success Promise Lucky Fortune Innocent Perfect Beauty Pretty`.split(/\s+/);
const wordSurnames = `Day Bright Rich Wood Bishop Cropper Young Old Long Short Small Little Large Black White Brown Green Grey Gray Cook Baker Butcher Carter Cooper Church Cross Banks Hill Dale Field Fields
  Marsh Lake Pool Rivers Brook Bridge Bridges Ford Street Lane House Hall Court Bell Bond Book Page Read Reader Sharp Blunt Swift Quick Strong Savage Wild Moody Jolly Merry Noble Good Best Wise Goodwin
  Pope Priest Abbot Monk Parson Deacon King Prince Knight Squire Page Major Sargent Constable Judge Marshall Porter Potter Taylor Turner Weaver Webb Fuller Walker Tanner Skinner Shepherd Fisher Hunter Fowler
  Bird Finch Crane Swan Drake Hawk Nightingale Partridge Peacock Wren Lamb Bullock Hogg Fox Wolf Hare Badger Salmon Pike Bass Herring Rose Flowers Lilley Reed Rush Moss Heath Berry Plum Peach Lemon Bean
  Frost Snow Winter Summer Spring Rain Gale Storm Cloud March May June Friday Noon Knight Hope Love Joy Speed Power Price Cash Penny Pound Money Gold Silver Steel Stone Flint Clay Sands Waters Wells
  Hand Head Foot Legg Back Body Cheek Tongue Bone Heart Blood Hale Ill Pain Payne Cure Ward Bedford Beds Cotton Bowls Cupp Stool Pillow Sheets Batty Cross Sweet Bitter Ham Rice Curry Trout Coffee`.split(/\s+/);

let state = 0x2545f491;
const random = () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return (state >>> 0) / 2 ** 32; };
const chance = (share) => random() < share;
const pick = (items) => items[Math.floor(random() * items.length)];
const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{Cf}'’]/gu, "").toLowerCase();
const capital = ([first, ...rest]) => first.toUpperCase() + rest.join("");

// Surnames that nobody has: what stands in no list must be known by where it stands.
const starts = ["Br", "Kr", "Th", "Ma", "No", "Wi", "Os", "Ha", "Pel", "Tre", "Sza", "Oko", "Ade", "Mu", "Chi", "Va", "Gr", "Ly", "Ber", "Dun", "Ash", "Cor", "Fen", "Gil", "Hol", "Ire", "Jes", "Kel", "Lan", "Mor"];
const middles = ["an", "el", "in", "ol", "ar", "ey", "und", "ick", "ava", "umi", "esh", "ott", "ala", "em", "igh", "ubo", "ens", "aro", "ister", ""];
const ends = ["ley", "ton", "ski", "wala", "son", "ford", "nya", "escu", "ov", "ham", "stead", "by", "well", "man", "ic", "ola", "ani", "dge", "worth", "ez", "kar", "nathan", "combe", "shaw", "rick"];
const invented = () => pick(starts) + pick(middles) + pick(ends);

const newGiven = (like) => capital(chance(0.13) ? pick(wordGiven) : like.length <= 4 && chance(0.3) ? pick(short) : chance(0.05) ? invented() : pick(pick(given)));
const newSurname = () => capital(chance(0.13) ? pick(wordSurnames) : chance(0.15) ? invented() : pick(pick(surnames)));

function slip(word) {
  const letters = [...word];
  if (letters.length < 5) return word;
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const changed = [[], [letters[at], letters[at]], [letters[at + 1], letters[at]], [pick([..."aeioulrnst"])]][Math.floor(random() * 4)];
  letters.splice(at, changed.length === 2 && changed[0] !== changed[1] ? 2 : 1, ...changed);
  return letters.join("");
}

// Written as the word it takes the place of was.
function written(like, word) {
  if (like.length > 1 && like === like.toUpperCase() && /\p{L}/u.test(like)) return word.toUpperCase();
  if (like === like.toLowerCase()) return word.toLowerCase();
  return word;
}

// One new name for each old word of a name, for the whole note and its roster.
class Names {
  #known = new Map();
  constructor(kept) { this.kept = kept; }
  word(old, isSurname) {
    const key = fold(old);
    if (this.kept.has(key)) return old;
    if (!this.#known.has(key)) this.#known.set(key, isSurname ? newSurname() : newGiven(key));
    return written(old, this.#known.get(key));
  }
  name(text, firstIsSurname = false) {
    let number = 0;
    const many = (text.match(/\p{L}{2,}/gu) ?? []).length > 1;
    return text.replace(/[\p{L}\p{M}\p{Cf}'’]+/gu, (word) => {
      if (fold(word).length < 2) return word;
      number += 1;
      return this.word(word, many ? number > 1 : firstIsSurname || number > 1);
    });
  }
}

const titles = /(?:^|[^\p{L}])(?:mr|mrs|miss|ms|dr|prof|rev|nurse|sister)\.?\s*$/iu;

function vary(note, copy) {
  const chars = [...note.text];
  const slice = (span) => chars.slice(span.start, span.end).join("");
  // Names that are words of the note stay: the note was written around them.
  const kept = new Set();
  for (const span of note.spans) {
    if (!span.type.startsWith("NAME_")) continue;
    const odd = /commonword|initials|homoglyph|glued/.test(span.tag ?? "") || /[^\p{L}\p{M}\s'’.-]/u.test(slice(span));
    if (odd || (copy > 0 && chance(0.12))) for (const word of slice(span).match(/[\p{L}\p{M}'’]+/gu) ?? []) kept.add(fold(word));
  }
  const names = new Names(kept);
  const marks = [...note.spans, ...note.optional.map((o) => ({ ...o, type: "?" }))].sort((a, b) => a.start - b.start);
  const caps = random();
  const recase = caps < 0.15 ? (t) => t.toLowerCase() : caps < 0.21 ? (t) => t.toUpperCase() : (t) => t;
  const slips = chance(0.2);
  const out = { text: "", spans: [], optional: [] };
  let length = 0;
  const add = (part) => { const t = recase(part); out.text += t; const start = length; length += [...t].length; return { start, end: length }; };
  let at = 0;
  for (const mark of marks) {
    const before = chars.slice(0, mark.start).join("");
    add(chars.slice(at, mark.start).join(""));
    at = mark.end;
    let words = slice(mark);
    if (copy > 0 && mark.type.startsWith("NAME_")) {
      words = names.name(words, titles.test(before));
      if (slips && chance(0.5)) words = words.replace(/[\p{L}]{5,}/u, slip);
    }
    const place = add(words);
    if (mark.type === "?") out.optional.push(place); else out.spans.push({ ...place, type: mark.type });
  }
  add(chars.slice(at).join(""));
  const who = random();
  const people = copy === 0 ? note.roster : note.roster.map((person) => ({ ...person, name: names.name(person.name), ...(person.aliases ? { aliases: person.aliases.map((a) => names.name(a)) } : {}) }));
  out.roster = copy === 0 || who < 0.6 ? people : who < 0.8 ? people.filter(() => chance(0.5)) : [];
  return { id: `${note.id}-${copy}`, ...out };
}

const [copies, ...files] = process.argv.slice(2);
if (process.argv[1] && basename(process.argv[1]) === "vary.mjs") {
  const notes = files.flatMap(readNotes);
  for (let copy = 0; copy < Number(copies); ++copy) for (const note of notes) console.log(JSON.stringify(vary(note, copy)));
}
