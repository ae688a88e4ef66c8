#include "tests/hostile/lying_log.h"

#include <algorithm>
#include <charconv>

#include "shared/audit/consistency.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/statement_server_event.h"
#include "shared/base/encoding.h"
#include "tests/support/catch.h"

namespace care::test {
namespace {

std::uint64_t query(std::string_view path, std::string_view name, std::uint64_t otherwise) {
  const std::string wanted = std::string(name) + "=";
  std::size_t at = path.find('?');
  while (at != std::string_view::npos) {
    const std::string_view rest = path.substr(at + 1);
    if (rest.starts_with(wanted)) {
      std::uint64_t value = 0;
      std::from_chars(rest.data() + wanted.size(), rest.data() + rest.size(), value);
      return value;
    }
    at = path.find('&', at + 1);
  }
  return otherwise;
}

bool is_in(const std::vector<std::size_t>& list, std::size_t index) {
  return std::find(list.begin(), list.end(), index) != list.end();
}

Json hashes(const audit::Proof& proof) {
  Json out = Json::array();
  for (const Hash32& hash : proof) out.push(encode_base64url(hash));
  return out;
}

}  // namespace

std::string sign_head(const audit::Checkpoint& head, const crypto::SigningKey& key) {
  const auto signer = audit::NoteSigner::create(head.origin, audit::NoteKeyType::ed25519, key);
  REQUIRE(signer.ok());
  return audit::sign_checkpoint(head, {&*signer, 1}).value();
}

LyingLog::LyingLog(std::vector<Bytes> leaves, std::string origin, const crypto::SigningKey& key)
    : leaves_(std::move(leaves)), origin_(std::move(origin)), key_(&key) {
  number();
}

audit::Leaf LyingLog::leaf(std::size_t index) const { return audit::decode_leaf(leaves_.at(index)).value(); }

std::size_t LyingLog::find(std::string_view words, std::size_t from) const {
  for (std::size_t i = from; i < leaves_.size(); ++i) {
    const audit::Leaf each = leaf(i);
    if (as_text(each.body).find(words) != std::string_view::npos) return i;
  }
  INFO("no leaf says " << words);
  REQUIRE(false);
  return 0;
}

void LyingLog::number() {
  nodes_ = {};
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    audit::Leaf each = leaf(i);
    each.index = i;
    leaves_[i] = audit::encode_leaf(each).value();
    nodes_.append(audit::hash_leaf(leaves_[i]));
  }
}

LyingLog& LyingLog::cut(std::size_t size) {
  leaves_.resize(size);
  number();
  return *this;
}

LyingLog& LyingLog::replace(std::size_t index, audit::Leaf leaf) {
  leaves_.at(index) = audit::encode_leaf(leaf).value();
  number();
  return *this;
}

LyingLog& LyingLog::append(audit::Leaf leaf) {
  leaf.index = leaves_.size();
  leaves_.push_back(audit::encode_leaf(leaf).value());
  number();
  return *this;
}

LyingLog& LyingLog::append_event() {
  audit::Leaf event;
  event.time_ms = leaf(leaves_.size() - 1).time_ms + 1;
  event.body = audit::encode_server_event({event.time_ms, std::nullopt, audit::Restarted{}});
  return append(std::move(event));
}

LyingLog& LyingLog::append_statement(audit::LeafKind kind, Bytes body, const crypto::Signature& signature) {
  audit::Leaf added;
  added.kind = kind;
  added.time_ms = leaf(leaves_.size() - 1).time_ms + 1;
  added.body = std::move(body);
  added.signature = signature;
  return append(std::move(added));
}

LyingLog& LyingLog::hide(std::size_t index) {
  hidden_.push_back(index);
  return *this;
}

LyingLog& LyingLog::list_as_membership(std::size_t index) {
  listed_.push_back(index);
  return *this;
}

std::string LyingLog::note() const { return sign_head({origin_, leaves_.size(), root()}, *key_); }

Json LyingLog::entry(std::uint64_t index, std::uint64_t size) {
  return Json::object({{"leaf", encode_base64url(leaves_.at(index))},
                       {"proof", hashes(audit::build_inclusion(nodes_, index, size).value())}});
}

Json LyingLog::consistency(std::uint64_t from, std::uint64_t to) {
  if (from == 0 || from >= to || to > size()) return Json::object({{"proof", Json::array()}});
  return Json::object({{"proof", hashes(audit::build_consistency(nodes_, from, to).value())}});
}

Json LyingLog::receipt(std::uint64_t index, std::string_view result) {
  const audit::Leaf each = leaf(index);
  Json commitments = Json::array();
  for (const auto& commitment : each.commitments) {
    commitments.push(Json::object(
        {{"field", std::uint64_t{commitment.field}}, {"hash", encode_base64url(commitment.commitment)}}));
  }
  return Json::object({{"commitments", std::move(commitments)},
                       {"index", index},
                       {"note", note()},
                       {"proof", *entry(index, size()).find("proof")},
                       {"result", result},
                       {"time", each.time_ms}});
}

Json LyingLog::membership(std::uint64_t from, std::uint64_t size) {
  Json list = Json::array();
  for (std::uint64_t i = from; i < size; ++i) {
    if (is_in(hidden_, i)) continue;
    if (is_in(listed_, i) || leaf(i).kind == audit::LeafKind::membership) list.push(entry(i, size));
  }
  return Json::object({{"entries", std::move(list)}});
}

Json LyingLog::entries(std::uint64_t before, std::uint64_t limit, std::uint64_t size) {
  Json list = Json::array();
  for (std::uint64_t i = std::min(before, size); i > 0 && list.items().size() < limit; --i) list.push(entry(i - 1, size));
  return Json::object({{"entries", std::move(list)}});
}

std::optional<Json> LyingLog::answer(std::string_view path) {
  constexpr std::string_view kLog = "/api/v1/log/";
  if (!path.starts_with(kLog)) return std::nullopt;
  const std::string_view what = path.substr(kLog.size(), path.find('?') == std::string_view::npos
                                                             ? std::string_view::npos
                                                             : path.find('?') - kLog.size());
  const std::uint64_t wanted = std::min<std::uint64_t>(query(path, "size", size()), size());
  if (what == "checkpoint") return Json::object({{"note", note()}, {"size", std::uint64_t{size()}}});
  if (what == "consistency") return consistency(query(path, "from", 0), query(path, "to", size()));
  if (what == "membership") return membership(query(path, "from", 0), wanted);
  if (what == "entries") return entries(query(path, "before", wanted), query(path, "limit", 50), wanted);
  return std::nullopt;
}

}  // namespace care::test
