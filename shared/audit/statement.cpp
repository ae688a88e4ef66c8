#include "shared/audit/statement.h"

#include "shared/base/encoding.h"
#include "shared/crypto/hazmat/sha2.h"

namespace care::audit {
namespace {

constexpr unsigned kStatementMaxDepth = 4;  // body, list holder, list, item

Result<StatementTreeHead> read_tree_head(const Json& value) {
  ObjectReader reader = CARE_TRY(ObjectReader::open(value));
  StatementTreeHead tree;
  tree.root = CARE_TRY(reader.base64url_exact<32>("root"));
  tree.size = CARE_TRY(reader.integer("size"));
  CARE_TRY(reader.finish());
  return tree;
}

}  // namespace

Hash32 statement_hash(BytesView body) { return crypto::sha256(body); }

StatementTreeHead empty_tree_head() { return {.size = 0, .root = crypto::sha256({})}; }

Result<Json> parse_statement_json(BytesView body) {
  return parse_canonical(body, {.max_bytes = kStatementMaxBytes, .max_depth = kStatementMaxDepth});
}

Result<Bytes> encode_statement_json(const Json& body) {
  const std::string text = encode_canonical(body);
  if (text.size() > kStatementMaxBytes) return ErrorCode::json_too_large;
  return to_bytes(as_bytes(text));
}

Result<StatementHead> read_statement_head(ObjectReader& body) {
  const std::uint64_t version = CARE_TRY(body.integer("v"));
  if (version != kStatementVersion) return Error(ErrorCode::version_unsupported, "v");
  StatementHead head;
  head.workspace = CARE_TRY(body.id<WorkspaceId>("ws"));
  head.author = CARE_TRY(body.id<ActorId>("who"));
  head.key = CARE_TRY(body.id<KeyId>("dev"));
  head.number = CARE_TRY(body.integer("n"));
  if (body.find("p") != nullptr) head.previous = CARE_TRY(body.base64url_exact<32>("p"));
  head.tree = CARE_TRY(read_tree_head(*CARE_TRY(body.object("head"))));
  head.time_ms = CARE_TRY(body.integer("t"));
  CARE_TRY(check_statement_head(head));
  return head;
}

Result<void> check_statement_head(const StatementHead& head) {
  if (head.number == 0) return Error(ErrorCode::json_wrong_type, "n");
  // The first statement of a key has none before it, and every later one says which.
  if (head.number > 1 && !head.previous) return Error(ErrorCode::json_missing_field, "p");
  if (head.number == 1 && head.previous) return Error(ErrorCode::json_unknown_field, "p");
  if (head.tree.size == 0 && head.tree != empty_tree_head()) return Error(ErrorCode::head_unknown, "head");
  return {};
}

void write_statement_head(Json& body, const StatementHead& head) {
  body.set("v", kStatementVersion);
  body.set("ws", head.workspace.text());
  body.set("who", head.author.text());
  body.set("dev", head.key.text());
  body.set("n", head.number);
  if (head.previous) body.set("p", encode_base64url(*head.previous));
  body.set("head", Json::object({{"root", encode_base64url(head.tree.root)}, {"size", head.tree.size}}));
  body.set("t", head.time_ms);
}

Result<StatementOutline> parse_statement_outline(BytesView body) {
  const Json json = CARE_TRY(parse_statement_json(body));
  ObjectReader reader = CARE_TRY(ObjectReader::open(json));
  StatementOutline outline;
  outline.act = CARE_TRY(reader.text("act"));
  outline.head = CARE_TRY(read_statement_head(reader));
  return outline;
}

}  // namespace care::audit
