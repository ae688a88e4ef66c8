// tests/integration/writing.h — a home with a resident, and a carer who may write about her.
#pragma once

#include "tests/integration/home.h"

namespace care::test {

struct Writing {
  Writing()
      : home(server, "sunrise"), carer(home.join("colin", Role::carer)), subject(home.owner->add_resident("Edith", "Marlow")) {
    carer->sync();
    carer->take_subjects();
  }
  std::uint64_t log_size() { return number_of(home.owner->get("/api/v1/log/checkpoint"), "size"); }
  Json drink(std::uint64_t ml) { return list_of(drink_for(subject, carer->now_ms(), ml)); }

  StartedServer server;
  TestHome home;
  Member carer;
  std::string subject;
};

// A new version of a record as read_changes answers it.
inline Json correction_of(const Json& record, std::string_view act, Json fields) {
  return Json::object({{"act", act},
                       {"before", *record.find("after")},
                       {"fields", std::move(fields)},
                       {"record", text_of(record, "record")},
                       {"subject", text_of(record, "subject")},
                       {"type", "drink"},
                       {"version", number_of(record, "version")}});
}

inline Json change_of(std::string_view reason) { return Json::object({{"reason", reason}}); }

}  // namespace care::test
