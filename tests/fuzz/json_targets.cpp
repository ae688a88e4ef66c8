// The two JSON readers, the one for a writing service's answers, and the encodings inside.
#include "server/assist/chat_stream.h"
#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/wire/json_text.h"
#include "tests/fuzz/seeds.h"

namespace care::fuzz {
namespace {

constexpr JsonLimits kLimits{.max_bytes = 64 * 1024, .max_depth = 8};
constexpr JsonLimits kRoom{.max_bytes = 1024 * 1024, .max_depth = 8};  // what any spacing is read into may be longer when written

unsigned depth_of(const Json& tree) {
  unsigned deepest = 0;
  if (tree.is_array()) {
    for (const Json& item : tree.items()) deepest = std::max(deepest, depth_of(item));
    return deepest + 1;
  }
  if (!tree.is_object()) return 0;
  for (const auto& [key, member] : tree.members()) deepest = std::max(deepest, depth_of(member));
  return deepest + 1;
}

// What counts as one value: no key twice, all sorted, integers that JavaScript has.
void check_tree(const Json& tree) {
  if (tree.is_integer()) FUZZ_CHECK(tree.integer() <= kJsonMaxInteger);
  if (tree.is_text()) FUZZ_CHECK(is_valid_utf8(tree.text()));
  if (tree.is_array()) {
    for (const Json& item : tree.items()) check_tree(item);
  } else if (tree.is_object()) {
    for (std::size_t i = 0; i < tree.members().size(); ++i) {
      if (i > 0) FUZZ_CHECK(tree.members()[i - 1].first < tree.members()[i].first);
      check_tree(tree.members()[i].second);
    }
  }
}

void run_json(BytesView input) {
  const auto strict = parse_canonical(input, kLimits);
  const auto loose = wire::parse_json(input, kLimits);
  if (accepted(strict)) {
    FUZZ_CHECK(encode_canonical(*strict) == as_text(input));
    // The other reader takes it too, but for its limit of members, and sees the same.
    if (accepted(loose)) {
      FUZZ_CHECK(*loose == *strict);
    } else {
      FUZZ_CHECK(loose.error().code() == ErrorCode::json_too_large);
    }
  }
  if (!accepted(loose)) return;
  check_tree(*loose);
  FUZZ_CHECK(depth_of(*loose) <= kLimits.max_depth);
  const std::string written = encode_canonical(*loose);
  const auto again = parse_canonical(as_bytes(written), kRoom);
  FUZZ_CHECK(again.ok() && *again == *loose);
}

Inputs json_seeds() {
  Inputs out;
  add_texts(out, test::load_vectors("statement_v1.json")["good"], "body");
  add_texts(out, test::load_vectors("membership_v1.json")["chain"], "body");
  add_all(out, {"{}", "[]", "0", "\"\"", "9007199254740991", "9007199254740992", "-1", "1.5", "1e3", "null", "true",
                " {\r\n\t\"b\" : [1, 2 , {}] ,\"a\":\"\\u00e9\\n\\/\" } ", "{\"a\":1,\"a\":2}", "\"\\ud83d\\ude00\"", "\"\\ud83d\"",
                "\"\\u0000\"", "\"\\u001f\"", "[[[[[[[[]]]]]]]]", "[[[[[[[[[]]]]]]]]]", "{\"\xC3\xA9\":1}", "\"\xED\xA0\x80\"", "\xEF\xBB\xBF{}",
                "{\"a\":1}x", "[1,]", "/**/{}"});
  return out;
}

// A streamed answer reads the same whole and byte by byte, and its text is text of a bounded size.
struct Heard {
  std::string text;
  ErrorCode code = ErrorCode::internal;  // internal: it came whole
  friend bool operator==(const Heard&, const Heard&) = default;
};
Heard hear(std::string_view bytes, std::size_t part) {
  Heard out;
  server::ChatStream stream([&](std::string_view text) {
    out.text += text;
    return true;
  });
  for (; !bytes.empty(); bytes.remove_prefix(std::min(part, bytes.size()))) {
    if (const auto taken = stream.take(bytes.substr(0, part)); !taken.ok()) return out.code = taken.error().code(), out;
  }
  if (const auto finished = stream.finish(); !finished.ok()) out.code = finished.error().code();
  return out;
}

void run_chat(BytesView input) {
  const Heard whole = hear(as_text(input), std::string_view::npos);
  FUZZ_CHECK(whole.text.size() <= server::kAnswerMaxBytes && is_valid_utf8(whole.text));
  FUZZ_CHECK(hear(as_text(input), 1) == whole);
}

Inputs chat_seeds() {
  Inputs out;
  add_all(out, {"data: {\"choices\":[{\"delta\":{\"content\":\"Zo\xC3\xAB\"},\"finish_reason\":null}]}\n\ndata: [DONE]\n\n",
                ": wait\r\n\r\ndata: {\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}],\"created\":1.5e3}\r\n\r\n",
                "data:{\"choices\":[{\"finish_reason\":\"stop\"}]}\r\rdata:{\"error\":{\"code\":\"content_filter\"}}\n\n", "data: {\ndata: }\n\n"});
  return out;
}

template <typename Decode, typename Encode>
void check_encoding(BytesView input, const Decode& decode, const Encode& encode) {
  if (const auto bytes = decode(as_text(input)); accepted(bytes)) FUZZ_CHECK(encode(*bytes) == as_text(input));
  const auto back = decode(encode(input));
  FUZZ_CHECK(back.ok() && same(*back, input));
}

template <typename IdType>
void check_id(BytesView input) {
  if (const auto id = IdType::parse(as_text(input)); accepted(id)) FUZZ_CHECK(id->text() == as_text(input));
  if (const auto id = IdType::from_bytes(input); accepted(id)) FUZZ_CHECK(*IdType::parse(id->text()) == *id);
}

void run_encoding(BytesView input) {
  check_encoding(input, decode_hex, encode_hex);
  check_encoding(input, decode_base64, encode_base64);
  check_encoding(input, decode_base64url, encode_base64url);
  check_encoding(input, decode_base32hex, encode_base32hex);
  check_id<WorkspaceId>(input);
  check_id<SubjectId>(input);
  check_id<UnitId>(input);
}

Inputs encoding_seeds() {
  Inputs out;
  add_all(out, {"", "00ff", "0F", "AA==", "AAA=", "AAAA", "AA", "AB==", "-_-_", "+/+/", "ws_000g40o40k30e209185go38e1s",
                "sub_000g40o40k30e209185go38e1s", "unit_000g40o40k30e209185go38e1s", "ws_000g40o40k30e209185go38e1t", "vvvvvvvv", "AAAAA"});
  return out;
}

}  // namespace

std::vector<Target> json_targets() {
  return {{"json", run_json, json_seeds, 0}, {"encoding", run_encoding, encoding_seeds},
          {"chat_stream", run_chat, chat_seeds, 0}};
}

}  // namespace care::fuzz
