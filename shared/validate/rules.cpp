#include "shared/validate/rules.h"

#include <algorithm>

namespace care {
namespace {

bool is_text(const Json* value, std::string_view text) { return value != nullptr && value->is_text() && value->text() == text; }

bool is_number(const Json* value, std::uint64_t number) {
  return value != nullptr && value->is_integer() && value->integer() == number;
}

bool is_above(const Json* upper, const Json* lower) {
  const bool both = upper != nullptr && lower != nullptr && upper->is_integer() && lower->is_integer();
  return !both || upper->integer() > lower->integer();
}

bool condition_holds(const RuleCondition& condition, const Json& fields) {
  const auto is_present = [&fields](std::string_view name) { return fields.find(name) != nullptr; };
  const Json* first = fields.find(condition.fields.front());
  switch (condition.test) {
    case RuleTest::any_present: return std::any_of(condition.fields.begin(), condition.fields.end(), is_present);
    case RuleTest::none_present: return std::none_of(condition.fields.begin(), condition.fields.end(), is_present);
    case RuleTest::is_text: return is_text(first, condition.text);
    case RuleTest::is_not_text: return !is_text(first, condition.text);
    case RuleTest::is_number: return is_number(first, condition.number);
    case RuleTest::is_not_number: return !is_number(first, condition.number);
    case RuleTest::above: return is_above(first, fields.find(condition.fields.back()));
  }
  return true;
}

}  // namespace

bool rule_holds(const RuleInfo& rule, const Json& fields) {
  return (rule.when && !condition_holds(*rule.when, fields)) || condition_holds(rule.then, fields);
}

}  // namespace care
