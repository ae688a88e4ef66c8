// server/api/record_text.h — lists of versions, written straight into the answer's text as the store hands them out.
//
// A tree of values first would cost more than the database does (architecture.md 9, list of 50 records).
#pragma once

#include "server/gate/request.h"
#include "server/session/session.h"
#include "server/store/record_reads.h"

namespace care::server {

class RecordText {
 public:
  VersionSink sink();
  const SentRecords& sent() const { return sent_; }
  Response response(std::optional<std::uint64_t> next = std::nullopt) &&;

 private:
  void write(const VersionView& version);
  std::string text_ = "{\"records\":[";
  bool first_ = true;
  SentRecords sent_;
};

}  // namespace care::server
