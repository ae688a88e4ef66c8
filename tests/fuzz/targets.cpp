#include "tests/fuzz/fuzz.h"

namespace care::fuzz {

const std::vector<Target>& targets() {
  static const std::vector<Target> all = [] {
    std::vector<Target> out;
    for (const auto& group : {audit_targets(), statement_targets(), seal_targets(), json_targets(), text_targets(), record_targets(),
                              signin_targets(), config_targets(), client_targets(), boundary_targets(), server_targets(), redact_targets()}) {
      out.insert(out.end(), group.begin(), group.end());
    }
    return out;
  }();
  return all;
}

const Target* find_target(std::string_view name) {
  for (const Target& target : targets()) {
    if (target.name == name) return &target;
  }
  return nullptr;
}

}  // namespace care::fuzz
