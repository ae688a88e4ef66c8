#include "tests/fuzz/mutate.h"

#include "shared/wire/json_text.h"

namespace care::fuzz {
namespace {

using test::TestRandom;

std::size_t place_in(const Bytes& bytes, TestRandom& random) { return static_cast<std::size_t>(random.below(bytes.size() + 1)); }

void change_once(Bytes& bytes, const Inputs& others, TestRandom& random) {
  const auto at = [&](std::size_t i) { return bytes.begin() + static_cast<std::ptrdiff_t>(i); };
  const std::size_t from = place_in(bytes, random);
  const std::size_t length = std::min<std::size_t>(1 + random.below(12), bytes.size() - from);
  static constexpr std::uint8_t kTelling[] = {0x00, 0x01, 0x0A, 0x20, 0x22, 0x2B, 0x2F, 0x30, 0x39, 0x3D, 0x5C, 0x7B, 0x7D, 0x7F, 0x80, 0xC2, 0xE2, 0xFF};
  switch (random.below(9)) {
    case 0:
      if (from < bytes.size()) bytes[from] = static_cast<std::uint8_t>(bytes[from] ^ (1U << random.below(8)));
      break;
    case 1:
      if (from < bytes.size()) bytes[from] = static_cast<std::uint8_t>(random.below(256));
      break;
    case 2:
      if (from < bytes.size()) bytes[from] = kTelling[random.below(std::size(kTelling))];
      break;
    case 3: bytes.erase(at(from), at(from + length)); break;
    case 4: {
      const Bytes doubled(at(from), at(from + length));
      bytes.insert(at(from), doubled.begin(), doubled.end());
      break;
    }
    case 5: bytes.insert(at(from), static_cast<std::size_t>(1 + random.below(4)), kTelling[random.below(std::size(kTelling))]); break;
    case 6: bytes.resize(from); break;
    case 7:  // a number's top or bottom
      for (std::size_t i = from; i < std::min(bytes.size(), from + 8); ++i) bytes[i] = random.below(2) == 0 ? 0xFF : 0x00;
      break;
    default: {
      const Bytes& other = others.empty() ? bytes : others[random.below(others.size())];
      if (other.empty()) break;
      const std::size_t begin = static_cast<std::size_t>(random.below(other.size()));
      const std::size_t count = std::min<std::size_t>(1 + random.below(64), other.size() - begin);
      const Bytes piece(other.begin() + static_cast<std::ptrdiff_t>(begin), other.begin() + static_cast<std::ptrdiff_t>(begin + count));
      bytes.erase(at(from), at(from + std::min(count, bytes.size() - from)));
      bytes.insert(at(from), piece.begin(), piece.end());
    }
  }
}

void collect(const Json& tree, std::vector<const Json*>& into) {
  into.push_back(&tree);
  if (tree.is_array()) {
    for (const Json& item : tree.items()) collect(item, into);
  } else if (tree.is_object()) {
    for (const auto& [key, member] : tree.members()) collect(member, into);
  }
}

Json changed_number(std::uint64_t value, TestRandom& random) {
  static constexpr std::uint64_t kTelling[] = {0,          1,          2,           255,         256,          65'535,
                                               65'536,     0x7FFFFFFF, 0xFFFFFFFF,  0x100000000, kJsonMaxInteger - 1,
                                               kJsonMaxInteger};
  switch (random.below(4)) {
    case 0: return Json(std::min(value + 1, kJsonMaxInteger));
    case 1: return Json(value == 0 ? 1 : value - 1);
    case 2: return Json(random.below(kJsonMaxInteger + 1));
    default: return Json(kTelling[random.below(std::size(kTelling))]);
  }
}

Json changed_text(const std::string& text, const ChangeBytes& change, TestRandom& random) {
  if (random.below(16) == 0) return Json(std::string(static_cast<std::size_t>(random.below(5000)), 'a'));
  if (const auto bytes = decode_base64url(text); bytes && text.size() > 8 && random.below(4) != 0) return Json(encode_base64url(change(*bytes)));
  std::string out(as_text(change(to_bytes(as_bytes(text)))));
  return is_valid_utf8(out) ? Json(std::move(out)) : Json(text + "a");
}

Json changed(const Json& node, const std::vector<const Json*>& all, const ChangeBytes& change, TestRandom& random) {
  if (random.below(8) == 0) return *all[random.below(all.size())];
  if (node.is_integer()) return changed_number(node.integer(), random);
  if (node.is_text()) return changed_text(node.text(), change, random);
  Json out = node;
  const bool grows = random.below(2) == 0;
  if (node.is_array()) {
    auto& items = out.items();
    if (items.empty() || random.below(8) == 0) return out.push(*all[random.below(all.size())]);
    const auto at = static_cast<std::ptrdiff_t>(random.below(items.size()));
    if (grows) {
      items.insert(items.begin() + at, Json(items[static_cast<std::size_t>(at)]));
    } else {
      items.erase(items.begin() + at);
    }
    return out;
  }
  if (out.members().empty()) return out.set("a", *all[random.below(all.size())]);
  const std::string key = out.members()[random.below(out.members().size())].first;
  if (grows) {
    out.set(random.below(2) == 0 ? key + "a" : "p", *all[random.below(all.size())]);
  } else {
    out.erase(key);
  }
  return out;
}

// The tree with this one node replaced.
Json replaced(const Json& tree, const Json* node, const Json& by) {
  if (&tree == node) return by;
  if (tree.is_array()) {
    Json out = Json::array();
    for (const Json& item : tree.items()) out.push(replaced(item, node, by));
    return out;
  }
  if (!tree.is_object()) return tree;
  Json out = Json::object();
  for (const auto& [key, member] : tree.members()) out.set(key, replaced(member, node, by));
  return out;
}

}  // namespace

Bytes change_bytes(Bytes input, const Inputs& others, TestRandom& random) {
  for (std::uint64_t left = 1 + random.below(4); left > 0; --left) change_once(input, others, random);
  return input;
}

std::optional<Bytes> change_json(BytesView input, std::size_t json_at, const ChangeBytes& change, TestRandom& random) {
  if (json_at > input.size()) return std::nullopt;
  auto tree = wire::parse_json(input.subspan(json_at), {.max_bytes = 1U << 20U, .max_depth = 20});
  if (!tree) return std::nullopt;
  for (std::uint64_t left = 1 + random.below(3); left > 0; --left) {
    std::vector<const Json*> all;
    collect(*tree, all);
    const Json* node = all[random.below(all.size())];
    *tree = replaced(*tree, node, changed(*node, all, change, random));
  }
  Bytes out = to_bytes(input.first(json_at));
  append(out, as_bytes(encode_canonical(*tree)));
  return out;
}

}  // namespace care::fuzz
