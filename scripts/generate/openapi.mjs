// OpenAPI 3.1 of routes.json with the shapes of shapes.json.
import { emit, fault, read } from "./output.mjs";
import { loadAccess } from "./access.mjs";
import { loadRoutes } from "./routes.mjs";

const shapesSource = "shared/schema/shapes.json";
const largestInteger = 2 ** 53 - 1;
const base64url = (length) => ({ type: "string", pattern: length === undefined ? "^[A-Za-z0-9_-]*$" : `^[A-Za-z0-9_-]{${Math.ceil((length * 4) / 3)}}$` });
const ids = read(shapesSource).ids;
function idText(prefix) {
  if (!(prefix in ids)) fault(`${shapesSource}: id ${prefix} is not known`);
  return { type: "string", pattern: `^${prefix}_[0-9a-v]{26}$` };
}

function named(shape, known) {
  const [kind, detail] = shape.split(":");
  if (shape === "text") return { type: "string" };
  if (shape === "integer") return { type: "integer", minimum: 0, maximum: largestInteger };
  if (shape === "flag") return { type: "integer", enum: [0, 1] };
  if (shape === "ms") return { type: "integer", minimum: 0, maximum: largestInteger, description: "ms since 1970" };
  if (shape === "role" || shape === "code") return { $ref: `#/components/schemas/${shape === "role" ? "Role" : "ErrorCode"}` };
  if (kind === "bytes") return base64url(detail === undefined ? undefined : Number(detail));
  if (kind === "id" && detail) return idText(detail);
  if (shape.startsWith("=")) return { type: "string", const: shape.slice(1) };
  if (!known.has(shape)) fault(`${shapesSource}: shape ${shape} is not known`);
  known.set(shape, "used");
  return { $ref: `#/components/schemas/${shape}` };
}

function schemaOf(shape, known) {
  if (typeof shape === "string") {
    if (shape.startsWith("[")) return { type: "array", items: schemaOf(shape.slice(1, -1), known) };
    if (shape.includes("|")) return { oneOf: shape.split("|").map((each) => schemaOf(each, known)) };
    return named(shape, known);
  }
  const properties = {};
  const required = [];
  for (const [name, member] of Object.entries(shape)) {
    const plain = name.replace(/\?$/, "");
    properties[plain] = schemaOf(member, known);
    if (plain === name) required.push(name);
  }
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

const pathPrefixes = { subj: "sub", rec: "rec", actor: "act" };

function parametersOf(route, known) {
  const parameters = [...route.path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => {
    if (!(name in pathPrefixes)) fault(`${route.handler}: path parameter ${name} is not known`);
    return { name, in: "path", required: true, schema: idText(pathPrefixes[name]) };
  });
  for (const [name, shape] of Object.entries(route.query ?? {})) {
    const plain = name.replace(/\?$/, "");
    parameters.push({ name: plain, in: "query", required: plain === name, schema: schemaOf(shape, known) });
  }
  if (route.proof === 1) parameters.push({ $ref: "#/components/parameters/Proof" });
  return parameters;
}

const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

const problemContent = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };

// What a refusal of this route may be instead of a problem, told apart by its content type.
function otherwiseOf(route, known) {
  if (route.refusal === undefined) return { $ref: "#/components/responses/Problem" };
  return { description: "Refused or failed", content: { ...problemContent, "application/json": { schema: schemaOf(route.refusal, known) } } };
}

// A stream of events: the data of each, by its name.
function eventsOf(route, known) {
  const data = Object.entries(route.events).map(([name, shape]) => [name, schemaOf(shape, known)]);
  return { "text/event-stream": { schema: { type: "string" }, "x-events": Object.fromEntries(data) } };
}

function operationOf(route, known) {
  const parameters = parametersOf(route, known);
  return {
    operationId: camel(route.handler),
    summary: route.summary,
    tags: [route.host === "base" ? "base host" : "home host"],
    ...(route.access === "public" ? { security: [] } : { security: [{ session: [] }], "x-permission": route.access }),
    "x-max-body-bytes": route.max_body_bytes,
    "x-max-seconds": route.max_seconds,
    "x-rate": route.rate,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.request === undefined ? {} : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.request, known) } } } }),
    responses: {
      200: { description: route.summary, content: route.events ? eventsOf(route, known) : { "application/json": { schema: schemaOf(route.response, known) } } },
      default: otherwiseOf(route, known),
    },
  };
}

function problem() {
  return {
    type: "object",
    description: "RFC 9457; never holds text from the request",
    properties: {
      type: { type: "string", pattern: "^/errors/[0-9]{4}$" },
      title: { type: "string" },
      status: { type: "integer" },
      code: { $ref: "#/components/schemas/ErrorCode" },
      number: { type: "integer" },
      field: { type: "string" },
      login: { ...idText("log"), description: "with second_factor_needed" },
      receipt: { $ref: "#/components/schemas/Refused", description: "with what askAssist refuses: the statement is numbered all the same" },
    },
    required: ["type", "title", "status", "code", "number"],
    additionalProperties: false,
  };
}

export function openapi() {
  const routes = loadRoutes();
  const shapes = read(shapesSource).shapes;
  const known = new Map(Object.keys(shapes).map((name) => [name, "not used"]));
  const paths = {};
  for (const route of routes) {
    if (route.method === "POST" && route.request === undefined) fault(`${route.handler}: a POST needs a request shape`);
    if (route.response === undefined && route.events === undefined) fault(`${route.handler}: needs a response shape`);
    else (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, known);
  }
  const schemas = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, schemaOf(shape, known)]));
  for (const [name, use] of known) if (use !== "used") fault(`${shapesSource}: nothing uses shape ${name}`);
  // Errors of the browser itself (8000 …) never come from the server.
  const codes = read("shared/schema/errors.json").filter((e) => e.number < 8000 || e.number >= 9000);
  const document = {
    openapi: "3.1.0",
    info: {
      title: "Careseal",
      version: "1",
      description: "JSON objects with ASCII keys and integers below 2^53; no floats, null or booleans. Bytes are base64url without padding. What is sealed is opaque here: the server holds no key that opens it.",
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    paths,
    components: {
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "__Host-careseal" } },
      parameters: {
        Proof: { name: "Careseal-Proof", in: "header", required: true, description: "counter.mac: proof that the session key is held", schema: { type: "string", pattern: "^[0-9]+\\.[A-Za-z0-9_-]{43}$" } },
      },
      responses: { Problem: { description: "Refused or failed", content: problemContent } },
      schemas: {
        ...schemas,
        Problem: problem(),
        Role: { type: "string", enum: loadAccess().roles.map((r) => r.name) },
        ErrorCode: { type: "string", enum: codes.map((e) => e.name) },
      },
    },
  };
  emit("shared/schema/openapi.gen.json", `${JSON.stringify(document, null, 1)}\n`);
  // The server serves it from memory; string literals may be long, but not endless, so it is cut into pieces.
  const pieces = JSON.stringify(document).match(/[\s\S]{1,8000}/g);
  emit("server/http/openapi.gen.h",
    "// Generated by scripts/generate.mjs from shared/schema/routes.json and shapes.json; do not edit.\n#pragma once\n\n#include <string_view>\n\nnamespace care::server {\n\n" +
    `inline constexpr std::string_view kOpenApi =\n${pieces.map((each) => `    R"care(${each})care"`).join("\n")};\n\n}  // namespace care::server\n`);
}
