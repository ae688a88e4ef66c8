// tests/web/writing-help.test.mjs: the text as it would leave, what a person may change about it, and the way from there to an answer.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

const ok = (value) => ({ ok: true, value });

// Takes out what it was given and what was added, but for what was kept; names only by their capital letter here.
function buildRedactor() {
  const redactor = {
    types: { Edie: "NAME_RESIDENT", "12 May": "DATE", Oaks: "ORG" }, rosters: [], chunks: [], ended: 0,
    setRoster: async (people) => { redactor.rosters.push(people); return ok({ people: people.length }); },
    beginConversation: async () => ok({}),
    async redactText({ text, add = [], keep = [] }) {
      const points = [...text];
      const spans = [...add];
      for (const [words, type] of Object.entries(redactor.types)) {
        for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
          const start = [...text.slice(0, at)].length;
          const span = { start, end: start + [...words].length, type };
          if (keep.some((each) => each.start < span.end && span.start < each.end)) {
            if (type.startsWith("NAME")) return { ok: false, code: "identifier_kept", field: "keep" };
          } else spans.push(span);
        }
      }
      spans.sort((a, b) => a.start - b.start);
      const counts = {};
      let out = "";
      let at = 0;
      const shown = spans.map((span, i) => {
        out += points.slice(at, span.start).join("");
        const placeholder = `[${span.type}_${i + 1}]`;
        const out_start = [...out].length;
        out += placeholder;
        at = span.end;
        counts[span.type] = (counts[span.type] ?? 0) + 1;
        return { ...span, placeholder, out_start, out_end: [...out].length };
      });
      return ok({ text: out + points.slice(at).join(""), spans: shown, escaped: [], counts });
    },
    async restoreChunk(text) { redactor.chunks.push(text); return ok({ text: text.replaceAll("[NAME_RESIDENT_1]", "Edie") }); },
    async restoreEnd() { return ok({ text: "", unknown: redactor.unknown ?? [] }); },
    async checkText({ text, subject }) {
      const at = text.indexOf("Bob");
      return ok({ warnings: at < 0 ? [] : [{ start: at, end: at + 3, type: "NAME_RESIDENT", code: "wrong_place_other_resident", subject }] });
    },
    forget: async () => ok({}),
    end() { redactor.ended += 1; },
  };
  return redactor;
}

const policy = { purposes: ["rewrite_note", "handover_summary", "ask_notes"], provider: "azure", region: "uksouth", model: "m1" };
const offered = ok({ offered: 1, provider: "azure", host: "x.openai.azure.com", region: "uksouth", model: "m1", left: 4 });
const card = { first_name: "Edith", last_name: "Marlowe", preferred_name: "Edie", room: "14", status: "living_here", allergies_known: "none_known", dnacpr: "no_dnacpr" };
const resident = { key: "r", record: "rec_1", subject: "sub_1", type: "resident", fields: { card, profile: { date_of_birth: "1936-02-11", nhs_number: "9434765919", next_of_kin: "Jean Hill (daughter), works nights", next_of_kin_phone: "01632960123", gp: "Dr Patel, Oaks Surgery" } } };
const at = new Date("2026-11-22T15:00:00Z");
const entry = (hoursAgo, type, body, more = {}) => ({
  key: `${type}${hoursAgo}`, record: `rec_${hoursAgo}`, subject: "sub_1", type, author: "act_2", firstAuthor: "act_2", struck: null, problem: null, received: null,
  written: new Date(at.getTime() - hoursAgo * 3_600_000), fields: { body: { occurred: at.getTime() - hoursAgo * 3_600_000, ...body } }, ...more,
});

