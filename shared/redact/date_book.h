// shared/redact/date_book.h — dates that leave as other dates, and how they come back.
//
// A date leaves in its own writing, moved by one number of days for the whole conversation, or as month and year. The same words
// then mean one date only: where they would mean two, the date has to leave as a placeholder (moved), or does not come back (month).
// Secrets  holds dates
// Tests    tests/unit/redact/date_book_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "shared/redact/written_date.h"

namespace care::redact {

enum class DateForm : std::uint8_t { placeholder, shifted, month };
inline constexpr int kMostShiftDays = 3650;

class DateBook {
 public:
  DateBook(DateForm form, int shift_days) : form_(form), shift_days_(shift_days) {}

  DateForm form() const { return form_; }
  // How this date leaves; absent: as a placeholder.
  std::optional<std::string> take_out(std::string_view original);
  // This date left as it was written: nothing else may leave looking like it.
  void keep(DateValue date);
  bool is_kept(DateValue date) const;
  // What a date in an answer, date.begin … date.end of its text, stands for; absent: nothing of ours.
  std::optional<std::string> find_original(std::string_view text, const WrittenDate& date) const;

 private:
  struct Entry {
    std::string outside;
    std::string original;
    DateValue value;        // of `outside`
    bool ambiguous = false;
  };

  DateForm form_;
  int shift_days_;
  // By month and day.
  std::unordered_map<unsigned, std::vector<Entry>> entries_;
  std::unordered_map<unsigned, std::vector<int>> kept_;  // their years
};

}  // namespace care::redact
