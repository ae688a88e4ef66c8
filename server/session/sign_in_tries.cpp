#include "server/session/sign_in_tries.h"

#include "shared/crypto/hazmat/sha2.h"

namespace care::server {
namespace {

constexpr ByteArray<16> kAnyClient{};
constexpr ByteArray<16> kCodes{0xC0};
// A whole shift may sign in from one address at 07:30, and each of them may mistype.
constexpr signin::LockoutRule kAddressRule{.tries = 200};
constexpr std::size_t kNetworkGroups = 4;  // of sixteen bits

struct Loaded {
  signin::LockoutCounter counter;
  bool brought_back = false;
};

// A counter of a time to come was written while the clock ran ahead: its window begins now, and its lock is as long as it was.
bool bring_back(signin::LockoutCounter& counter, Instant now) {
  if (counter.window_start <= now) return false;
  const auto ahead = counter.window_start - now;
  counter.window_start = now;
  if (counter.locked_until.time_since_epoch() > ahead) counter.locked_until -= ahead;
  return true;
}

Result<Loaded> load(Change& change, const CountedTry& each) {
  Loaded loaded;
  const auto stored = CARE_TRY(change.accounts().find_lockout(each.key));
  if (stored) loaded.counter = CARE_TRY(signin::LockoutCounter::decode(*stored));
  loaded.brought_back = bring_back(loaded.counter, change.now());
  return loaded;
}

Result<void> put(Change& change, const CountedTry& each, const signin::LockoutCounter& counter) {
  return change.accounts().put_lockout(each.key, counter.encode(), signin::forgotten_at(counter, each.rule));
}

// The groups between colons, of one side of "::".
std::vector<std::string_view> groups_of(std::string_view side) {
  std::vector<std::string_view> groups;
  while (!side.empty()) {
    const std::size_t end = std::min(side.find(':'), side.size());
    groups.push_back(side.substr(0, end));
    side.remove_prefix(std::min(end + 1, side.size()));
  }
  return groups;
}

}  // namespace

std::string network_of(std::string_view address) {
  // An IPv4 address, also one that is written as an IPv6 one.
  if (address.find(':') == std::string_view::npos || address.find('.') != std::string_view::npos) return std::string(address);
  const std::size_t gap = address.find("::");
  std::vector<std::string_view> groups = groups_of(address.substr(0, std::min(gap, address.size())));
  if (gap != std::string_view::npos) {
    const auto after = groups_of(address.substr(gap + 2));
    while (groups.size() + after.size() < 2 * kNetworkGroups) groups.push_back("0");
    groups.insert(groups.end(), after.begin(), after.end());
  }
  std::string network;
  for (std::size_t i = 0; i < std::min(groups.size(), kNetworkGroups); ++i) network.append(groups[i]).append(":");
  return network;
}

CountedTry try_at_account(const AccountId& account, const ByteArray<16>& client) { return {{account, client}, {}}; }

CountedTry try_at_codes(const AccountId& account) { return {{account, kCodes}, {}}; }

CountedTry try_from_address(std::string_view address) {
  CountedTry out{{AccountId(), {}}, kAddressRule};  // of no account
  copy_exact(BytesView(crypto::sha256(as_bytes(network_of(address)))).first(out.key.client.size()), out.key.client);
  return out;
}

Result<void> count_tries(Workspace& home, const std::vector<CountedTry>& tries) {
  Result<void> allowed;
  CARE_TRY(home.change([&](Change& change) -> Result<void> {
    std::vector<signin::LockoutCounter> next;
    bool brought_back = false;
    for (const CountedTry& each : tries) {
      const Loaded loaded = CARE_TRY(load(change, each));
      const auto counted = signin::decide_attempt(loaded.counter, change.now(), each.rule);
      if (!counted) allowed = counted.error();
      next.push_back(counted ? *counted : loaded.counter);
      if (!counted && loaded.brought_back) {
        CARE_TRY(put(change, each, loaded.counter));  // or its pause would begin anew with each try
        brought_back = true;
      }
    }
    if (!allowed.ok()) return brought_back ? Result<void>() : allowed;
    for (std::size_t i = 0; i < tries.size(); ++i) CARE_TRY(put(change, tries[i], next[i]));
    return {};
  }));
  return allowed;
}

Result<void> forgive_tries(Change& change, const std::vector<CountedTry>& tries) {
  for (const CountedTry& each : tries) {
    const bool of_a_device = !(each.key.client == kAnyClient) && !each.key.account.is_none();
    const Loaded loaded = CARE_TRY(load(change, each));
    const auto kind = of_a_device ? signin::ClientKind::known_device : signin::ClientKind::unknown_client;
    CARE_TRY(put(change, each, signin::forgive_attempt(loaded.counter, kind, each.rule)));
  }
  return {};
}

}  // namespace care::server
