// tests/integration/assisted_home.h — a home with help switched on, a carer who may ask, and the service that answers.
#pragma once

#include "shared/audit/statement_assist.h"
#include "tests/integration/ai_provider.h"
#include "tests/integration/home.h"

namespace care::test {

inline constexpr std::string_view kProviderKey = "k3y-of-the-service-0123456789";
inline constexpr std::string_view kNote = "[RESIDENT_1] was unsettled at 02:20, asked for [PERSON_1] – fluids 1,150 ml. ✓";

// What came of asking: the problem, or the events of the stream.
struct Asked {
  Answer answer;
  std::vector<std::pair<std::string, Json>> events;
  std::string result() const;      // of the end, or the problem's code
  std::string text() const;        // the pieces put together
  const Json* receipt() const;     // of the stream or of the problem; null if there is none
};

struct AssistedHome {
  using Change = std::function<void(server::Config&)>;
  explicit AssistedHome(const Change& change = [](server::Config&) {}, bool switched_on = true);

  void allow(std::initializer_list<std::string_view> uses, std::string_view region = "uksouth", std::string_view model = "gpt-4o");
  void switch_off();
  void restart(const Change& change);
  Json sign(Member& who, std::string_view text = kNote, std::string_view use = "rewrite_note");  // what assist_statement answers
  Asked ask(Member& who, const Json& signed_one, std::string_view text = kNote);
  Asked ask(Member& who) { return ask(who, sign(who)); }
  std::string verify_receipt(Member& who, const Json& signed_one, const Asked& asked);  // the state the device gives it
  Json audit_rows();                            // newest first, as the owner's device sees them

  AiProvider provider;
  TestServer server;
  std::optional<TestHome> home;
  Member carer;
};

}  // namespace care::test
