// server/runtime/version.h — which build this is: the version, and the hash of the web app it carries.
#pragma once

#include <string>

namespace care::server {

inline constexpr const char* kVersion = "0.1.0";

// "0.1.0+1a2b3c4d": the second part is made from every file of the embedded web app. (The page shows a name of its own, from the
// sources it was built of: web/scripts/build-id.mjs.)
std::string build_name();

}  // namespace care::server
