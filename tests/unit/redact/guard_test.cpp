#include "shared/redact/guard.h"

#include "tests/support/catch.h"
#include "tests/unit/redact/marked.h"

namespace care::redact {
namespace {

const std::vector<Person> kPeople{{PersonRole::resident, "Mary Orme", {}, "", "999 252 5098", "", {}},
                                  {PersonRole::resident, "Ida Platt", {}, "", "9992764361", "", {}},
                                  {PersonRole::staff, "Jo Lunt", {}, "", "", "", {}},
                                  {PersonRole::resident, "Bert Rudd", {}, "", "", "", {}}};

// What is warned of, as "code: words".
std::vector<std::string> warnings(std::string_view source, Place place = Place::care, std::optional<std::uint32_t> subject = std::nullopt) {
  const auto note = test::marked(source);
  std::vector<std::string> out;
  for (const auto& [span, what] : find_misplaced(note.text, note.identifiers, *Roster::create(kPeople), place, subject)) {
    out.push_back(std::string(warning_code(what)) + ": " + note.text.substr(span.begin, span.end - span.begin));
  }
  return out;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("guard: a national insurance number belongs into no care note") {
  CHECK(warnings("Jo's NI is ⟦I:QQ 12 34 56 C⟧") == List{"wrong_place_nino: QQ 12 34 56 C"});
  CHECK(warnings("⟦I:QQ 12 34 56 C⟧", Place::staff).empty());
  CHECK(warnings("⟦I:QQ 12 34 56 C⟧", Place::finance).empty());
}

TEST_CASE("guard: bank details are a sort code and an account number that say so, or an IBAN") {
  CHECK(warnings("sort code ⟦X:20-45-67⟧ acc ⟦X:12345678⟧") == List{"wrong_place_bank: 20-45-67", "wrong_place_bank: 12345678"});
  CHECK(warnings("Bank: 12345678, s/c 20 45 67").size() == 2);
  CHECK(warnings("account 1234 5678 sort 204567").size() == 2);
  CHECK(warnings("sort code 20-45-67 12345678").size() == 1);
  CHECK(warnings("pay to ⟦X:GB82 WEST 1234 5698 7654 32⟧") == List{"wrong_place_bank: GB82 WEST 1234 5698 7654 32"});
  CHECK(warnings("sort code 20-45-67 acc 12345678 ⟦X:GB82WEST12345698765432⟧", Place::finance).empty());
  // A date and a reference; digits that are too far apart; an IBAN with a wrong check digit.
  CHECK(warnings("Seen 12-05-25, ref 12345678").empty());
  CHECK(warnings("Her account of the day: fell 12-05-25. " + std::string(80, '.') + " case 12345678").empty());
  CHECK(warnings("⟦X:GB83 WEST 1234 5698 7654 32⟧").empty());
}

TEST_CASE("guard: a payment card is known by its check digit") {
  CHECK(warnings("card 4111 1111 1111 1111 exp 02/27") == List{"wrong_place_card_number: 4111 1111 1111 1111"});
  CHECK(warnings("5555555555554444").size() == 1);
  CHECK(warnings("3782-822463-10005").size() == 1);
  CHECK(warnings("4111 1111 1111 1112").empty());
  CHECK(warnings("ring 07700900123 or 07700 900618, fluids 200 150 200 250 100").empty());
  CHECK(warnings("4111 1111 1111 1111", Place::finance).empty());
}

TEST_CASE("guard: an NHS number is somebody else's if the subject has another, or if another resident has it") {
  CHECK(warnings("NHS ⟦N:999 276 4361⟧", Place::care, 0) == List{"wrong_place_nhs_number: 999 276 4361"});
  CHECK(warnings("NHS ⟦N:9992525098⟧", Place::care, 0).empty());
  CHECK(warnings("NHS ⟦N:9990000000⟧", Place::care, 0).size() == 1);
  CHECK(warnings("NHS ⟦N:999 276 4361⟧", Place::care, 3).size() == 1);
  CHECK(warnings("NHS ⟦N:9990000000⟧", Place::care, 3).empty());
  CHECK(warnings("NHS ⟦N:999 276 4361⟧").empty());
  CHECK(warnings("NHS ⟦N:9992764361⟧", Place::finance, 0).size() == 1);
}

TEST_CASE("guard: another resident's name is pointed out, not the subject's own, staff's, or one nobody can be sure of") {
  CHECK(warnings("⟦R0:Mary⟧ argued with ⟦R1:Ida Platt⟧; ⟦S2:Jo⟧ and ⟦R:Norman⟧ came", Place::care, 0) == List{"wrong_place_other_resident: Ida Platt"});
  CHECK(warnings("⟦R0:Mary⟧ and ⟦R1:Ida⟧ to be turned").empty());
  CHECK(warnings("⟦R1:Ida⟧", Place::care, 99).size() == 1);
}

TEST_CASE("guard: a password or a PIN after the word for it belongs into no record") {
  CHECK(warnings("tablet password: Rosebud7.") == List{"wrong_place_password: Rosebud7"});
  CHECK(warnings("Passcode is 2580, ok", Place::staff) == List{"wrong_place_password: 2580"});
  CHECK(warnings("PIN 4711", Place::finance) == List{"wrong_place_password: 4711"});
  CHECK(warnings("her pin number is now 4711").size() == 1);
  for (const char* text : {"forgot her password again", "password reset by IT", "hip pin in 2019 and drug pins 12", "NMC PIN 12A3456E", "pinned 1234", "PIN: 12", "PIN", "password:", "password is"}) {
    INFO(text);
    CHECK(warnings(text).empty());
  }
}

}  // namespace care::redact
