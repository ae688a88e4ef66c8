#include "server/store/sqlite/record_tables.h"

#include "server/store/leaf_view.h"

namespace care::server::sqlite {
namespace {

#define CARE_VERSION_COLUMNS                                                        \
  "SELECT v.seq, v.idx, s.subj, l.bytes FROM version v JOIN subject s ON s.id = v.subject " \
  "JOIN leaf l ON l.idx = v.idx "

// ?8 classes, ?9 unit or NULL, in all of them.
constexpr Sql kCurrent{
    "SELECT v.seq, v.idx, s.subj, l.bytes FROM record r CROSS JOIN version v ON v.seq = r.seq "
    "JOIN subject s ON s.id = v.subject JOIN leaf l ON l.idx = v.idx "
    "WHERE r.collection = ?1 AND r.seq > ?2 AND (v.classes & ?8) AND (?9 IS NULL OR r.unit = ?9) ORDER BY r.seq LIMIT ?3"};
constexpr Sql kSubject{CARE_VERSION_COLUMNS
    "JOIN record r ON r.id = v.record WHERE v.subject = (SELECT id FROM subject WHERE subj = ?1) AND v.seq < ?2 "
    "AND (v.classes & ?8) AND (?9 IS NULL OR r.unit = ?9) ORDER BY v.seq DESC LIMIT ?3"};
constexpr Sql kChanges{CARE_VERSION_COLUMNS
    "JOIN record r ON r.id = v.record WHERE v.seq > ?1 AND (v.classes & ?8) AND (?9 IS NULL OR r.unit = ?9) "
    "ORDER BY v.seq LIMIT ?2"};
constexpr Sql kVersions{CARE_VERSION_COLUMNS
    "JOIN record r ON r.id = v.record WHERE v.record = (SELECT id FROM record WHERE rec = ?1) "
    "AND (v.classes & ?8) AND (?9 IS NULL OR r.unit = ?9) ORDER BY v.ver"};
#undef CARE_VERSION_COLUMNS

constexpr Sql kFacets{"SELECT id & 15, class, bytes FROM facet WHERE id BETWEEN ?1 AND ?2 ORDER BY id"};
constexpr Sql kNewestSeq{"SELECT coalesce(max(seq), 0) FROM version"};
constexpr Sql kRecord{
    "SELECT s.subj, r.unit, r.collection, r.author, r.ver, v.idx, r.struck FROM record r JOIN subject s ON s.id = r.subject "
    "JOIN version v ON v.seq = r.seq WHERE r.rec = ?1"};
constexpr Sql kSubjects{"SELECT subj, unit, kind, share_hash FROM subject WHERE ?1 IS NULL OR unit = ?1 ORDER BY id"};
constexpr Sql kOneSubject{"SELECT subj, unit, kind, share_hash FROM subject WHERE subj = ?1"};

constexpr std::uint64_t kBeyondAll = static_cast<std::uint64_t>(1) << 62U;

void bind_filter(Statement& rows, const RecordFilter& filter) {
  rows.bind(8, std::uint64_t{filter.classes});
  if (filter.unit) {
    rows.bind(9, filter.unit->bytes());
  } else {
    rows.bind_null(9);
  }
}

Result<SubjectRow> subject_of(const Statement& row) {
  return SubjectRow{CARE_TRY(row.id<SubjectId>(0)), CARE_TRY(row.id<UnitId>(1)), static_cast<SubjectKind>(row.integer(2)),
                    CARE_TRY(row.array<32>(3))};
}

}  // namespace

Result<RecordTables::Walked> RecordTables::walk(Statement& rows, const RecordFilter& filter, const VersionSink& sink) {
  Walked walked;
  bind_filter(rows, filter);
  while (CARE_TRY(rows.step())) {
    VersionView view;
    view.seq = rows.integer(0);
    view.index = rows.integer(1);
    view.subject = CARE_TRY(rows.id<SubjectId>(2));
    const LeafView leaf = CARE_TRY(view_leaf(rows.blob(3)));
    view.time_ms = leaf.time_ms;
    view.body = leaf.body;
    view.signature = leaf.signature;

    scratch_.clear();
    facets_.clear();
    std::array<std::size_t, (1U << kFacetBits)> ends{};
    Statement parts = CARE_TRY(connection_.prepare(kFacets));
    parts.bind(1, facet_row(view.seq, 0)).bind(2, facet_row(view.seq, (1U << kFacetBits) - 1U));
    while (CARE_TRY(parts.step())) {
      const auto data_class = static_cast<std::uint16_t>(parts.integer(1));
      if ((filter.classes & class_bit(data_class)) == 0) continue;
      append(scratch_, parts.blob(2));
      ends[facets_.size()] = scratch_.size();
      facets_.push_back({static_cast<std::uint16_t>(parts.integer(0)), data_class, {}});
    }
    for (std::size_t i = 0, begin = 0; i < facets_.size(); begin = ends[i], ++i) {
      facets_[i].envelope = BytesView(scratch_).subspan(begin, ends[i] - begin);
    }
    view.facets = facets_;
    sink(view);
    ++walked.rows;
    walked.last_seq = view.seq;
  }
  return walked;
}

NextPage RecordTables::next_of(const Walked& walked, std::size_t limit) {
  if (walked.rows < limit || walked.rows == 0) return std::nullopt;
  return walked.last_seq;
}

Result<NextPage> RecordTables::current_records(std::uint16_t collection, std::uint64_t after, std::size_t limit,
                                               const RecordFilter& filter, const VersionSink& sink) {
  Statement rows = CARE_TRY(connection_.prepare(kCurrent));
  rows.bind(1, std::uint64_t{collection}).bind(2, after).bind(3, std::uint64_t{limit});
  return next_of(CARE_TRY(walk(rows, filter, sink)), limit);
}

Result<NextPage> RecordTables::subject_records(const SubjectId& subject, std::uint64_t before, std::size_t limit,
                                               const RecordFilter& filter, const VersionSink& sink) {
  Statement rows = CARE_TRY(connection_.prepare(kSubject));
  rows.bind(1, subject.bytes()).bind(2, before == 0 ? kBeyondAll : before).bind(3, std::uint64_t{limit});
  return next_of(CARE_TRY(walk(rows, filter, sink)), limit);
}

Result<std::uint64_t> RecordTables::changes_after(std::uint64_t after, std::size_t limit, const RecordFilter& filter,
                                                  const VersionSink& sink) {
  Statement rows = CARE_TRY(connection_.prepare(kChanges));
  rows.bind(1, after).bind(2, std::uint64_t{limit});
  const Walked walked = CARE_TRY(walk(rows, filter, sink));
  if (walked.rows == limit && limit != 0) return walked.last_seq;
  // All of it was looked at: what the filter hid needn't be looked at again.
  Statement newest = CARE_TRY(connection_.prepare(kNewestSeq));
  CARE_TRY(newest.step());
  return std::max(after, newest.integer(0));
}

Result<void> RecordTables::record_versions(const RecordId& record, const RecordFilter& filter, const VersionSink& sink) {
  Statement rows = CARE_TRY(connection_.prepare(kVersions));
  rows.bind(1, record.bytes());
  CARE_TRY(walk(rows, filter, sink));
  return {};
}

Result<std::optional<RecordState>> RecordTables::find_record(const RecordId& record) {
  Statement row = CARE_TRY(connection_.prepare(kRecord));
  if (!CARE_TRY(row.bind(1, record.bytes()).step())) return std::optional<RecordState>();
  RecordState state;
  state.record = record;
  state.subject = CARE_TRY(row.id<SubjectId>(0));
  state.unit = CARE_TRY(row.id<UnitId>(1));
  state.collection = static_cast<std::uint16_t>(row.integer(2));
  state.author = CARE_TRY(row.id<ActorId>(3));
  state.version = row.integer(4);
  state.index = row.integer(5);
  state.struck = row.integer(6) != 0;
  return std::optional<RecordState>(state);
}

Result<std::vector<SubjectRow>> RecordTables::load_subjects(std::optional<UnitId> unit) {
  Statement rows = CARE_TRY(connection_.prepare(kSubjects));
  if (unit) {
    rows.bind(1, unit->bytes());
  } else {
    rows.bind_null(1);
  }
  std::vector<SubjectRow> subjects;
  while (CARE_TRY(rows.step())) subjects.push_back(CARE_TRY(subject_of(rows)));
  return subjects;
}

Result<std::optional<SubjectRow>> RecordTables::find_subject(const SubjectId& subject) {
  Statement row = CARE_TRY(connection_.prepare(kOneSubject));
  if (!CARE_TRY(row.bind(1, subject.bytes()).step())) return std::optional<SubjectRow>();
  return std::optional<SubjectRow>(CARE_TRY(subject_of(row)));
}

}  // namespace care::server::sqlite
