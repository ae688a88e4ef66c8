// Few enough combinations of classes for one byte each: what says nothing new is left out, and the rarest are folded into a
// near one that keeps everything a finder decides by.
import { bit, commonness } from "./classes.mjs";
import { mostCombinations } from "./pack.mjs";

const kept = bit.given | bit.surname | bit.care | bit.grammar | bit.title;
const named = bit.given | bit.given_rare | bit.surname | bit.place | bit.care | bit.nickname | bit.calendar;

// A rare first name that is a common one too, or a capitalised word that is known to be something, tells nothing.
export function plain(classes) {
  let out = classes;
  if (out & bit.given) out &= ~bit.given_rare;
  if (out & named) out &= ~bit.proper;
  if (out & bit.grammar) out &= ~(bit.proper | bit.abbreviation);
  return out;
}

const costs = new Map([[bit.given_rare, 3], [bit.place, 3], [bit.proper, 1], [bit.kin, 6], [bit.role, 5], [bit.person_verb, 4], [bit.org_head, 6],
  [bit.street_head, 4], [bit.calendar, 9], [bit.abbreviation, 4], [bit.nickname, 3]]);
// What a word of these classes loses or gains when it is listed with those.
function cost(from, to) {
  if ((from ^ to) & kept) return Infinity;
  let sum = Math.abs((from & commonness) - (to & commonness)) * ((from & commonness) === 0 || (to & commonness) === 0 ? 2 : 1);
  for (const [one, weight] of costs) if ((from ^ to) & one) sum += from & one ? weight : 2 * weight; // better to lose a class than to invent one
  return sum;
}

export function fewCombinations(words) {
  const count = new Map();
  for (const classes of words.values()) count.set(classes, (count.get(classes) ?? 0) + 1);
  const target = new Map([...count.keys()].map((set) => [set, set]));
  const live = new Map(count);
  let lost = 0;
  while (live.size >= mostCombinations) {
    let best = { price: Infinity };
    for (const [from, number] of live) {
      if (number > 400) continue;
      for (const to of live.keys()) {
        if (to === from) continue;
        const price = cost(from, to) * number;
        if (price < best.price || (price === best.price && (from < best.from || (from === best.from && to < best.to)))) best = { price, from, to };
      }
    }
    if (best.price === Infinity) throw new Error("too many combinations of classes that must stay apart");
    live.set(best.to, live.get(best.to) + live.get(best.from));
    lost += live.get(best.from);
    live.delete(best.from);
    for (const [set, to] of target) if (to === best.from) target.set(set, best.to);
  }
  return { words: new Map([...words].map(([word, set]) => [word, target.get(set)])), combinations: count.size, folded: lost };
}
