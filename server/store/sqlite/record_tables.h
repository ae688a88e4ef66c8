// server/store/sqlite/record_tables.h — reading sealed records.
#pragma once

#include "server/store/record_reads.h"
#include "server/store/sqlite/connection.h"

namespace care::server::sqlite {

inline constexpr unsigned kFacetBits = 4;  // facet numbers are 1 … 15
constexpr std::uint64_t facet_row(std::uint64_t seq, std::uint16_t facet) { return (seq << kFacetBits) | facet; }

class RecordTables final : public RecordReads {
 public:
  explicit RecordTables(Connection& connection) : connection_(connection) {}

  Result<NextPage> current_records(std::uint16_t collection, std::uint64_t after, std::size_t limit,
                                   const RecordFilter& filter, const VersionSink& sink) override;
  Result<NextPage> subject_records(const SubjectId& subject, std::uint64_t before, std::size_t limit,
                                   const RecordFilter& filter, const VersionSink& sink) override;
  Result<std::uint64_t> changes_after(std::uint64_t after, std::size_t limit, const RecordFilter& filter,
                                      const VersionSink& sink) override;
  Result<void> record_versions(const RecordId& record, const RecordFilter& filter, const VersionSink& sink) override;
  Result<std::optional<RecordState>> find_record(const RecordId& record) override;
  Result<std::vector<SubjectRow>> load_subjects(std::optional<UnitId> unit) override;
  Result<std::optional<SubjectRow>> find_subject(const SubjectId& subject) override;

 private:
  struct Walked {
    std::size_t rows = 0;
    std::uint64_t last_seq = 0;
  };
  // Columns seq, idx, subject, leaf, of the statement's rows; hands each out with its facets.
  Result<Walked> walk(Statement& rows, const RecordFilter& filter, const VersionSink& sink);
  static NextPage next_of(const Walked& walked, std::size_t limit);

  Connection& connection_;
  Bytes scratch_;                  // envelopes of the version being handed out
  std::vector<FacetView> facets_;
};

}  // namespace care::server::sqlite
