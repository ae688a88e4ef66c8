// tests/hostile/forge.h — statements as the server itself can make them up: well formed, rightly chained, signed by a key of its own.
#pragma once

#include "shared/audit/statement.h"
#include "shared/audit/statement_server_event.h"
#include "shared/base/encoding.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/statement_signature.h"
#include "tests/hostile/world.h"
#include "tests/support/test_random.h"

namespace care::test {

struct Statement {
  Bytes body;
  crypto::Signature signature{};
};

inline const crypto::SigningKey& forger_key() {
  static TestRandom random(77);
  static const crypto::SigningKey key = crypto::SigningKey::make(random);
  return key;
}

inline Statement signed_by(const crypto::SigningKey& key, const Json& body) {
  Statement out;
  const std::string text = encode_canonical(body);
  out.body = to_bytes(as_bytes(text));
  out.signature = crypto::sign_statement(key, out.body);
  return out;
}

inline Statement read_statement(const Json& travelling) {  // {"body","sig"}
  Statement out;
  out.body = decode_base64url(text_of(travelling, "body")).value();
  REQUIRE(copy_exact(decode_base64url(text_of(travelling, "sig")).value(), out.signature));
  return out;
}

inline Json body_of(const LyingLog& log, std::size_t index) { return parse_canonical(log.leaf(index).body).value(); }

// Hash of the newest membership statement: what the next one has to name.
inline std::string newest_membership(const LyingLog& log) {
  for (std::size_t i = log.size(); i > 0; --i) {
    const audit::Leaf leaf = log.leaf(i - 1);
    if (leaf.kind == audit::LeafKind::membership) return encode_base64url(audit::statement_hash(leaf.body));
  }
  return {};
}

// The body of a real statement, put at the end of that log's chain, with the next free number of its key.
inline Json continued(Json body, const LyingLog& log) {
  const auto nothing = audit::empty_tree_head();
  return body.set("dir_prev", newest_membership(log))
      .set("head", Json::object({{"root", encode_base64url(nothing.root)}, {"size", nothing.size}}))
      .set("n", std::uint64_t{5000})
      .set("p", encode_base64url(Bytes(32, 7)));
}

inline void append(LyingLog& log, const Statement& statement) {
  log.append_statement(audit::LeafKind::membership, statement.body, statement.signature);
}

// The server refuses that statement in this log; what its author is given.
inline Json refuse(LyingLog& log, const Statement& statement, ErrorCode code = ErrorCode::role_forbids) {
  const auto outline = audit::parse_statement_outline(statement.body).value();
  audit::Leaf leaf;
  leaf.time_ms = log.leaf(log.size() - 1).time_ms + 1;
  leaf.body = audit::encode_server_event({leaf.time_ms, outline.head.author,
                                          audit::StatementRefused{code, outline.head.key, outline.head.number,
                                                                  audit::statement_hash(statement.body)}});
  const std::string body = encode_base64url(leaf.body);
  log.append(std::move(leaf));
  return log.receipt(log.size() - 1, "refused").set("code", info_of(code).name).set("refused_body", body);
}

// A sealed record as the server hands it on: at that place of the log, whatever stands there.
inline Json delivered(const Json& sealed, std::uint64_t index) {
  const Json& item = *sealed.find("item");
  const auto statement = audit::parse_record_statement(decode_base64url(text_of(item, "body")).value()).value();
  Json facets = Json::array();
  for (std::size_t i = 0; i < statement.after.size(); ++i) {
    facets.push(Json::object({{"bytes", item.find("facets")->items().at(i)}, {"f", std::uint64_t{statement.after[i].facet}}}));
  }
  return Json::object({{"body", *item.find("body")},
                       {"facets", std::move(facets)},
                       {"index", index},
                       {"seq", std::uint64_t{1}},
                       {"sig", *item.find("sig")},
                       {"time", statement.head.time_ms}});
}

}  // namespace care::test
