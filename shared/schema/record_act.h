// shared/schema/record_act.h — what a statement does with a record, and the `act` it is called by there.
//
// Tests    tests/unit/validate/validate_test.cpp, tests/unit/audit/statement_test.cpp
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace care {

enum class RecordAct : std::uint8_t { create, update, strike };

inline constexpr std::array<std::pair<RecordAct, std::string_view>, 3> kRecordActs{
    {{RecordAct::create, "record.create"}, {RecordAct::update, "record.update"}, {RecordAct::strike, "record.strike"}}};

constexpr std::string_view name_of(RecordAct act) { return kRecordActs[static_cast<std::size_t>(act)].second; }

constexpr std::optional<RecordAct> find_record_act(std::string_view name) {
  for (const auto& [act, each] : kRecordActs) {
    if (each == name) return act;
  }
  return std::nullopt;
}

}  // namespace care