await withModules(async (load) => {
  const { signal } = await load("@preact/signals");
  const { noChanges, piecesOf, takeOut, putBack, mayPutBack, placesOf } = await load("/src/features/writing-help/outgoing.ts");
  const { composeNotes } = await load("/src/features/writing-help/compose.ts");
  const { buildHelpModel } = await load("/src/features/writing-help/model.ts");
  const { findUse, isOn } = await load("/src/care/assist.ts");
  const { takenOutWords } = await load("/src/care/taken-out.ts");
  const { buildGuard } = await load("/src/care/guard.ts");
  const { rosterOf } = await load("/src/state/roster.ts");
  const { buildRedaction } = await load("/src/state/redaction.ts");
  const { addStrings } = await load("/src/i18n/translate.ts");
  for (const file of ["care", "features/writing-help", "i18n", "i18n/record", "i18n/choice", "i18n/unit", "i18n/field"]) addStrings("en", [readFileSync(new URL(`../../web/src/${file}/strings.en.ftl`, import.meta.url), "utf8")]);

  const outgoing = async (text, changes = noChanges) => {
    const redacted = (await buildRedactor().redactText({ text, ...changes })).value;
    return { redacted, pieces: piecesOf(text, redacted, changes) };
  };

  test("the pieces of the preview are the text that leaves, in order, and say what stood there", async () => {
    const { redacted, pieces } = await outgoing("☕ for Edie on 12 May. Edie was glad");
    assert.equal(pieces.map((piece) => (piece.kind === "out" ? piece.placeholder : piece.text)).join(""), redacted.text);
    assert.deepEqual(pieces.filter(({ kind }) => kind === "out").map(({ original, type }) => [original, type]), [["Edie", "NAME_RESIDENT"], ["12 May", "DATE"], ["Edie", "NAME_RESIDENT"]]);
    assert.equal(pieces[0].text, "☕ for ");
  });

  test("half a word that was selected goes out as a whole word, and beside others only once", () => {
    const text = "Met Brian at the café";
    const first = takeOut(text, noChanges, [{ start: 6, end: 8 }]);
    assert.deepEqual(first.add, [{ start: 4, end: 9, type: "NAME_OTHER" }]);
    assert.deepEqual(takeOut(text, first, [{ start: 3, end: 5 }]).add, [{ start: 4, end: 9, type: "NAME_OTHER" }]);
    assert.deepEqual(takeOut(text, noChanges, [{ start: 9, end: 10 }]), noChanges);
    assert.deepEqual(takeOut("ref B77", noChanges, [{ start: 4, end: 7 }]).add[0].type, "ID_OTHER");
  });

  test("only what says nobody's name may be put back; what was taken out by hand may; and it can be taken out again", async () => {
    const text = "Edie on 12 May with Brian";
    const byHand = takeOut(text, noChanges, placesOf(text, "brian"));
    const { pieces } = await outgoing(text, byHand);
    const out = Object.fromEntries(pieces.filter(({ kind }) => kind === "out").map((piece) => [piece.original, piece]));
    assert.deepEqual(["Edie", "12 May", "Brian"].map((words) => mayPutBack(out[words], byHand)), [false, true, true]);
    assert.deepEqual(putBack(out.Brian, byHand), noChanges);
    const back = putBack(out["12 May"], byHand);
    assert.deepEqual(back.keep, [{ start: 8, end: 14 }]);
    const shown = (await outgoing(text, back)).pieces.find(({ kind }) => kind === "back");
    assert.deepEqual([shown.text, shown.start, shown.end], ["12 May", 8, 14]);
    assert.deepEqual(takeOut(text, back, [shown]), byHand);
  });

  test("words are found wherever they stand, whatever their case, as code points", () => {
    assert.deepEqual(placesOf("😀 Ann, ann and Hannah", " ANN "), [{ start: 2, end: 5 }, { start: 7, end: 10 }, { start: 16, end: 19 }]);
    assert.deepEqual(placesOf("text", "  "), []);
  });

  test("what was taken out is counted in words, names of every kind together", () => {
    assert.equal(takenOutWords({ DATE: 2, NAME_STAFF: 1, PHONE: 1, NAME_RESIDENT: 3 }), "4 names, 1 phone number and 2 dates");
    assert.equal(takenOutWords({ DATE: 0 }), null);
  });

  test("the notes of some hours become a text day by day, without who wrote them, without dates, without what was struck out", () => {
    const records = [
      entry(1, "note", { text: "Walked to\nthe garden" }), entry(2, "drink", { drink: "tea", amount_ml: 200 }), entry(20, "mood", { mood: "content" }),
      entry(3, "note", { text: "wrong person" }, { struck: {} }), entry(30, "note", { text: "too long ago" }), entry(4, "unit", { text: "no entry" }),
    ];
    const { text, count, leftOut } = composeNotes(records, { name: "Edie Marlowe", types: ["note", "drink", "mood"], hours: 24, now: at, question: "Did she drink?" });
    assert.equal(text, "Question: Did she drink?\n\nNotes about Edie Marlowe\n\nYesterday\n19:00 Mood: Content\n\nToday\n13:00 Tea, 200 ml\n14:00 Note: Walked to; the garden");
    assert.deepEqual([count, leftOut], [3, 0]);
    assert.deepEqual(composeNotes([], { name: "Edie", types: ["note"], hours: 24, now: at, question: "" }), { text: "", count: 0, leftOut: 0 });
    const many = Array.from({ length: 100 }, (_, i) => entry(i / 10, "note", { text: "x".repeat(400) }));
    const long = composeNotes(many, { name: "Edie", types: ["note"], hours: 24, now: at, question: "" });
    assert.ok(long.leftOut > 0 && long.text.length < 21_000 && long.count + long.leftOut === 100);
    assert.ok(long.text.includes("15:00"), "the newest stay");
  });

  test("the redactor knows residents as they are called, their contacts without what else stands there, doctors and staff", () => {
    const { people, places } = rosterOf([resident], [{ actor: "act_1", name: "Asha Khan" }]);
    assert.deepEqual(people, [
      { role: "resident", name: "Edith Marlowe", room: "14", aliases: ["Edie", "Edie Marlowe"], dob: "1936-02-11", nhs: "9434765919" },
      { role: "relative", name: "Jean Hill", phones: ["01632960123"] }, { role: "staff", name: "Dr Patel" }, { role: "staff", name: "Asha Khan" },
    ]);
    assert.equal(places.get("sub_1"), 0);
    const plain = rosterOf([{ subject: "sub_2", fields: { card, profile: { gp: "Elm Surgery", next_of_kin: "" } } }], []);
    assert.deepEqual(plain.people.map(({ name }) => name), ["Edith Marlowe"]);
  });

  test("the redactor is loaded once, told of newcomers, tried again when it did not load, and ended with the session", async () => {
    const redactor = buildRedactor();
    let people = [{ role: "staff", name: "A B" }];
    let loads = 0;
    const redaction = buildRedaction(async () => { loads += 1; if (loads === 1) throw new Error("offline"); return redactor; }, () => ({ people, places: new Map() }));
    assert.equal(await redaction.ready(), null);
    assert.notEqual(await redaction.ready(), null);
    await redaction.ready();
    assert.equal(redactor.rosters.length, 1);
    people = [...people, { role: "staff", name: "C D" }];
    await redaction.ready();
    assert.equal(redactor.rosters.length, 2);
    redaction.end();
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.equal(redactor.ended, 1);
    await redaction.ready();
    assert.deepEqual([loads, redactor.rosters.length], [3, 3]);
  });

  test("a guard says what it found once, in the words themselves, and never keeps a save waiting", async () => {
    const redactor = buildRedactor();
    const known = { redactor, roster: { people: [], places: new Map([["sub_1", 4]]) } };
    const guard = buildGuard({ redaction: { ready: async () => known, prepare() {} } }, "sub_1");
    assert.deepEqual(await guard.look(["sat with Bob", "", "sat with Bob"]), [{ code: "wrong_place_other_resident", words: "Bob" }]);
    assert.deepEqual(await guard.look(["a quiet day"]), []);
    assert.deepEqual(await buildGuard({ redaction: { ready: async () => null, prepare() {} } }, "sub_1").look(["Bob"]), []);
    assert.deepEqual(await buildGuard({ redaction: { ready: () => new Promise(() => {}), prepare() {} } }, "sub_1").look(["Bob"]), []);
  });

  // ── the model ─────────────────────────────────────────────────────────────────────────────────────

  function stage({ use = "rewrite_note", role = "carer", note = "Edie slept well on 12 May", assist = policy, offer = offered, answer, redactor = buildRedactor(), records = [], forms = {} } = {}) {
    const kept = { ...(note === null ? {} : { "entry:note:sub_1": { at: 1, values: { text: note, topics: ["sleep"] }, happened: 5 } }), ...forms };
    const sent = [];
    const timeline = signal({ kind: "ready", records, hasOlder: false, asOf: at });
    const app = {
      clock: () => at,
      directory: signal({ ...(assist === null ? {} : { assist }), members: [] }),
      session: signal({ kind: "open", role, person: { id: "act_1" } }),
      records: { residents: signal({ kind: "ready", residents: [resident], asOf: at }), timeline: () => timeline, loadOlder: async () => {} },
      redaction: { ready: async () => (redactor === null ? null : { redactor, roster: { people: [], places: new Map() } }), prepare() {} },
      api: {
        request: async () => offer,
        open: async (_, { body, signal: stop }) => {
          sent.push(body.text);
          const stream = new ReadableStream({ async start(controller) {
            const say = (event, data) => { try { controller.enqueue(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)); } catch { /* stopped */ } };
            stop.addEventListener("abort", () => controller.error(new Error("aborted")));
            say("receipt", { receipt: { result: "stored" } });
            await answer(say);
            try { controller.close(); } catch { /* stopped */ }
          } });
          return ok(new Response(stream));
        },
      },
      outbox: {
        findForm: async (form) => kept[form] ?? null,
        keepForm: async (form, _subject, content) => { kept[form] = structuredClone(content); return null; },
        dropForm: async (form) => { delete kept[form]; },
        async assist(terms, deliver) {
          app.terms = terms;
          const receipt = await deliver({ body: "b", sig: "s" });
          if (!receipt.ok) return receipt;
          return receipt.value.result === "stored" ? ok({ hash: "hash_1" }) : { ok: false, code: receipt.value.code };
        },
      },
    };
    const model = buildHelpModel(app, "sub_1", findUse(use));
    const until = async (kind) => {
      for (let i = 0; i < 400 && model.state.value.kind !== kind; i++) await new Promise((resolve) => setTimeout(resolve, 2));
      assert.equal(model.state.value.kind, kind);
    };
    const open = async (kind) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      model.open();
      await until(kind);
      return model;
    };
    return { app, model, kept, sent, open, until };
  }

  test("a note: seen without names, sent, the answer restored as it is written, taken into the note with its mark, the rest of the note kept", async () => {
    const redactor = buildRedactor();
    const one = stage({ redactor, answer: async (say) => { say("text", { text: "[NAME_RESIDENT_1] slept " }); say("text", { text: "well." }); say("end", { result: "done" }); } });
    await one.open("preview");
    assert.equal(one.model.redacted.value.text, "[NAME_RESIDENT_1] slept well on [DATE_2]");
    assert.deepEqual(one.sent, []);
    await one.model.send();
    assert.equal(one.model.state.value.kind, "answer");
    assert.deepEqual(one.sent, ["[NAME_RESIDENT_1] slept well on [DATE_2]"]);
    assert.deepEqual(one.app.terms, { use: "rewrite_note", text: one.sent[0], counts: { NAME_RESIDENT: 1, DATE: 1 }, model: "m1", region: "uksouth", subject: "sub_1" });
    assert.equal(one.model.answer.text.value, "Edie slept well.");
    assert.equal(one.kept["help:rewrite_note:sub_1"].text, "Edie slept well.");
    await one.model.accept();
    assert.deepEqual(one.kept, { "entry:note:sub_1": { at: at.getTime(), happened: 5, own: "Edie slept well on 12 May", values: { text: "Edie slept well.", topics: ["sleep"], assisted: "rewrite_note", assist: "hash_1" } } });
  });

  test("nothing is sent that the person did not see: what they took out is out of what leaves", async () => {
    const one = stage({ note: "Edie met Brian", answer: async (say) => say("end", { result: "done" }) });
    await one.open("preview");
    await one.model.takeOut([{ start: 9, end: 14 }]);
    await one.model.send();
    assert.deepEqual(one.sent, ["[NAME_RESIDENT_1] met [NAME_OTHER_2]"]);
  });

  test("a colleague who joins while the text is looked at doesn't make the names of the answer unknown", async () => {
    const redactor = buildRedactor();
    const one = stage({ redactor, answer: async (say) => { say("text", { text: "[NAME_RESIDENT_1] slept." }); say("end", { result: "done" }); } });
    await one.open("preview");
    one.app.redaction.ready = () => assert.fail("it would forget what stands for whom");
    await one.model.takeOut([{ start: 5, end: 10 }]);
    await one.model.send();
    assert.equal(one.model.answer.text.value, "Edie slept.");
  });

  test("a redactor that the browser ended sends nothing, and can be tried again", async () => {
    const redactor = buildRedactor();
    const one = stage({ redactor, answer: async () => {} });
    await one.open("preview");
    redactor.redactText = async () => ({ ok: false, code: "vault_locked" });
    await one.model.takeOut([{ start: 5, end: 10 }]);
    assert.deepEqual(one.model.state.value, { kind: "closed", why: "no_redactor" });
    await one.model.send();
    assert.deepEqual(one.sent, []);
  });

  test("a name can't be put back, and says why", async () => {
    const one = stage({ answer: async () => {} });
    await one.open("preview");
    await one.model.putBack({ start: 0, end: 4 });
    assert.equal(one.model.problem.value.code, "identifier_kept");
    assert.equal(one.model.redacted.value.text.includes("Edie"), false);
    await one.model.putBack({ start: 19, end: 25 });
    assert.equal(one.model.redacted.value.text, "[NAME_RESIDENT_1] slept well on 12 May");
  });

  test("why there is no help: off, another role, not offered, another service than agreed, no redactor, no text", async () => {
    const why = async (given) => (await stage(given).open("closed")).state.value.why;
    assert.equal(await why({ assist: null }), "off");
    assert.equal(await why({ assist: { ...policy, purposes: ["ask_notes"] } }), "off");
    assert.equal(await why({ use: "handover_summary", role: "activities" }), "role");
    assert.equal(await why({ offer: ok({ offered: 0 }) }), "not_offered");
    assert.equal(await why({ offer: ok({ ...offered.value, region: "eastus" }) }), "changed");
    assert.equal(await why({ redactor: null }), "no_redactor");
    assert.equal(await why({ note: null }), "empty");
    const { app } = stage();
    assert.equal(isOn(app, "rewrite_note"), true);
    app.session.value = { kind: "open", role: "maintenance", person: { id: "act_1" } };
    assert.equal(isOn(app, "rewrite_note"), false);
  });

  test("each error keeps the text, and says whether it had left", async () => {
    const failing = async (code, answer) => {
      const one = stage({ answer });
      await one.open("preview");
      await one.model.send();
      assert.equal(one.model.state.value.kind, "preview", code);
      assert.deepEqual(one.model.problem.value, { code, sent: true });
      assert.equal(one.kept["entry:note:sub_1"].values.text, "Edie slept well on 12 May");
    };
    for (const code of ["assist_provider_refused", "assist_provider_busy", "assist_provider_failed", "assist_timeout"]) await failing(code, async (say) => say("end", { result: code }));
    await failing("assist_cut_off", async () => {});
    await failing("assist_cut_off", async (say) => say("end", { result: "done" }));
    const refused = stage({});
    refused.app.api.open = async () => ({ ok: false, code: "assist_quota", status: 429, problem: { receipt: { result: "refused", code: "assist_quota" } } });
    await refused.open("preview");
    await refused.model.send();
    assert.deepEqual(refused.model.problem.value, { code: "assist_quota", sent: false });
    assert.equal(refused.model.state.value.kind, "preview");
  });

  test("stopped half way: what had arrived is there, and says that it is not whole", async () => {
    const one = stage({ answer: (say) => new Promise(() => say("text", { text: "[NAME_RESIDENT_1] slept" })) });
    await one.open("preview");
    const sending = one.model.send();
    for (let i = 0; i < 200 && one.model.answer.text.value === ""; i++) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.deepEqual(one.model.state.value, { kind: "sending", step: "writing" });
    one.model.stop();
    await sending;
    assert.equal(one.model.state.value.kind, "answer");
    assert.equal(one.model.answer.text.value, "Edie slept");
    assert.deepEqual(one.model.problem.value, { code: "assist_cancelled", sent: true });
  });

  test("a placeholder that stands for nobody is told; an answer that was thrown away can be had back", async () => {
    const redactor = buildRedactor();
    redactor.unknown = ["[STAFF_9]", "[STAFF_9]"];
    const one = stage({ redactor, answer: async (say) => { say("text", { text: "[STAFF_9] came" }); say("end", { result: "done" }); } });
    await one.open("preview");
    await one.model.send();
    assert.deepEqual(one.model.answer.unknown.value, ["[STAFF_9]"]);
    one.model.discard();
    assert.equal(one.model.state.value.kind, "preview");
    one.model.undiscard();
    assert.equal(one.model.state.value.kind, "answer");
    assert.equal(one.model.answer.text.value, "[STAFF_9] came");
    await one.model.accept();
    assert.equal(one.kept["entry:note:sub_1"].values.assist, "hash_1");
  });

  test("a summary goes behind what is being typed in the note, and takes nothing of it away", async () => {
    const one = stage({ use: "handover_summary", note: "Half a", records: [entry(1, "note", { text: "Edie walked" })], answer: async (say) => { say("text", { text: "Walked." }); say("end", { result: "done" }); } });
    await one.open("choosing");
    await one.model.look();
    assert.ok(one.model.redacted.value.text.startsWith("Notes about [NAME_RESIDENT_1]"));
    await one.model.send();
    await one.model.accept();
    assert.equal(one.kept["entry:note:sub_1"].values.text, "Half a\n\nWalked.");
    assert.equal(one.kept["entry:note:sub_1"].values.assisted, "handover_summary");
  });

  test("a question and an answer that came are there after a lock; words typed in the note meanwhile are not replaced", async () => {
    const forms = { "help:ask_notes:sub_1": { at: 1, hours: 72, question: "Did she sleep?", from: "", text: "The notes do not say.", hash: "hash_9" } };
    const one = stage({ use: "ask_notes", forms });
    await new Promise((resolve) => setTimeout(resolve, 0));
    one.model.open();
    assert.equal(one.model.draft.state.value.kind, "found");
    one.model.continueDraft();
    assert.deepEqual([one.model.state.value.kind, one.model.question.value, one.model.hours.value, one.model.answer.text.value], ["answer", "Did she sleep?", 72, "The notes do not say."]);

    const changed = stage({ note: "Something new", forms: { "help:rewrite_note:sub_1": { at: 1, hours: 12, question: "", from: "Edie slept", text: "Edie slept.", hash: "hash_9" } } });
    await new Promise((resolve) => setTimeout(resolve, 0));
    changed.model.open();
    changed.model.continueDraft();
    await changed.model.accept();
    assert.equal(changed.kept["entry:note:sub_1"].values.text, "Something new\n\nEdie slept.");
  });
});
