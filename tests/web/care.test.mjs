// tests/web/care.test.mjs: care records in words, in forms and in sums; readings on the pad; what two versions differ in; the
// check of the whole log.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

await withModules(async (load) => {
  const { addStrings } = await load("/src/i18n/translate.ts");
  for (const folder of ["i18n", "i18n/error", "i18n/choice", "i18n/field", "i18n/record", "i18n/unit", "ui", "care"]) {
    addStrings("en", [(await load(`/src/${folder}/strings.en.ftl`)).default]);
  }
  const { describeEntry } = await load("/src/care/entry-words.ts");
  const { dayFacts } = await load("/src/care/day-facts.ts");
  const { diffWords } = await load("/src/care/word-diff.ts");
  const { compareFields } = await load("/src/care/compare.ts");
  const values = await load("/src/care/form-values.ts");
  const { formErrors } = await load("/src/care/form-errors.ts");
  const { momentOf, isFuture } = await load("/src/care/moment.ts");
  const { factsOf } = await load("/src/care/resident-facts.ts");
  const { buildConflictModel, changeKey } = await load("/src/care/conflict-model.ts");
  const changeReason = await load("/src/care/change-reason.ts");
  const { formOf } = await load("/src/care/labels.ts");
  const readings = await load("/src/features/entry/readings.ts");
  const { matches } = await load("/src/features/residents/model.ts");
  const { checkChain } = await load("/src/features/audit/chain.ts");
  const { buildAuditModel, passes, noFilters } = await load("/src/features/audit/model.ts");

  const at = Date.parse("2026-11-21T14:05:00Z");
  const moment = { occurred: at, offset: 840, entered: at };
  const words = (type, body) => describeEntry(type, { body: { ...moment, ...body } });
  const record = (type, body, over = {}) => ({ type, fields: { body: { ...moment, ...body } }, written: new Date(at), struck: null, problem: null, ...over });

  test("entries: one line says what happened", () => {
    assert.equal(words("drink", { drink: "tea", amount_ml: 1200 }).words, "Tea, 1,200 ml");
    assert.equal(words("drink", { drink: "tea", amount_ml: 0, refused: 1 }).words, "Tea: refused");
    assert.equal(words("food", { meal: "lunch", eaten_percent: 50 }).words, "Lunch: half eaten");
    assert.equal(words("repositioning", { position: "left", next_minutes: 120 }).detail, "Next turn 16:05");
    assert.equal(words("personal_care", { care: ["wash", "hair"], declined: 1 }).words, "Wash, Hair: declined");
    assert.equal(words("observation", { systolic: 128, diastolic: 76, temperature: 368 }).words, "Blood pressure 128/76 mmHg · Temperature 36.8 °C");
    assert.equal(words("note", { text: "Slept well.", topics: ["sleep"] }).detail, "Slept well.");
    assert.equal(describeEntry("drink", {}).words, "Drink", "a body that can't be read says no amount");
  });

  test("sums: struck and unreadable entries count nowhere, nor do yesterday's", () => {
    const yesterday = { occurred: at - 86_400_000 };
    const day = dayFacts([
      record("drink", { drink: "tea", amount_ml: 200 }), record("drink", { drink: "tea", amount_ml: 150 }),
      record("drink", { drink: "tea", amount_ml: 300 }, { struck: { author: "x" } }), record("drink", { amount_ml: 400 }, { problem: "open_failed" }),
      record("drink", { drink: "tea", amount_ml: 500, ...yesterday }),
    ], new Date(at));
    assert.equal(day.drunkMl, 350);
  });

  test("word diff: joined again, both texts come out", () => {
    const before = "Walked to the garden with her frame, sat five minutes.";
    const after = "Walked to the garden with the frame and one carer, sat ten minutes.";
    const segments = diffWords(before, after);
    assert.equal(segments.filter(({ kind }) => kind !== "added").map(({ text }) => text).join(""), before);
    assert.equal(segments.filter(({ kind }) => kind !== "removed").map(({ text }) => text).join(""), after);
    assert.deepEqual(diffWords("same words", "same words"), [{ kind: "same", text: "same words" }]);
    assert.deepEqual(diffWords("", "new"), [{ kind: "added", text: "new" }]);
  });

  test("compare: every field that differs, in words; the reason is not one of them", () => {
    const changes = compareFields("resident", { card: { room: "14", dnacpr: "not_known" } }, { card: { room: "15", dnacpr: "dnacpr_in_place" }, change: { reason: "other" } });
    assert.deepEqual(changes.map(({ label, before, after }) => [label, before, after]), [["Room", "14", "15"], ["DNACPR", "Not known", "DNACPR in place"]]);
    assert.equal(compareFields("resident", {}, { profile: { date_of_birth: "1942-07-02" } })[0].after, "2 Jul 1942");
  });

  test("forms: what goes in comes out; empty is left out; decimals are whole numbers", () => {
    const fields = { body: { pulse: 72, temperature: 368, oxygen: 1, consciousness: "alert", ...moment } };
    assert.deepEqual(values.fieldsOf("observation", values.valuesOf("observation", fields)), fields);
    assert.deepEqual(values.fieldsOf("resident", { card: { first_name: "Edie", preferred_name: " ", risks: [] }, photo: { image: "" }, change: {} }), { card: { first_name: "Edie" }, profile: {} });
    assert.equal(values.parseScaled("36.8", 1), 368);
    assert.equal(values.parseScaled("36,8", 1), 368);
    assert.equal(values.parseScaled("37", 1), 370);
    assert.equal(values.parseScaled("36.85", 1), null, "finer than it is recorded");
    assert.equal(values.parseScaled("12a", 1), null);
    assert.equal(values.fieldsOf("observation", { body: { pulse: "many" } }).body.pulse, "many", "the core says that it is no number");
  });

  test("errors: named by field, with the range where there is one", () => {
    const [range, none] = formErrors("observation", [{ facet: "body", field: "temperature", code: "field_out_of_range" }, { facet: "body", field: "", code: "nothing_entered" }]);
    assert.equal(range.field, "body-temperature");
    assert.match(range.text, /^Temperature: must be between 30\.0 °C and 43\.0 °C/);
    assert.equal(none.field, null);
  });

  test("times: when it happened and when it was entered are two facts; the future is refused", () => {
    const now = new Date(at);
    const happened = new Date(at - 3_600_000);
    assert.deepEqual([momentOf(happened, now).occurred, momentOf(happened, now).entered], [happened.getTime(), at]);
    assert.ok(momentOf(null, now).offset >= 0);
    assert.equal(isFuture(new Date(at + 120_000), now), true);
    assert.equal(isFuture(null, now), false);
  });

  const resident = (card) => factsOf({ subject: "sub_1", fields: { card: { first_name: "Edith", last_name: "Marlow", room: "14", allergies_known: "none_known", dnacpr: "no_dnacpr", status: "living_here", ...card } } });
  test("residents: marks only for what is there; not asked is not none", () => {
    assert.deepEqual(resident({}).marks, []);
    assert.equal(resident({}).allergies.kind, "none_known");
    assert.equal(resident({ allergies_known: "not_asked" }).allergies.kind, "not_recorded");
    assert.equal(resident({ dnacpr: "not_known" }).resuscitation.kind, "not_recorded");
    assert.deepEqual(resident({ allergies_known: "has_allergies", allergies: ["Nuts"], dnacpr: "dnacpr_in_place" }).marks, ["allergy", "dnacpr"]);
    assert.deepEqual(resident({ fluids: "mildly_thick", diet: "minced" }).swallowing, ["Drinks level 2", "Food level 5"]);
    assert.equal(factsOf({ subject: "sub_1", fields: {} }).allergies.kind, "not_recorded", "a card that can't be opened never says none known");
  });

  test("search: by the beginning of any word, or by room", () => {
    const edie = { name: "Edie Marlow-Jones", fullName: "Edith Marlow-Jones", room: "14" };
    for (const query of ["edi", "EDITH", "jon", "14", "edie 14", "mar jo"]) assert.ok(matches(edie, query), query);
    for (const query of ["die", "4", "edie 15"]) assert.ok(!matches(edie, query), query);
  });

  const field = (name) => formOf("observation").facets.body.fields.find((each) => each.name === name);
  const type = (name, keys) => [...keys].reduce((typed, key) => readings.typeReading(field(name), typed.text, typed.text + key), { text: "", complete: false });
  test("readings: complete when no digit more could belong to them; the point comes by itself", () => {
    assert.deepEqual(type("pulse", "72"), { text: "72", complete: true });
    assert.equal(type("pulse", "11").complete, false, "could become 110");
    assert.equal(type("pulse", "110").complete, true);
    assert.equal(type("spo2", "10").complete, false);
    assert.deepEqual(type("temperature", "368"), { text: "36.8", complete: true });
    assert.deepEqual(type("glucose", "71"), { text: "7.1", complete: true });
    assert.equal(type("weight", "10").text, "10", "could become 104.5");
    assert.equal(readings.typeReading(field("temperature"), "36.", "36").text, "36", "taking a digit away brings no point back");
    assert.equal(readings.isOutOfRange(field("respiration"), "2"), true);
    assert.deepEqual(["3", "36.", "2", "29.", "44", "43.1"].map((text) => readings.canBecomeValid(field("temperature"), text)), [true, true, false, false, false, false], "not wrong while digits are missing");
    assert.deepEqual(["1", "27", "9"].map((text) => readings.canBecomeValid(field("systolic"), text)), [true, false, true]);
    assert.equal(readings.isUnusual(field("temperature"), "38.4"), true);
    assert.equal(readings.isUnusual(field("weight"), "40"), false);
  });

  const theirs = { subject: "sub_1", fields: { card: { room: "14", status: "away" }, profile: { gp: "Dr A" } }, follows: { record: "rec_1", version: 3, before: [{ f: 1, ct: "x" }] } };
  test("two versions: nothing is saved until each line is chosen; what is chosen follows the newest version", async () => {
    const saved = [];
    const dismissed = [];
    const outbox = { save: async (record) => { saved.push(record); return { kind: "saved" }; }, dismiss: async (key) => { dismissed.push(key); } };
    const model = buildConflictModel({ outbox, type: "resident", theirs, mine: { card: { room: "15", status: "living_here" }, change: { reason: "wrong_details" } }, base: null, mineKey: "queue:1" });
    assert.deepEqual(model.changes.map(changeKey), ["card-room", "card-status"], "a part that mine doesn't speak of is no difference");
    model.choose(model.changes[0], "mine");
    await model.save();
    assert.equal(model.state.value, "unfinished");
    model.choose(model.changes[1], "theirs");
    await model.save();
    assert.deepEqual(saved[0].fields, { card: { room: "15", status: "away" }, profile: { gp: "Dr A" }, change: { reason: "wrong_details" } });
    assert.equal(saved[0].version, 3);
    assert.deepEqual(dismissed, ["queue:1"]);
  });

  test("two versions: what only one of the two changed was asked like a conflict; it is kept and shown, and both changes are saved", async () => {
    const saved = [];
    const outbox = { save: async (record) => { saved.push(record); return { kind: "saved" }; }, dismiss: async () => {} };
    const base = { card: { room: "14", status: "living_here" }, profile: { gp: "Dr A" } };
    const mine = { card: { room: "15", status: "living_here" }, profile: { gp: "Dr A" }, change: { reason: "wrong_details" } };
    const model = buildConflictModel({ outbox, type: "resident", theirs, mine, base, mineKey: null, draft: null });
    assert.deepEqual(model.asked.value, []);
    assert.deepEqual(model.onlyTheirs.value.map(({ field, before, after }) => [field, before, after]), [["status", "Living here", "Away"]]);
    assert.deepEqual(model.onlyMine.value.map(({ field, before, after }) => [field, before, after]), [["room", "14", "15"]]);
    await model.save();
    assert.deepEqual(saved[0].fields, { card: { room: "15", status: "away" }, profile: { gp: "Dr A" }, change: { reason: "wrong_details" } });
  });
  test("two versions: what both changed is still asked", () => {
    const base = { card: { room: "12", status: "living_here" } };
    const model = buildConflictModel({ outbox: {}, type: "resident", theirs, mine: { card: { room: "15", status: "living_here" } }, base, mineKey: null, draft: null });
    assert.deepEqual(model.asked.value.map(changeKey), ["card-room"]);
    assert.deepEqual(model.onlyTheirs.value.map(changeKey), ["card-status"]);
  });
  test("two versions: changes that don't fit together are asked after all", async () => {
    const outbox = { save: async () => ({ kind: "wrong", errors: [{ facet: "card", field: "allergies", code: "field_required" }] }) };
    const card = { room: "14", status: "away", allergies_known: "has_allergies" };
    const model = buildConflictModel({ outbox, type: "resident", theirs: { ...theirs, fields: { card } }, mine: { card: { room: "15", status: "away", allergies_known: "none_known" } }, base: { card: { ...card, allergies_known: "none_known" } }, mineKey: null, draft: null });
    assert.deepEqual(model.asked.value, []);
    await model.save();
    assert.deepEqual(model.asked.value.map(changeKey), ["card-room", "card-allergies_known"]);
    assert.equal(model.errors.value.length, 1);
  });

  test("a resident's details change for reasons that are no wrong entry; they are recorded as another reason with its words", () => {
    const { asRecorded, whyWords } = changeReason;
    assert.deepEqual(asRecorded({ reason: "details_changed" }), { reason: "other", words: "Details have changed" });
    assert.deepEqual(asRecorded({ reason: "more_known", words: " her GP rang " }), { reason: "other", words: "More is known now: her GP rang" });
    assert.deepEqual(asRecorded({ reason: "wrong_details", words: "" }), { reason: "wrong_details", words: "" });
    assert.equal(whyWords("other", "Details have changed"), "Details have changed");
    assert.equal(whyWords("wrong_time", "asleep then"), "Wrong time: asleep then");
  });

  const leaf = (index, proof = "proved") => ({ index, proof, time: at });
  const chain = async (pages) => {
    let last;
    const rows = await checkChain({ size: 6, clock: () => new Date(at), isStopped: () => false, onState: (state) => { last = state; }, readPage: async () => pages.shift() ?? { ok: true, rows: [], next: null } });
    return { rows, last };
  };
  test("verify chain: counts what holds", async () => {
    const { rows, last } = await chain([{ ok: true, rows: [leaf(5), leaf(4, "unsigned"), leaf(3)], next: 3 }, { ok: true, rows: [leaf(2), leaf(1), leaf(0)], next: null }]);
    assert.equal(rows.length, 6);
    assert.deepEqual(last.counts, { proved: 5, unsigned: 1, broken: [], missing: 0 });
  });
  test("verify chain: a server that leaves entries out is found, in the middle and at the end", async () => {
    const { last } = await chain([{ ok: true, rows: [leaf(5), leaf(3)], next: 3 }, { ok: true, rows: [leaf(2)], next: null }]);
    assert.equal(last.counts.missing, 3);
  });
  test("verify chain: a broken entry is named", async () => {
    const { last } = await chain([{ ok: true, rows: [leaf(5), leaf(4, "broken"), leaf(3, "broken"), leaf(2), leaf(1), leaf(0)], next: null }]);
    assert.deepEqual(last.counts.broken, [4, 3]);
    assert.equal(last.counts.missing, 0);
  });
  test("verify chain: one lost answer is asked for again; a refusal ends it", async () => {
    const whole = { ok: true, rows: [leaf(5), leaf(4), leaf(3), leaf(2), leaf(1), leaf(0)], next: null };
    assert.equal((await chain([{ ok: false, code: "timeout" }, whole])).last.kind, "done");
    const refused = await chain([{ ok: false, code: "role_forbids" }, whole]);
    assert.deepEqual([refused.rows, refused.last.kind], [null, "failed"]);
  });
  test("verify chain: the same entry given twice doesn't hide one that is missing", async () => {
    const { last } = await chain([{ ok: true, rows: [leaf(5), leaf(4), leaf(4), leaf(2), leaf(1), leaf(0)], next: null }]);
    assert.ok(last.counts.missing > 0);
  });

  test("audit log: an entry that can't be read stands where it was expected, marked broken", async () => {
    const unreadable = { proof: "broken", problem: "leaf_malformed" };
    const model = buildAuditModel({
      clock: () => new Date(at), refreshMembers: async () => undefined, trustedSize: () => 6,
      api: { request: async () => ({ ok: true, value: { entries: [], next: 3 } }) },
      core: { verifyAudit: async () => ({ ok: true, value: { rows: [leaf(5), unreadable, leaf(3)], size: 6 } }) },
    });
    await model.load();
    assert.deepEqual(model.rows.value.map(({ index, proof }) => [index, proof]), [[5, "proved"], [4, "broken"], [3, "proved"]]);
    assert.equal(model.hasOlder.value, true);
  });

  test("audit log: asked again when the trusted log moved on between question and check", async () => {
    let size = 6;
    const asked = [];
    const model = buildAuditModel({
      clock: () => new Date(at), refreshMembers: async () => undefined, trustedSize: () => size,
      api: { request: async (_, { query }) => { asked.push(query.size); return { ok: true, value: { entries: [] } }; } },
      core: { verifyAudit: async (given) => { if (given.size === 6) { size = 7; return { ok: false, code: "log_inconsistent" }; } return { ok: true, value: { rows: [leaf(5)], size } }; } },
    });
    await model.load();
    assert.deepEqual(asked, [6, 7]);
    assert.equal(model.state.value.kind, "ready");
  });

  test("audit filters: by person, by resident, by act, by day in London", () => {
    const row = { index: 1, time: Date.parse("2026-06-30T23:30:00Z"), act: "record.create", author: "act_1", subject: "sub_1", proof: "proved" };
    assert.ok(passes(row, { ...noFilters, person: "act_1", group: "records", from: "2026-07-01", to: "2026-07-01" }));
    assert.ok(passes(row, { ...noFilters, resident: "sub_1" }));
    assert.ok(!passes(row, { ...noFilters, resident: "sub_2" }));
    assert.ok(!passes(row, { ...noFilters, to: "2026-06-30" }));
    assert.ok(!passes(row, { ...noFilters, group: "reads" }));
  });
});
