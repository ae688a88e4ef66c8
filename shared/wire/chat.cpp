#include "shared/wire/chat.h"

#include <nlohmann/json.hpp>

#include "shared/base/json.h"

namespace care::wire {
namespace {

using Tree = nlohmann::json;

// Absent, null and another kind are the same here.
const Tree* find(const Tree& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto at = object.find(name);
  return at == object.end() ? nullptr : &*at;
}

std::string_view text_of(const Tree* value) {
  const auto* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

ErrorCode reason_of(const Tree& error) {
  constexpr std::string_view kFilter = "content_filter";
  const Tree* inner = find(error, "innererror");
  const bool filtered = text_of(find(error, "code")) == kFilter ||
                        (inner != nullptr && text_of(find(*inner, "code")) == "ResponsibleAIPolicyViolation");
  return filtered ? ErrorCode::assist_provider_refused : ErrorCode::assist_provider_failed;
}

Result<ChatPiece> read_choice(const Tree& choice) {
  ChatPiece piece;
  if (const Tree* delta = find(choice, "delta"); delta != nullptr) piece.text = text_of(find(*delta, "content"));
  const std::string_view reason = text_of(find(choice, "finish_reason"));
  if (reason == "content_filter") return ErrorCode::assist_provider_refused;
  piece.cut_off = reason == "length";
  piece.finished = !reason.empty() && !piece.cut_off;
  return piece;
}

}  // namespace

std::string encode_chat_question(const ChatQuestion& question) {
  // Texts in the one spelling of base/json.h; the rest has no characters that need one.
  std::string out = "{\"messages\":[{\"role\":\"system\",\"content\":" + encode_canonical(Json(question.instruction)) +
                    "},{\"role\":\"user\",\"content\":" + encode_canonical(Json(question.text)) + "}]";
  if (!question.model.empty()) out += ",\"model\":" + encode_canonical(Json(question.model));
  if (question.refuse_storing) out += ",\"store\":false";
  return out + ",\"stream\":true}";
}

Result<ChatPiece> parse_chat_piece(std::string_view json) {
  const Tree tree = Tree::parse(json.begin(), json.end(), nullptr, false);
  if (!tree.is_object()) return ErrorCode::assist_provider_failed;
  if (const Tree* error = find(tree, "error"); error != nullptr && !error->is_null()) return reason_of(*error);
  const Tree* choices = find(tree, "choices");
  if (choices == nullptr || !choices->is_array() || choices->empty()) return ChatPiece{};
  return read_choice(choices->front());
}

ErrorCode read_chat_refusal(std::string_view json) {
  const Tree tree = Tree::parse(json.begin(), json.end(), nullptr, false);
  const Tree* error = find(tree, "error");
  return error == nullptr ? ErrorCode::assist_provider_failed : reason_of(*error);
}

}  // namespace care::wire
