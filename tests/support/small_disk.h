// tests/support/small_disk.h — a small file system of its own, where mounting is allowed: a disk that can really be full.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <sys/mount.h>

namespace care::test {

class SmallDisk {
 public:
  SmallDisk(std::filesystem::path at, unsigned megabytes) : at_(std::move(at)) {
    const std::string options = "size=" + std::to_string(megabytes) + "m,mode=700";
    mounted_ = ::mount("tmpfs", at_.c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(at_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  // Not a block is left.
  void fill() const {
    std::ofstream ballast(at_ / "ballast", std::ios::binary | std::ios::app);
    const std::string block(4096, 'b');
    while (ballast.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
  }
  void make_room() const { std::filesystem::remove(at_ / "ballast"); }

 private:
  std::filesystem::path at_;
  bool mounted_ = false;
};

}  // namespace care::test
