// tests/hostile/lying_log.h — the home's log as whoever runs the server can rewrite it: every leaf in hand, and the key that signs
// checkpoints. What it answers is formed and signed as an honest server's answers are, so only what a device proves can tell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/audit/checkpoint.h"
#include "shared/audit/leaf.h"
#include "shared/audit/node_source.h"
#include "shared/base/json.h"

namespace care::test {

class LyingLog {
 public:
  // Borrows the key.
  LyingLog(std::vector<Bytes> leaves, std::string origin, const crypto::SigningKey& key);

  std::size_t size() const { return leaves_.size(); }
  audit::Leaf leaf(std::size_t index) const;
  // Index of the first leaf from `from` on whose body has these words; fails the test if there is none.
  std::size_t find(std::string_view words, std::size_t from = 0) const;

  // Each of them numbers the leaves anew.
  LyingLog& cut(std::size_t size);
  LyingLog& replace(std::size_t index, audit::Leaf leaf);
  LyingLog& append(audit::Leaf leaf);
  LyingLog& append_event();  // something the server says by itself
  LyingLog& append_statement(audit::LeafKind kind, Bytes body, const crypto::Signature& signature);
  LyingLog& hide(std::size_t index);  // from the list of membership entries; the tree keeps it
  LyingLog& list_as_membership(std::size_t index);  // whatever it is

  std::string note() const;
  Hash32 root() const { return nodes_.edge().root(); }
  Json entry(std::uint64_t index, std::uint64_t size);
  Json consistency(std::uint64_t from, std::uint64_t to);
  // What a receipt says of the leaf at that index, with the newest note.
  Json receipt(std::uint64_t index, std::string_view result);

  // The answer to a path under /api/v1/log/; absent for any other path.
  std::optional<Json> answer(std::string_view path);

  const std::string& origin() const { return origin_; }
  const crypto::SigningKey& key() const { return *key_; }
  audit::MemoryNodes& nodes() { return nodes_; }

 private:
  void number();
  Json membership(std::uint64_t from, std::uint64_t size);
  Json entries(std::uint64_t before, std::uint64_t limit, std::uint64_t size);

  std::vector<Bytes> leaves_;
  std::vector<std::size_t> hidden_, listed_;
  std::string origin_;
  const crypto::SigningKey* key_;
  audit::MemoryNodes nodes_;
};

// One checkpoint, whatever it says, signed by the log's key.
std::string sign_head(const audit::Checkpoint& head, const crypto::SigningKey& key);

}  // namespace care::test
