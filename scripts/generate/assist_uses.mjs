// What AI help may be asked for: one row a use, with the instruction that goes with the text.
import { loadAccess } from "./access.mjs";
import { emit, fault, header, list, note, read } from "./output.mjs";
import { recordsFolder } from "./record_types.mjs";

const source = "shared/schema/assist_uses.json";
const members = ["number", "name", "version", "title", "records", "period", "question", "roles", "prompt"];

function checkUse(use, i, all, { roles, classes }) {
  const wrong = (what) => fault(`${source}: ${use.name}: ${what}`);
  if (use.number !== i + 1) wrong("uses must be numbered 1, 2, 3 … in order");
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(use.name) || all.findIndex((u) => u.name === use.name) !== i) wrong("this name can't be used");
  if (!Number.isInteger(use.version) || use.version < 1) wrong("needs a version");
  if (!use.title || use.prompt.length === 0) wrong("needs a title and a prompt");
  for (const key of Object.keys(use)) if (!members.includes(key)) wrong(`${key} means nothing`);
  for (const name of use.records) if (!list(recordsFolder).includes(`${name}.json`)) wrong(`record ${name} is not known`);
  const care = classes.find((c) => c.name === "care").name;
  for (const name of use.roles) {
    const role = roles.find((r) => r.name === name);
    if (role === undefined) wrong(`role ${name} is not known`);
    else if (!role.classes.includes(care)) wrong(`role ${name} reads no care`);
  }
}

const mask = (access, names) => access.roles.filter((r) => names.includes(r.name)).reduce((sum, r) => sum + 2 ** (r.number - 1), 0);
const prompt = (use) => use.prompt.join("\n");

function cppTables(uses, access) {
  const row = (u) => `    {${JSON.stringify(u.name)}, ${u.version}, 0x${mask(access, u.roles).toString(16).toUpperCase().padStart(3, "0")}},`;
  return [
    "struct AssistUseInfo {\n  std::string_view name;\n  std::uint16_t version;    // of prompt and roles: a statement says which one it was made under\n  std::uint16_t role_mask;  // of mask_of(Role)\n};",
    `inline constexpr AssistUseInfo kAssistUses[] = {\n${uses.map(row).join("\n")}\n};`,
    `// In a table of their own, so that what never says them (the browser's core) doesn't carry them.\ninline constexpr std::string_view kAssistPrompts[] = {\n${uses.map((u) => `    ${u.prompt.map((line, i) => JSON.stringify(i + 1 < u.prompt.length ? `${line}\n` : line)).join("\n    ")},`).join("\n")}\n};`,
    "constexpr const AssistUseInfo* find_assist_use(std::string_view name) {\n  for (const AssistUseInfo& use : kAssistUses) {\n    if (use.name == name) return &use;\n  }\n  return nullptr;\n}\n\n" +
      "constexpr std::string_view prompt_of(const AssistUseInfo& use) { return kAssistPrompts[&use - kAssistUses]; }",
  ];
}

function typescript(uses) {
  const rows = uses.map((u) => `  {\n    name: ${JSON.stringify(u.name)}, version: ${u.version}, title: ${JSON.stringify(u.title)}, period: ${u.period === 1}, question: ${u.question === 1},\n` +
    `    records: ${JSON.stringify(u.records)},\n    roles: ${JSON.stringify(u.roles)},\n    prompt: ${JSON.stringify(prompt(u))},\n  },`);
  return `${note(source)}import type { RecordType } from "./records.gen.ts";\nimport type { Role } from "./permissions.gen.ts";\n\n` +
    "export interface AssistUse {\n  readonly name: string;\n  readonly version: number; // of prompt and roles\n  readonly title: string;\n  readonly period: boolean; // the notes of some days\n  readonly question: boolean; // a question goes before them\n" +
    "  readonly records: readonly RecordType[];\n  readonly roles: readonly Role[];\n  readonly prompt: string; // the instruction that goes with the text\n}\n\n" +
    `export const assistUses = [\n${rows.join("\n")}\n] as const satisfies readonly AssistUse[];\n\nexport type AssistUseName = (typeof assistUses)[number]["name"];\n`;
}

export function assistUses() {
  const uses = read(source);
  const access = loadAccess();
  uses.forEach((use, i) => checkUse(use, i, uses, access));
  emit("shared/schema/assist_uses.gen.h", header(source, ["cstdint", "string_view"], cppTables(uses, access)));
  emit("web/src/generated/assist-uses.gen.ts", typescript(uses));
}
