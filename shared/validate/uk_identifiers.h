// shared/validate/uk_identifiers.h — identifiers of people and places in the UK: parse_ reads what people type and
// gives the one spelling that is stored.
//
// Errors   nhs_number_invalid, nino_invalid, postcode_invalid, phone_invalid, ods_code_invalid, cqc_id_invalid
// Source   rules and their sources in tests/vectors/uk_identifiers_v1.json
// Tests    tests/unit/validate/uk_identifiers_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace care {

Result<std::string> parse_nhs_number(std::string_view text);  // ten digits
Result<std::string> parse_nino(std::string_view text);        // AB123456C
Result<std::string> parse_postcode(std::string_view text);    // SW1A 1AA; ZZ99 pseudo postcodes are refused
Result<std::string> parse_phone(std::string_view text);       // +447700900123; without country it is the UK
Result<std::string> parse_ods_code(std::string_view text);    // as issued: upper case, 4 or 5 characters
Result<std::string> parse_cqc_id(std::string_view text);      // 1-125940638

}  // namespace care
