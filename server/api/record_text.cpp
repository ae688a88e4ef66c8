#include "server/api/record_text.h"

#include "shared/base/encoding.h"

namespace care::server {

VersionSink RecordText::sink() {
  return [this](const VersionView& version) { write(version); };
}

void RecordText::write(const VersionView& version) {
  ++sent_[version.subject];
  if (!first_) text_ += ',';
  first_ = false;
  text_ += "{\"body\":\"";
  append_base64url(text_, version.body);
  text_ += "\",\"facets\":[";
  bool first_facet = true;
  for (const FacetView& facet : version.facets) {
    if (!first_facet) text_ += ',';
    first_facet = false;
    text_ += "{\"bytes\":\"";
    append_base64url(text_, facet.envelope);
    text_ += "\",\"f\":";
    text_ += std::to_string(facet.facet);
    text_ += '}';
  }
  text_ += "],\"index\":";
  text_ += std::to_string(version.index);
  text_ += ",\"seq\":";
  text_ += std::to_string(version.seq);
  text_ += ",\"sig\":\"";
  append_base64url(text_, version.signature);
  text_ += "\",\"time\":";
  text_ += std::to_string(version.time_ms);
  text_ += '}';
}

Response RecordText::response(std::optional<std::uint64_t> next) && {
  text_ += ']';
  if (next) text_ += ",\"next\":" + std::to_string(*next);
  text_ += '}';
  Response out;
  out.body = std::move(text_);
  return out;
}

}  // namespace care::server
