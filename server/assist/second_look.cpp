#include "server/assist/second_look.h"

#include <algorithm>

#include "server/web_assets.gen.h"
#include "shared/redact/redact.h"

namespace care::server {

struct SecondLook::Words {
  Bytes bytes;  // of its own: the lexicon asks for an address that suits it
  redact::Lexicon lexicon;
  redact::Roster nobody;
};

SecondLook::SecondLook(std::unique_ptr<Words> words) : words_(std::move(words)) {}
SecondLook::SecondLook(SecondLook&&) noexcept = default;
SecondLook::~SecondLook() = default;

Result<SecondLook> SecondLook::create(BytesView lists) {
  Bytes bytes = to_bytes(lists);
  auto lexicon = CARE_TRY(redact::open_lists(bytes));
  return SecondLook(std::unique_ptr<Words>(new Words{std::move(bytes), lexicon, {}}));
}

Result<void> SecondLook::check(std::string_view text) const {
  const auto found = redact::find_identifiers(text, words_->nobody, words_->lexicon);
  const bool left = std::any_of(found.begin(), found.end(), [](const auto& each) { return redact::is_hard(each.span.type); });
  return left ? Result<void>(ErrorCode::assist_identifier_left) : Result<void>();
}

BytesView redact_lists() {
  for (const WebAsset& asset : web_assets()) {
    if (asset.path.find("/care_redact") != std::string_view::npos && asset.path.ends_with(".lists")) return asset.plain;
  }
  return {};
}

}  // namespace care::server
