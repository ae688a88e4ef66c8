#include "tests/soak/ledger.h"

#include <map>

#include "server/keyring/keyring.h"
#include "server/keyring/master_key.h"
#include "server/store/sqlite/store.h"
#include "server/workspace/high_water.h"
#include "shared/audit/checkpoint.h"
#include "shared/audit/inclusion.h"
#include "shared/audit/statement.h"
#include "shared/audit/statement_server_event.h"
#include "shared/base/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/client_json.h"

namespace care::soak {
namespace {

namespace fs = std::filesystem;
constexpr server::ClassMask kEveryClass = 0xFFFF;

std::vector<Hash32> hashes_of(const Json& list) {
  std::vector<Hash32> out;
  for (const Json& each : list.items()) out.push_back(decode_base64url_exact<32>(each.text()).value());
  return out;
}

}  // namespace

// One look at one home's files.
class Ledger::Check {
 public:
  explicit Check(server::ReaderLease& reader) : reader_(reader), log_(reader.log()) {}

  std::vector<std::string> run(const std::vector<Entry>& entries, std::uint64_t mark) {
    const auto edge = log_.load_edge();
    if (!edge) return {"the log can't be read"};
    size_ = edge->size();
    root_ = edge->root();
    if (mark > size_) say("the high-water mark stands above the log");
    read_leaves();
    read_versions();
    for (const Entry& each : entries) check(each, mark);
    return std::move(wrong_);
  }

 private:
  void say(const std::string& sentence) {
    if (wrong_.size() < 20) wrong_.push_back(sentence);
  }

  // Each statement once, and the numbers of each key dense.
  void read_leaves() {
    const auto done = log_.leaves(0, size_, [&](const server::LogEntryView& row) {
      const auto leaf = audit::decode_leaf(row.leaf);
      if (!leaf) return say("entry " + std::to_string(row.index) + " can't be read");
      leaves_.push_back(to_bytes(row.leaf));
      if (leaf->kind == audit::LeafKind::client_statement) {
        if (const auto statement = audit::parse_record_statement(leaf->body)) count(statement->head.key, statement->head.number);
      } else if (leaf->kind == audit::LeafKind::server_event) {
        const auto event = audit::parse_server_event(leaf->body);
        const auto* refusal = event ? std::get_if<audit::StatementRefused>(&event->act) : nullptr;
        if (refusal != nullptr) say("statement " + std::to_string(refusal->number) + " of a key was refused");
      }
    });
    if (!done || leaves_.size() != size_) say("entries are missing");
  }

  void count(const KeyId& key, std::uint64_t number) {
    const auto [at, first] = last_numbers_.try_emplace(key, number);
    if (first) return;  // the numbers before are of membership statements
    if (number != at->second + 1) say("number " + std::to_string(number) + " of a key follows " + std::to_string(at->second));
    at->second = number;
  }

  void read_versions() {
    for (std::uint64_t after = 0;;) {
      std::uint64_t seen = 0;
      const auto done = reader_.records().changes_after(after, 1024, {kEveryClass, std::nullopt}, [&](const server::VersionView& version) {
        ++seen;
        after = version.seq;
        auto& envelopes = versions_[version.index];
        for (const server::FacetView& facet : version.facets) envelopes.push_back(to_bytes(facet.envelope));
      });
      if (!done) return say("the records can't be read");
      if (seen == 0) return;
    }
  }

  void check(const Entry& entry, std::uint64_t mark) {
    const std::string at = "acknowledged entry " + std::to_string(entry.index);
    if (entry.index >= leaves_.size()) return say(at + " is not in the log");
    const Bytes& bytes = leaves_[entry.index];
    const auto leaf = audit::decode_leaf(bytes);
    if (!leaf || leaf->body != entry.body) return say(at + " is another one in the log");
    if (!leaf->signature || to_bytes(*leaf->signature) != entry.signature) say(at + " stands under another signature");
    const Hash32 hash = audit::hash_leaf(bytes);
    check_receipt(entry, hash, mark, at);
    const auto proof = audit::build_inclusion(log_, entry.index, size_);
    if (!proof || !audit::verify_inclusion(entry.index, size_, hash, *proof, root_)) say(at + " is not included in the newest head");
    if (const auto found = versions_.find(entry.index); found == versions_.end() || found->second != entry.facets) say(at + " has not the envelopes that were sent");
    const auto statement = audit::parse_record_statement(entry.body);
    const auto row = statement ? reader_.records().find_record(statement->record) : Result<std::optional<server::RecordState>>(ErrorCode::internal);
    if (!row || !*row || (*row)->index != entry.index) say(at + " has no record");
  }

  void check_receipt(const Entry& entry, const Hash32& hash, std::uint64_t mark, const std::string& at) {
    const auto note = audit::parse_note(entry.note);
    const auto head = note ? audit::parse_checkpoint(note->text) : Result<audit::Checkpoint>(note.error());
    if (!head || head->size > size_) return say(at + " has a receipt of a head that this log never had");
    if (head->size > mark) say(at + " has a receipt of a head above the high-water mark");
    auto known = roots_.find(head->size);
    if (known == roots_.end()) {
      const auto root = audit::range_root(log_, {0, head->size});
      known = roots_.emplace(head->size, root ? *root : Hash32{}).first;
    }
    if (known->second != head->root) say(at + " has a receipt of another history");
    if (!audit::verify_inclusion(entry.index, head->size, hash, entry.proof, head->root)) say(at + " has a receipt whose proof does not hold");
  }

  server::ReaderLease& reader_;
  server::LogReads& log_;
  std::uint64_t size_ = 0;
  Hash32 root_{};
  std::vector<Bytes> leaves_;
  std::map<std::uint64_t, std::vector<Bytes>> versions_;  // envelopes, by entry
  std::map<std::uint64_t, Hash32> roots_;                 // by size
  std::map<KeyId, std::uint64_t> last_numbers_;
  std::vector<std::string> wrong_;
};

void Ledger::add(std::vector<Acknowledged> more) {
  for (const Acknowledged& each : more) {
    Entry entry;
    entry.body = decode_base64url(test::text_of(each.item, "body")).value();
    entry.signature = decode_base64url(test::text_of(each.item, "sig")).value();
    for (const Json& facet : each.item.find("facets")->items()) entry.facets.push_back(decode_base64url(facet.text()).value());
    entry.index = each.receipt.find("index")->integer();
    entry.note = test::text_of(each.receipt, "note");
    entry.proof = hashes_of(*each.receipt.find("proof"));
    entries_.push_back(std::move(entry));
  }
}

void Ledger::begin(std::string home) {
  home_ = std::move(home);
  entries_.clear();
}

std::vector<std::string> Ledger::check(const fs::path& folder) {
  const fs::path home = folder / "data" / home_;
  auto master = server::load_master_key("file:" + (folder / "master.key").string(), folder / "data");
  REQUIRE(master.key.ok());
  const server::Keyring keyring(std::move(master.key).value());
  const auto keys = keyring.load_workspace_keys(home, WorkspaceId::parse(home_).value());
  if (!keys) return {"the home's keys can't be read"};
  const auto mark = server::open_high_water(home / "highwater");
  if (!mark) return {"the high-water mark can't be read"};
  const auto store = server::sqlite::make_store_maker()->open(home, {keys->database, keys->shares});
  if (!store) return {"the home's files can't be opened: " + std::string(info_of(store.error().code()).name)};
  auto reader = (*store)->read();
  if (!reader) return {"the home's files can't be read"};
  return Check(*reader).run(entries_, (*mark)->mark().size);
}

}  // namespace care::soak
