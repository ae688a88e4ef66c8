#include "shared/validate/dose.h"

#include "shared/validate/ascii.h"

namespace care {
namespace {

constexpr std::string_view kUnits[] = {
    "g",      "mg",    "micrograms", "nanograms", "ml",       "mmol",    "units", "drop",  "drops",  "puff",  "puffs",
    "tablet", "tablets", "capsule",  "capsules",  "patch",    "patches", "sachet", "sachets", "spray", "sprays",
};

bool is_unit(std::string_view text) { return std::find(std::begin(kUnits), std::end(kUnits), text) != std::end(kUnits); }

// No leading zeros but one before the point, no trailing zeros after it, and not nothing.
bool is_amount(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!ascii::all_digits(whole) || whole.size() > 6 || (whole.size() > 1 && whole.front() == '0')) return false;
  if (point == std::string_view::npos) return whole != "0";
  const std::string_view part = text.substr(point + 1);
  return ascii::all_digits(part) && part.size() <= 4 && part.back() != '0';
}

}  // namespace

Result<std::string> parse_dose(std::string_view text) {
  const std::string packed = ascii::without(text, " ");
  const std::size_t unit = packed.find_first_not_of("0123456789.");
  if (unit == std::string::npos) return ErrorCode::dose_invalid;
  const std::string amount = packed.substr(0, unit);
  // Spaces only around the parts: "1 0 mg" is not ten milligrams.
  if (text.find(amount) == std::string_view::npos || text.find(packed.substr(unit)) == std::string_view::npos) {
    return ErrorCode::dose_invalid;
  }
  if (!is_amount(amount) || !is_unit(std::string_view(packed).substr(unit))) return ErrorCode::dose_invalid;
  return amount + " " + packed.substr(unit);
}

}  // namespace care
