// server/store/record_reads.h — sealed records as lists want them: borrowed rows, handed out one by one.
//
// A row is valid only while the sink runs, so a list is encoded straight from the page cache without a copy.
// Errors   store_failed, store_busy, store_corrupt
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "shared/base/result.h"

namespace care::server {

using ClassMask = std::uint16_t;  // as access::ClassMask: bit 0 stands for class 1
constexpr ClassMask class_bit(std::uint16_t data_class) {
  return data_class >= 1 && data_class <= 16 ? static_cast<ClassMask>(1U << (data_class - 1U)) : ClassMask{0};
}

struct FacetView {
  std::uint16_t facet = 0;
  std::uint16_t data_class = 0;
  BytesView envelope;
};

struct VersionView {
  std::uint64_t seq = 0;      // workspace sequence of record versions, dense, from 1
  std::uint64_t index = 0;    // leaf
  std::uint64_t time_ms = 0;  // server time of the leaf
  SubjectId subject;
  BytesView body;
  BytesView signature;  // 64
  std::span<const FacetView> facets;  // only those of the classes asked for, ascending
};
using VersionSink = std::function<void(const VersionView&)>;

// What the caller may see. A version of which no facet is left is not handed out.
struct RecordFilter {
  ClassMask classes = 0;
  std::optional<UnitId> unit;  // absent: every unit
};

// Where a list goes on, absent at its end.
using NextPage = std::optional<std::uint64_t>;

struct RecordState {
  RecordId record;
  SubjectId subject;
  UnitId unit;
  std::uint16_t collection = 0;
  ActorId author;             // who signed version 1
  std::uint64_t version = 0;  // the current one
  std::uint64_t index = 0;    // its leaf
  bool struck = false;
};

enum class SubjectKind : std::uint8_t { home = 1, resident = 2 };
struct SubjectRow {
  SubjectId subject;
  UnitId unit;
  SubjectKind kind = SubjectKind::resident;
  Hash32 share_hash{};  // what its first statement promised
};

class RecordReads {
 public:
  virtual ~RecordReads() = default;
  // Newest version of each record of a collection, in the order in which the records were last written, above sequence `after`.
  virtual Result<NextPage> current_records(std::uint16_t collection, std::uint64_t after, std::size_t limit,
                                           const RecordFilter& filter, const VersionSink& sink) = 0;
  // All versions, newest sequence first, below `before` (0: from the newest).
  virtual Result<NextPage> subject_records(const SubjectId& subject, std::uint64_t before, std::size_t limit,
                                           const RecordFilter& filter, const VersionSink& sink) = 0;
  // In order of the sequence, above `after`. The answer is the `after` of the next call; equal to it when nothing came.
  virtual Result<std::uint64_t> changes_after(std::uint64_t after, std::size_t limit, const RecordFilter& filter,
                                              const VersionSink& sink) = 0;
  virtual Result<void> record_versions(const RecordId& record, const RecordFilter& filter, const VersionSink& sink) = 0;
  virtual Result<std::optional<RecordState>> find_record(const RecordId& record) = 0;
  virtual Result<std::vector<SubjectRow>> load_subjects(std::optional<UnitId> unit) = 0;
  virtual Result<std::optional<SubjectRow>> find_subject(const SubjectId& subject) = 0;
};

}  // namespace care::server
