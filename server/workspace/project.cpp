#include "server/workspace/project.h"

namespace care::server {

Result<void> project_record(Writer& writer, const audit::RecordStatement& statement, const Hash32& hash, std::uint64_t index,
                            std::span<const Bytes> envelopes) {
  if (envelopes.size() != statement.after.size()) return ErrorCode::store_corrupt;
  CARE_TRY(writer.put_statement(statement.head.key, statement.head.number, {hash, index, false}));
  if (statement.gate_share_hash) {
    CARE_TRY(writer.put_subject({statement.subject, statement.unit, SubjectKind::resident, *statement.gate_share_hash}));
  }
  std::vector<NewFacet> facets;
  facets.reserve(envelopes.size());
  for (std::size_t i = 0; i < envelopes.size(); ++i) {
    const audit::FacetAfter& after = statement.after[i];
    facets.push_back({after.facet, after.data_class, after.generation, envelopes[i]});
  }
  return writer.append_version({.record = statement.record,
                                .subject = statement.subject,
                                .unit = statement.unit,
                                .collection = statement.collection,
                                .author = statement.head.author,
                                .version = statement.version,
                                .index = index,
                                .strike = statement.act == RecordAct::strike,
                                .facets = facets});
}

Result<void> project_assist(Writer& writer, const audit::AssistStatement& statement, const Hash32& hash, std::uint64_t index) {
  return writer.put_statement(statement.head.key, statement.head.number, {hash, index, false});
}

Result<void> project_membership(Writer& writer, const membership::MembershipStatement& statement, const Hash32& hash,
                                std::uint64_t index) {
  CARE_TRY(writer.put_statement(statement.head.key, statement.head.number, {hash, index, false}));
  CARE_TRY(writer.append_membership_entry(index, hash));
  if (const auto* genesis = std::get_if<membership::Genesis>(&statement.act)) {
    return writer.put_subject({genesis->home_subject, genesis->unit, SubjectKind::home, genesis->gate_share_hash});
  }
  return {};
}

Result<void> project_refusal(Writer& writer, const audit::StatementRefused& refusal, std::uint64_t index) {
  return writer.put_statement(refusal.key, refusal.number, {refusal.statement, index, true});
}

}  // namespace care::server
