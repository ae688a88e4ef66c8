// shared/validate/image.h — does this begin like a picture that a browser shows? The bytes themselves are only ever
// decoded there.
#pragma once

#include "shared/base/bytes.h"

namespace care {

bool is_jpeg_or_webp(BytesView bytes);

}  // namespace care
