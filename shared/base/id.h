// shared/base/id.h — ids that can't be mixed up: 16 random bytes each, text with a prefix of their kind.
//
// Shapes   text = prefix '_' base32hex, e.g. sub_0k3… (26 letters after the underscore)
// Errors   id_invalid
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "shared/base/encoding.h"

namespace care {

inline constexpr std::size_t kIdBytes = 16;

template <typename Tag>
class Id {
 public:
  static constexpr std::string_view kPrefix = Tag::kPrefix;

  Id() = default;  // the zero id: "none" where a format needs fixed width
  static Id from_array(const ByteArray<kIdBytes>& bytes) { return Id(bytes); }
  static Result<Id> from_bytes(BytesView bytes) {
    Id id;
    if (!copy_exact(bytes, id.bytes_)) return ErrorCode::id_invalid;
    return id;
  }
  static Result<Id> parse(std::string_view text) {
    if (text.size() < kPrefix.size() + 1 || text.substr(0, kPrefix.size()) != kPrefix ||
        text[kPrefix.size()] != '_') {
      return ErrorCode::id_invalid;
    }
    auto bytes = decode_base32hex(text.substr(kPrefix.size() + 1));
    if (!bytes) return ErrorCode::id_invalid;
    return from_bytes(bytes.value());
  }

  std::string text() const { return std::string(kPrefix) + "_" + encode_base32hex(bytes_); }
  BytesView bytes() const { return bytes_; }
  const ByteArray<kIdBytes>& array() const { return bytes_; }
  bool is_none() const { return bytes_ == ByteArray<kIdBytes>{}; }

  friend bool operator==(const Id&, const Id&) = default;
  friend bool operator<(const Id& a, const Id& b) { return a.bytes_ < b.bytes_; }

 private:
  explicit Id(const ByteArray<kIdBytes>& bytes) : bytes_(bytes) {}
  ByteArray<kIdBytes> bytes_{};
};

struct WorkspaceTag { static constexpr std::string_view kPrefix = "ws"; };
struct UnitTag { static constexpr std::string_view kPrefix = "unit"; };
struct SubjectTag { static constexpr std::string_view kPrefix = "sub"; };    // a resident, staff member, policy, payee
struct RecordTag { static constexpr std::string_view kPrefix = "rec"; };
struct ActorTag { static constexpr std::string_view kPrefix = "act"; };      // the pseudonym a member signs under
struct AccountTag { static constexpr std::string_view kPrefix = "acc"; };    // the sign-in; its link to the actor can be cut
struct KeyTag { static constexpr std::string_view kPrefix = "key"; };        // hash of an Ed25519 public key
struct DeviceTag { static constexpr std::string_view kPrefix = "dev"; };
struct InviteTag { static constexpr std::string_view kPrefix = "inv"; };
struct LoginTag { static constexpr std::string_view kPrefix = "log"; };      // one sign-in attempt
struct RecoveryTag { static constexpr std::string_view kPrefix = "rcv"; };   // one redeeming of a recovery kit
struct RequestTag { static constexpr std::string_view kPrefix = "req"; };

using WorkspaceId = Id<WorkspaceTag>;
using UnitId = Id<UnitTag>;
using SubjectId = Id<SubjectTag>;
using RecordId = Id<RecordTag>;
using ActorId = Id<ActorTag>;
using AccountId = Id<AccountTag>;
using KeyId = Id<KeyTag>;
using DeviceId = Id<DeviceTag>;
using InviteId = Id<InviteTag>;
using LoginId = Id<LoginTag>;
using RecoveryId = Id<RecoveryTag>;
using RequestId = Id<RequestTag>;

}  // namespace care

template <typename Tag>
struct std::hash<care::Id<Tag>> {
  std::size_t operator()(const care::Id<Tag>& id) const noexcept {
    return std::hash<std::string_view>{}(care::as_text(id.bytes()));  // ids are random already
  }
};
