#include "tests/hostile/malformed.h"

#include <optional>
#include <vector>

namespace care::test {
namespace {

struct Wrong {
  const char* name;
  std::optional<Json> value;  // absent: the part is missing
};

std::vector<Wrong> wrong_values(const Json& part) {
  std::vector<Wrong> out{{"missing", std::nullopt}};
  const auto add = [&](const char* name, Json value) {
    if (!(value == part)) out.push_back({name, std::move(value)});
  };
  add("zero", Json(std::uint64_t{0}));
  add("the largest number", Json(kJsonMaxInteger));
  add("no text", Json(""));
  add("a word", Json("x"));
  add("a long text", Json(std::string(70'000, 'A')));
  add("an empty list", Json::array());
  add("an empty object", Json::object());
  add("a list of lists", Json(Json::Array(3, Json::array())));
  if (part.is_text() && part.text().size() > 1) {
    const std::string& text = part.text();
    add("cut off", Json(text.substr(0, text.size() / 2)));
    add("doubled", Json(text + text));
    std::string changed = text;
    changed.front() = changed.front() == 'B' ? 'C' : 'B';
    add("one letter off", Json(changed));
  }
  if (part.is_array() && !part.items().empty()) {
    Json::Array more = part.items();
    more.insert(more.end(), 6'000, more.front());
    add("six thousand more", Json(std::move(more)));
    add("the first twice", Json([&] {
          Json::Array twice = part.items();
          twice.insert(twice.begin(), twice.front());
          return twice;
        }()));
  }
  return out;
}

// `rebuild` puts a value in the place of `part` and answers the whole.
void visit(const Json& part, const std::string& where, const std::function<Json(std::optional<Json>)>& rebuild,
           const std::function<void(const Mutant&)>& with) {
  for (Wrong& wrong : wrong_values(part)) with({where + ": " + wrong.name, rebuild(std::move(wrong.value))});
  if (part.is_object()) {
    for (const auto& [key, value] : part.members()) {
      const auto inner = [&, name = key](std::optional<Json> other) {
        Json changed = part;
        if (other) {
          changed.set(name, std::move(*other));
        } else {
          changed.erase(name);
        }
        return rebuild(std::move(changed));
      };
      visit(value, where + "." + key, inner, with);
    }
  }
  if (!part.is_array()) return;
  const std::size_t count = part.items().size();
  for (std::size_t i = 0; i < count; i = i + 1 < count && i == 0 ? count - 1 : count) {
    const auto inner = [&, i](std::optional<Json> other) {
      Json::Array changed = part.items();
      if (other) {
        changed[i] = std::move(*other);
      } else {
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
      }
      return rebuild(Json(std::move(changed)));
    };
    visit(part.items()[i], where + "." + std::to_string(i), inner, with);
  }
}

}  // namespace

void for_each_mutant(const Json& answer, const std::function<void(const Mutant&)>& with) {
  for (const auto& [key, value] : answer.members()) {
    const auto rebuild = [&, name = key](std::optional<Json> other) {
      Json changed = answer;
      if (other) {
        changed.set(name, std::move(*other));
      } else {
        changed.erase(name);
      }
      return changed;
    };
    visit(value, key, rebuild, with);
  }
}

}  // namespace care::test
