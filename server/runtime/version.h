// server/runtime/version.h — which build this is: the version, and the hash of the web app it carries.
#pragma once

#include <string>

namespace care::server {

inline constexpr const char* kVersion = "0.1.0";

// "0.1.0+1a2b3c4d": the second part names the exact web app, as the page shows it.
std::string build_name();

}  // namespace care::server
