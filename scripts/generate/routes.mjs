// The HTTP routes: one row names method, path, permission, limits and the handler that must exist.
import { emit, fault, header, names, note, read } from "./output.mjs";
import { loadAccess } from "./access.mjs";

const source = "shared/schema/routes.json";
const methods = [{ name: "get", text: "GET" }, { name: "post", text: "POST" }, { name: "del", text: "DELETE" }];
const hosts = ["home", "base"];
const rates = ["open", "signin", "member"];

export function loadRoutes() {
  const routes = read(source);
  const permissions = new Set(loadAccess().permissions.map((p) => p.name));
  const seen = new Set();
  for (const route of routes) {
    const wrong = (what) => fault(`${source}: ${route.handler}: ${what}`);
    if (!methods.some((m) => m.text === route.method)) wrong(`method ${route.method} is not known`);
    if (route.access !== "public" && !permissions.has(route.access)) wrong(`permission ${route.access} is not known`);
    if (!hosts.includes(route.host)) wrong(`host ${route.host} is not known`);
    if (!rates.includes(route.rate)) wrong(`rate ${route.rate} is not known`);
    if (route.access !== "public" && route.method !== "GET" && route.proof !== 1) wrong("a change by a member needs a proof");
    if (route.method === "GET" && route.max_body_bytes !== 0) wrong("GET takes no body");
    for (const key of [`${route.method} ${route.path}`, route.handler]) {
      if (seen.has(key)) wrong(`${key} occurs twice`);
      seen.add(key);
    }
  }
  return routes;
}

function cppTables(routes) {
  const handlers = routes.map((r) => ({ name: r.handler }));
  const row = (r) => `    {Method::${methods.find((m) => m.text === r.method)?.name}, "${r.path}", Handler::${r.handler},\n` +
    `     ${r.access === "public" ? "std::nullopt" : `Permission::${r.access}`}, ${r.proof === 1}, ${r.max_body_bytes}, ${r.max_seconds}, Host::${r.host}, RateClass::${r.rate}},`;
  const trait = (r) => `template <>\nstruct HandlerTraits<Handler::${r.handler}> {\n` +
    `  using Access = ${r.access === "public" ? "PublicAccess" : `Requires<Permission::${r.access}>`};\n};`;
  return [
    `enum class Method : std::uint8_t { ${methods.map((m) => m.name).join(", ")} };`,
    names("Method", methods, "find_method"),
    `enum class Host : std::uint8_t { ${hosts.join(", ")} };`,
    `enum class RateClass : std::uint8_t { ${rates.join(", ")} };`,
    `enum class Handler : std::uint8_t {\n${handlers.map((h) => `  ${h.name},`).join("\n")}\n};`,
    names("Handler", handlers),
    "struct Route {\n  Method method;\n  std::string_view path;  // segments in braces are parameters\n  Handler handler;\n  std::optional<Permission> permission;  // none: public\n" +
      "  bool proof;                            // Careseal-Proof is needed\n  std::uint32_t max_body_bytes;\n  std::uint16_t max_seconds;\n  Host host;\n  RateClass rate;\n};",
    `inline constexpr Route kRoutes[] = {\n${routes.map(row).join("\n")}\n};`,
    "constexpr const Route& route_of(Handler handler) { return kRoutes[static_cast<std::size_t>(handler)]; }",
    "// What a handler must be given. A handler function is bound by its Access type, so that one bound with the\n// wrong permission, or to none, doesn't compile; HandlerTraits of anything else has no definition.\n" +
      "struct PublicAccess {};\n\ntemplate <Permission P>\nstruct Requires {\n  static constexpr Permission kPermission = P;\n};\n\ntemplate <Handler H>\nstruct HandlerTraits;",
    routes.map(trait).join("\n"),
    "// Unpacked by the server to bind every handler: one that is not written doesn't link into the table.\n" +
      `template <Handler... H>\nstruct HandlerList {\n  static constexpr std::size_t kSize = sizeof...(H);\n};\n\nusing AllHandlers = HandlerList<\n${handlers.map((h) => `    Handler::${h.name}`).join(",\n")}>;\n\nstatic_assert(AllHandlers::kSize == std::size(kRoutes));`,
  ];
}

const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

function typescript(routes) {
  const rows = routes.map((r) => `  ${camel(r.handler)}: { method: "${r.method}", path: "${r.path}", proof: ${r.proof === 1}, host: "${r.host}", maxBodyBytes: ${r.max_body_bytes} },`);
  return `${note(source)}export const routes = {\n${rows.join("\n")}\n} as const;\n\nexport type RouteName = keyof typeof routes;\n\n` +
    `type Parameters<Path extends string> = Path extends \`\${string}{\${infer Name}}\${infer Rest}\` ? Name | Parameters<Rest> : never;\n\n` +
    `// The values that the braces of a route's path stand for.\nexport type PathParameters<Name extends RouteName> = { readonly [Key in Parameters<(typeof routes)[Name]["path"]>]: string };\n`;
}

export function routes() {
  const table = loadRoutes();
  emit("shared/schema/routes.gen.h",
    header(source, ["cstddef", "cstdint", "iterator", "optional", "string_view", "shared/schema/access_tables.gen.h"], cppTables(table)));
  emit("web/src/generated/routes.gen.ts", typescript(table));
}
