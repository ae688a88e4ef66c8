#include "server/runtime/closed_memory.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace care::server {

bool close_memory() {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  const bool no_core = ::setrlimit(RLIMIT_CORE, &none) == 0;
  return ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && no_core;
}

std::vector<std::string> swap_in_clear(std::string_view swaps, bool (*encrypted)(const std::string& device)) {
  std::vector<std::string> out;
  for (bool heading = true; !swaps.empty(); heading = false) {
    const std::string_view line = swaps.substr(0, swaps.find('\n'));
    swaps.remove_prefix(std::min(line.size() + 1, swaps.size()));
    const std::string device(line.substr(0, line.find_first_of(" \t")));
    if (heading || device.empty() || device.starts_with("/dev/zram") || encrypted(device)) continue;
    out.push_back(device);
  }
  return out;
}

bool is_encrypted_device(const std::string& device) {
  std::error_code failed;
  const auto real = std::filesystem::canonical(device, failed);
  if (failed) return false;
  std::ifstream file("/sys/class/block/" + real.filename().string() + "/dm/uuid");
  std::string uuid;
  return std::getline(file, uuid) && uuid.starts_with("CRYPT-");
}

}  // namespace care::server
