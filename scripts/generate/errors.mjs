// Error codes: numbers, HTTP statuses and sentences. The sentences reach the web app by web/scripts/strings.mjs.
import { emit, note, read } from "./output.mjs";

const source = "shared/schema/errors.json";

export function errors() {
  const list = read(source);
  emit("shared/base/error_code.gen.h",
    `${note(source)}#pragma once\n\n#include <cstdint>\n#include <optional>\n#include <string_view>\n\nnamespace care {\n\n` +
    `enum class ErrorCode : std::uint16_t {\n${list.map((e) => `  ${e.name} = ${e.number},`).join("\n")}\n};\n\n` +
    `struct ErrorInfo {\n  ErrorCode code;\n  std::uint16_t status;  // HTTP\n  std::string_view name;\n};\n\n` +
    `inline constexpr ErrorInfo kErrors[] = {\n${list.map((e) => `    {ErrorCode::${e.name}, ${e.status}, ${JSON.stringify(e.name)}},`).join("\n")}\n};\n\n` +
    `// In a table of their own, so that what never says them (the browser's core) doesn't carry them.\n` +
    `inline constexpr std::string_view kErrorSentences[] = {\n${list.map((e) => `    ${JSON.stringify(e.sentence)},`).join("\n")}\n};\n\n` +
    `constexpr const ErrorInfo& info_of(ErrorCode code) {\n  for (const ErrorInfo& info : kErrors) {\n    if (info.code == code) return info;\n  }\n  return kErrors[0];\n}\n\n` +
    `constexpr std::optional<ErrorCode> find_error(std::string_view name) {\n  for (const ErrorInfo& info : kErrors) {\n    if (info.name == name) return info.code;\n  }\n  return std::nullopt;\n}\n\n` +
    `constexpr std::string_view sentence_of(ErrorCode code) { return kErrorSentences[&info_of(code) - kErrors]; }\n\n}  // namespace care\n`);
  emit("web/src/generated/errors.gen.ts",
    `${note(source)}export const errorNumbers = {\n${list.map((e) => `  ${e.name}: ${e.number},`).join("\n")}\n} as const;\n\n` +
    `export type ErrorCode = keyof typeof errorNumbers;\n`);
}
