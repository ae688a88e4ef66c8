// tests/redaction/train.cpp — trains the name model of shared/redact/name_model.h.
//
//   careseal-train-names LISTS OUT NOTES.jsonl…
//
// NOTES are lines of tests/redaction/vary.mjs: {"text","spans":[{"start","end","type"}],"optional":[…],"roster":[…]}, counted in code
// points. The same notes in the same order give the same bytes. Logistic regression by stochastic descent over the features that the
// redactor itself makes, labels before a word being those the model gives at that moment, so that it learns to live with its own slips.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "shared/redact/name_model.h"
#include "shared/redact/names.h"

namespace {

using namespace care::redact;
using nlohmann::json;

constexpr std::uint32_t kLog2 = 18;
constexpr int kEpochs = 6;
constexpr float kMissedCosts = 3.0F;  // a name left in, against a word taken out
constexpr float kRate = 0.07F;
constexpr float kDecay = 2e-6F;

enum class Truth : std::uint8_t { no, yes, either };

struct Note {
  std::string text;
  Roster roster;
  std::vector<Span> names;   // bytes
  std::vector<Span> either;  // may be taken out or not: optional, or something else that is personal
};

PersonRole role_of(const std::string& role) {
  return role == "staff" ? PersonRole::staff : role == "relative" ? PersonRole::relative : PersonRole::resident;
}

Roster roster_of(const json& people) {
  std::vector<Person> out;
  for (const json& person : people) {
    Person one;
    one.role = role_of(person.at("role").get<std::string>());
    one.name = person.at("name").get<std::string>();
    if (person.contains("aliases")) one.aliases = person.at("aliases").get<std::vector<std::string>>();
    out.push_back(std::move(one));
  }
  return Roster::create(std::move(out)).value();
}

Note note_of(const json& line) {
  Note note;
  note.text = line.at("text").get<std::string>();
  note.roster = roster_of(line.at("roster"));
  std::vector<Span> names;
  std::vector<Span> either;
  for (const json& span : line.at("spans")) {
    const auto type = find_type(span.at("type").get<std::string>()).value();
    (is_name(type) ? names : either).push_back({span.at("start").get<std::uint32_t>(), span.at("end").get<std::uint32_t>(), type});
  }
  for (const json& span : line.at("optional")) either.push_back({span.at("start").get<std::uint32_t>(), span.at("end").get<std::uint32_t>(), Type::date});
  std::sort(either.begin(), either.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  note.names = to_bytes(note.text, names);
  note.either = to_bytes(note.text, either);
  return note;
}

bool touches(const std::vector<Span>& spans, const Span& span) {
  return std::any_of(spans.begin(), spans.end(), [&](const Span& other) { return other.begin < span.end && span.begin < other.end; });
}

// One text, read once and used in every epoch.
struct Example {
  Reading reading;
  View view;
  Findings findings;
  NameContext context;
  FeatureMaker maker;
  std::vector<std::uint8_t> certain;
  std::vector<Truth> truths;

  Example(const Note& note, const Lexicon& lexicon)
      : reading(note.text), view(reading, lexicon), findings(found_in(view)), context(view, note.roster, findings), maker(context), certain(certain_names(context, note.roster)) {
    for (const Token& token : reading.tokens()) {
      const Span span = reading.to_text(token.begin, token.end, Type::name_other);
      truths.push_back(touches(note.names, span) ? Truth::yes : touches(note.either, span) ? Truth::either : Truth::no);
    }
  }
  static Findings found_in(const View& view) {
    Findings findings;
    find_patterns(view, findings);
    return findings;
  }
};

class Trainer {
 public:
  Trainer() : weights_(std::size_t{1} << kLog2), sums_(weights_.size()) {}

  void learn(Example& example, float rate) {
    std::vector<std::uint8_t> labels = example.certain;
    NameFeatures features;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (!example.maker.is_candidate(i, labels)) continue;
      example.maker.collect(i, labels, features);
      const float score = sum(features);
      labels[i] = score > 0 || example.certain[i] != 0 ? 1 : 0;
      if (example.truths[i] == Truth::either) continue;
      const float wanted = example.truths[i] == Truth::yes ? 1.0F : 0.0F;
      const float slope = (wanted - 1.0F / (1.0F + std::exp(-score))) * (wanted > 0 ? kMissedCosts : 1.0F) * rate;
      for (std::size_t f = 0; f < features.count; ++f) {
        float& weight = weights_[features.hashes[f] & mask()];
        weight += slope - kDecay * weight;
      }
      bias_ += slope;
    }
  }

  void add_to_mean() {
    for (std::size_t i = 0; i < weights_.size(); ++i) sums_[i] += weights_[i];
    bias_sum_ += bias_;
    ++summed_;
  }

  std::string encode() const {
    float most = 0;
    for (const float sum : sums_) most = std::max(most, std::abs(sum));
    // A few rare features may be cut off; the many get finer steps for it.
    const float scale = 127.0F / (most * 0.6F);
    std::string out;
    const auto put = [&](std::uint32_t value) {
      for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(static_cast<unsigned char>(value >> shift)));
    };
    put(0x316d6e63);
    put(kLog2);
    put(static_cast<std::uint32_t>(static_cast<int>(std::lround(bias_sum_ * scale))));
    for (const float sum : sums_) out.push_back(static_cast<char>(static_cast<signed char>(std::clamp(std::lround(sum * scale), -127L, 127L))));
    return out;
  }

 private:
  static constexpr std::uint32_t mask() { return (1U << kLog2) - 1; }
  float sum(const NameFeatures& features) const {
    float out = bias_;
    for (std::size_t f = 0; f < features.count; ++f) out += weights_[features.hashes[f] & mask()];
    return out;
  }
  std::vector<float> weights_;
  std::vector<float> sums_;
  float bias_ = 0;
  float bias_sum_ = 0;
  int summed_ = 0;
};

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) {
    std::fprintf(stderr, "usage: careseal-train-names LISTS OUT NOTES.jsonl…\n");
    return 2;
  }
  const std::string lists = read_file(arguments[1]);
  const auto lexicon = Lexicon::open(care::as_bytes(lists));  // without the model, which is made here
  if (!lexicon) {
    std::fprintf(stderr, "%s is no lists file\n", arguments[1]);
    return 1;
  }
  std::vector<Note> notes;
  for (int i = 3; i < count; ++i) {
    std::ifstream in(arguments[i]);
    for (std::string line; std::getline(in, line);) notes.push_back(note_of(json::parse(line)));
  }
  std::vector<std::unique_ptr<Example>> examples;
  for (const Note& note : notes) examples.push_back(std::make_unique<Example>(note, *lexicon));
  Trainer trainer;
  std::mt19937 random(1);
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    for (std::size_t i = examples.size(); i > 1; --i) std::swap(examples[i - 1], examples[random() % i]);
    const float rate = kRate / (1.0F + 0.7F * static_cast<float>(epoch));
    for (const auto& example : examples) trainer.learn(*example, rate);
    if (epoch >= 2) trainer.add_to_mean();
    std::fprintf(stderr, "epoch %d of %d\n", epoch + 1, kEpochs);
  }
  std::ofstream(arguments[2], std::ios::binary) << trainer.encode();
  return 0;
}
