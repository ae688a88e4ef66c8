// tests/web/recover.test.mjs: the printed sheet as people type, paste and scan it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { withModules } from "./modules.mjs";

const lines = ["2082 0C20 A1G7 104D", "GM2R C1M7 0Y40 H28A", "9H85 8P2W C1J6 GV36", "GEHW 7S09 Z4HT H8DM"];

await withModules(async (load) => {
  const { splitSheet, groupsOf } = await load("/src/features/recover/sheet.ts");

  test("a whole sheet: pasted with lines, spaces, hyphens or nothing between, or from its QR code, becomes four lines", () => {
    const letters = lines.join("").replaceAll(" ", "");
    for (const pasted of [lines.join("\n"), lines.join(" "), lines.join(""), lines.join("-").replaceAll(" ", "-"), letters, `careseal-kit:1:${letters}`, ` CARESEAL-KIT:1:${letters}\n`]) {
      assert.deepEqual(splitSheet(pasted), lines, pasted);
    }
    assert.deepEqual(splitSheet(letters.toLowerCase())?.[0], lines[0].toLowerCase());
  });

  test("a line, or a sheet with a letter too few or too many, stays where it was typed", () => {
    for (const typed of ["", lines[0], lines.slice(0, 3).join(" "), `${lines.join(" ")}0`, lines.join(" ").slice(1)]) assert.equal(splitSheet(typed), null, typed);
  });

  test("groups are numbered as on the sheet", () => {
    assert.deepEqual([0, 1, 2, 3].map(groupsOf), [{ from: 1, to: 4 }, { from: 5, to: 8 }, { from: 9, to: 12 }, { from: 13, to: 16 }]);
  });
});
