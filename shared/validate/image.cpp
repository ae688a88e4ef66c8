#include "shared/validate/image.h"

namespace care {

bool is_jpeg_or_webp(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  const bool jpeg = text.starts_with("\xFF\xD8\xFF");
  const bool webp = text.size() >= 16 && text.starts_with("RIFF") && text.substr(8, 7) == "WEBPVP8";
  return jpeg || webp;
}

}  // namespace care
