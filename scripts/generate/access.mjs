// Data classes, roles, permissions: who may hold which keys and do what.
import { emit, fault, header, names, note, read } from "./output.mjs";

const source = "shared/schema/permissions.json";

export function loadAccess() {
  const schema = read(source);
  const classes = new Set(schema.classes.map((c) => c.name));
  const roles = new Set(schema.roles.map((r) => r.name));
  const known = (set, list, where) => list.filter((name) => !set.has(name)).forEach((name) => fault(`${source}: ${where}: ${name} is not known`));
  for (const role of schema.roles) {
    known(classes, role.classes, role.name);
    known(roles, role.may_invite, role.name);
  }
  for (const permission of schema.permissions) known(roles, permission.roles, permission.name);
  return schema;
}

function mask(entries, names) {
  return entries.filter((e) => names.includes(e.name)).reduce((sum, e) => sum + 2 ** (e.number - 1), 0);
}

const hex = (value) => `0x${value.toString(16).toUpperCase().padStart(3, "0")}`;

function cppTables({ classes, roles, permissions }) {
  const numbered = (list) => list.map((e) => `  ${e.name} = ${e.number},`).join("\n");
  const infos = roles.map((r) =>
    `    {Role::${r.name}, ${hex(mask(classes, r.classes))}, ${r.confirm === 1}, ${r.second_factor === 1}, ${hex(mask(roles, r.may_invite))}},`);
  return [
    `// What a key opens; a compartment is one of these times a unit.\nenum class DataClass : std::uint16_t {\n${numbered(classes)}\n};`,
    names("DataClass", classes, "find_data_class"),
    `enum class Role : std::uint8_t {\n${numbered(roles)}\n};`,
    names("Role", roles, "find_role"),
    `enum class Permission : std::uint8_t {\n${permissions.map((p, i) => `  ${p.name} = ${i + 1},  // ${p.why}`).join("\n")}\n};`,
    names("Permission", permissions, "find_permission"),
    "// Bit n-1 stands for number n.\n" +
      "constexpr std::uint16_t mask_of(DataClass data_class) {\n  return static_cast<std::uint16_t>(1U << (static_cast<unsigned>(data_class) - 1U));\n}\n" +
      "constexpr std::uint16_t mask_of(Role role) {\n  return static_cast<std::uint16_t>(1U << (static_cast<unsigned>(role) - 1U));\n}",
    "struct RoleInfo {\n  Role role;\n  std::uint16_t class_mask;       // of mask_of(DataClass)\n  bool confirm;                   // pending until someone confirms\n" +
      "  bool second_factor;             // mandatory\n  std::uint16_t may_invite_mask;  // of mask_of(Role)\n};",
    `inline constexpr RoleInfo kRoles[] = {\n${infos.join("\n")}\n};`,
    "constexpr const RoleInfo& info_of(Role role) { return kRoles[static_cast<std::size_t>(role) - 1]; }\n\n" +
      "constexpr bool role_holds(Role role, DataClass data_class) { return (info_of(role).class_mask & mask_of(data_class)) != 0; }\n\n" +
      "constexpr bool role_may_invite(Role inviter, Role invited) { return (info_of(inviter).may_invite_mask & mask_of(invited)) != 0; }",
    `// Roles of each permission, in the order of the enum.\ninline constexpr std::uint16_t kPermissionRoles[] = {\n${permissions.map((p) => `    ${hex(mask(roles, p.roles))},  // ${p.name}`).join("\n")}\n};\n\n` +
      "constexpr bool role_has(Permission permission, Role role) {\n  return (kPermissionRoles[static_cast<std::size_t>(permission) - 1] & mask_of(role)) != 0;\n}",
    "// A number read from outside is a role or a class only if it is in the table.\n" +
      "constexpr std::optional<Role> role_from_number(std::uint64_t number) {\n  if (number < 1 || number > std::size(kRoleList)) return std::nullopt;\n  return kRoleList[number - 1];\n}\n" +
      "constexpr std::optional<DataClass> data_class_from_number(std::uint64_t number) {\n  if (number < 1 || number > std::size(kDataClassList)) return std::nullopt;\n  return kDataClassList[number - 1];\n}",
  ];
}

function typescript({ classes, roles, permissions }) {
  const each = (list, value) => list.map((e) => `  ${e.name}: ${value(e)},`).join("\n");
  const strings = (list) => `[${list.map((name) => JSON.stringify(name)).join(", ")}]`;
  return `${note(source)}// For showing and hiding only: what is allowed is decided by the core and by the home's server.\n\n` +
    `export const dataClasses = {\n${each(classes, (c) => c.number)}\n} as const;\nexport type DataClass = keyof typeof dataClasses;\n\n` +
    `export const roleNumbers = {\n${each(roles, (r) => r.number)}\n} as const;\nexport type Role = keyof typeof roleNumbers;\n\n` +
    `export const roles: { readonly [R in Role]: { readonly classes: readonly DataClass[]; readonly confirm: boolean; readonly secondFactor: boolean; readonly mayInvite: readonly Role[]; readonly labelKey: string } } = {\n` +
    each(roles, (r) => `{ classes: ${strings(r.classes)}, confirm: ${r.confirm === 1}, secondFactor: ${r.second_factor === 1}, mayInvite: ${strings(r.may_invite)}, labelKey: "role-${r.name}" }`) + "\n};\n\n" +
    `export const permissions = {\n${each(permissions, (p) => strings(p.roles))}\n} as const satisfies { readonly [name: string]: readonly Role[] };\nexport type Permission = keyof typeof permissions;\n\n` +
    `export function roleHas(role: Role, permission: Permission): boolean {\n  const allowed: readonly Role[] = permissions[permission];\n  return allowed.includes(role);\n}\n`;
}

export function access() {
  const schema = loadAccess();
  schema.roles.forEach((r, i) => r.number === i + 1 || fault(`${source}: roles must be numbered 1, 2, 3 … in order`));
  schema.classes.forEach((c, i) => c.number === i + 1 || fault(`${source}: classes must be numbered 1, 2, 3 … in order`));
  emit("shared/schema/access_tables.gen.h",
    header(source, ["cstddef", "cstdint", "iterator", "optional", "string_view"], cppTables(schema)));
  emit("web/src/generated/permissions.gen.ts", typescript(schema));
}
