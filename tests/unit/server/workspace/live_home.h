// tests/unit/server/workspace/live_home.h — an open home on real files, its people, and statements of theirs.
#pragma once

#include <map>

#include "server/keyring/keyring.h"
#include "server/store/sqlite/store.h"
#include "server/workspace/workspace.h"
#include "shared/audit/checkpoint.h"
#include "shared/audit/inclusion.h"
#include "shared/crypto/envelope.h"
#include "shared/crypto/facet_plaintext.h"
#include "shared/crypto/gate_share.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/key_id.h"
#include "shared/crypto/signature.h"
#include "shared/crypto/statement_signature.h"
#include "shared/schema/record_tables.gen.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_clock.h"

namespace care::server::test {

using care::test::SharedTestRandom;
using care::test::TempFolder;
using care::test::TestClock;

inline constexpr std::uint16_t kResidents = 1;
inline constexpr std::uint16_t kDaily = 2;

struct LivePerson {
  ActorId actor;
  crypto::SigningKey identity;
  crypto::SigningKey device;
  crypto::XWingKey xwing;
};

struct DraftRecord {
  audit::RecordStatement statement;
  std::vector<Bytes> facets;
  std::optional<Bytes> share;
};

class LiveHome {
 public:
  // `stores`: absent means SQLite; tests that break things bring their own.
  explicit LiveHome(std::uint64_t seed = 1, StoreMaker* stores = nullptr)
      : random(seed),
        workspace_id(make_id<WorkspaceId>(random)),
        unit(make_id<UnitId>(random)),
        home_subject(make_id<SubjectId>(random)),
        founder(make_person()),
        own_stores_(sqlite::make_store_maker()),
        stores_(stores == nullptr ? own_stores_.get() : stores),
        keyring_(master()) {
    WorkspaceKeys keys = Keyring::make_workspace_keys(random).value();
    REQUIRE(keyring_.store_workspace_keys(folder.path(), workspace_id, keys, random).ok());
    auto store = stores_->create(folder.path(), {keys.database, keys.shares});
    REQUIRE(store.ok());
    open_with(std::move(keys), std::move(store).value(), create_high_water(folder / "highwater").value());
  }

  static Secret32 master() {
    ByteArray<32> bytes{};
    bytes.fill(0x4D);
    return Secret32(bytes);
  }

  // ---- life of the server
  void close() { home.reset(); }
  Result<void> try_open() {
    WorkspaceKeys keys = keyring_.load_workspace_keys(folder.path(), workspace_id).value();
    auto store = stores_->open(folder.path(), {keys.database, keys.shares});
    if (!store.ok()) return store.error();
    auto opened = Workspace::open({workspace_id, "careseal.example", std::move(keys), std::move(store).value(),
                                   open_high_water(folder / "highwater").value()}, clock, random);
    if (!opened.ok()) return opened.error();
    home = std::move(opened).value();
    return {};
  }
  void reopen() {
    close();
    REQUIRE(try_open().ok());
  }
  WorkspaceKeys keys() const { return keyring_.load_workspace_keys(folder.path(), workspace_id).value(); }

  // ---- people
  LivePerson make_person() {
    const auto actor = make_id<ActorId>(random);
    auto identity = crypto::SigningKey::make(random);
    auto device = crypto::SigningKey::make(random);
    ByteArray<32> seed{};
    random.fill(seed);
    return {actor, std::move(identity), std::move(device), crypto::XWingKey::from_seed(Secret32(seed))};
  }

  MembershipSubmission genesis() {
    Bytes share(32, 7);
    membership::Genesis act;
    act.name = "Rose Court";
    act.label = "rose-court";
    act.unit = unit;
    act.home_subject = home_subject;
    act.gate_share_hash = crypto::derive_gate_share_hash(crypto::parse_gate_share(share).value());
    act.log_key = home->log_key().format();
    act.identity = founder.identity.public_key();
    act.xwing = founder.xwing.public_key();
    MembershipSubmission made = membership_by(founder, founder.identity, act);
    made.gate_share = crypto::parse_gate_share(share).value();
    return made;
  }
  MembershipSubmission add_device(const LivePerson& who) {
    const crypto::Possession claim{.workspace = workspace_id, .actor = who.actor, .xwing_key_hash = Hash32{}};
    return membership_by(who, who.identity,
                         membership::AddDevice{who.device.public_key(), membership::DeviceKind::personal,
                                               crypto::sign_possession(who.device, claim)});
  }
  MembershipSubmission first_generations() {
    membership::RotateClass act{.unit = unit, .classes = {}};
    for (const DataClass each : kDataClassList) act.classes.push_back({each, 1, make_hash()});
    return membership_by(founder, founder.device, act);
  }
  void found() {
    must(home->append_membership(genesis(), {}));
    must(home->append_membership(add_device(founder), {}));
    must(home->append_membership(first_generations(), {}));
  }
  // Invited by the founder and in with a device.
  LivePerson join(Role role) {
    LivePerson person = make_person();
    auto key = crypto::SigningKey::make(random);
    const Bytes hello(40, 1);
    membership::Invite terms;
    terms.invite = make_id<InviteId>(random);
    terms.key = key.public_key();
    terms.role = role;
    terms.unit = unit;
    terms.expires_ms = to_ms(clock.now()) + 1000 * 60;
    terms.actor = person.actor;
    terms.hello_hash = crypto::sha256(hello);
    MembershipSubmission invite = membership_by(founder, founder.device, terms);
    invite.hello = hello;
    must(home->append_membership(std::move(invite), {}));
    const crypto::InviteAcceptance acceptance{.workspace = workspace_id,
                                              .invite = terms.invite,
                                              .actor = person.actor,
                                              .signing_key = person.identity.public_key(),
                                              .xwing_key_hash = crypto::derive_xwing_key_hash(person.xwing.public_key())};
    must(home->append_membership(
        membership_by(person, person.identity,
                      membership::AddUser{terms.invite, person.identity.public_key(), person.xwing.public_key(),
                                          crypto::sign_invite_acceptance(key, acceptance)}), {}));
    must(home->append_membership(add_device(person), {}));
    return person;
  }

  MembershipSubmission membership_by(const LivePerson& who, const crypto::SigningKey& key, membership::Act act) {
    membership::MembershipStatement statement;
    statement.head = next_head(who, key);
    if (home->has_directory()) {
      statement.previous_membership = home->with_directory([](const membership::Directory& d) { return d.head_hash(); });
    }
    statement.act = std::move(act);
    const Bytes body = membership::encode_membership_statement(statement).value();
    MembershipSubmission made;
    made.body = body;
    made.signature = crypto::sign_statement(key, body);
    last_signed_ = {statement.head.key, {statement.head.number, audit::statement_hash(body)}};
    return made;
  }

  // ---- records
  Hash32 make_hash() {
    Hash32 hash{};
    random.fill(hash);
    return hash;
  }
  Bytes make_envelope(std::uint32_t generation = 1) {
    crypto::EnvelopeHeader header;
    header.generation = generation;
    random.fill(header.nonce);
    random.fill(header.commitment);
    const auto head = crypto::encode_envelope_header(header);
    Bytes envelope(head.begin(), head.end());
    Bytes rest(64 + crypto::kTagBytes);
    random.fill(rest);
    append(envelope, rest);
    return envelope;
  }
  audit::StatementHead next_head(const LivePerson& who, const crypto::SigningKey& key) {
    audit::StatementHead head;
    head.workspace = workspace_id;
    head.author = who.actor;
    head.key = crypto::derive_key_id(key.public_key());
    const auto chain = chains_.find(head.key);
    head.number = chain == chains_.end() ? 1 : chain->second.n + 1;
    if (chain != chains_.end()) head.previous = chain->second.last_hash;
    head.tree = audit::empty_tree_head();
    head.time_ms = to_ms(clock.now());
    return head;
  }
  void add_facet(DraftRecord& draft, std::uint16_t facet, DataClass data_class, std::uint32_t generation = 1) {
    draft.facets.push_back(make_envelope(generation));
    draft.statement.after.push_back({facet, static_cast<std::uint16_t>(data_class), generation,
                                     crypto::derive_ciphertext_hash(draft.facets.back()), make_hash()});
  }
  DraftRecord draft(const LivePerson& who, const SubjectId& subject, std::uint16_t collection) {
    DraftRecord made;
    made.statement.head = next_head(who, who.device);
    made.statement.directory = home->with_directory([](const membership::Directory& d) { return d.head_hash(); });
    made.statement.unit = unit;
    made.statement.subject = subject;
    made.statement.record = make_id<RecordId>(random);
    made.statement.collection = collection;
    made.statement.schema = 1;
    made.statement.version = 1;
    return made;
  }
  DraftRecord note(const LivePerson& who, const SubjectId& subject) {
    DraftRecord made = draft(who, subject, kDaily);
    add_facet(made, 1, DataClass::care);
    return made;
  }
  DraftRecord resident(const LivePerson& who) {
    DraftRecord made = draft(who, make_id<SubjectId>(random), kResidents);
    const RecordInfo& info = *find_collection(kResidents);
    for (const FacetInfo& facet : info.facets) {
      if (!facet.optional && facet.number != audit::kChangeFacet) add_facet(made, facet.number, facet.data_class);
    }
    made.share = Bytes(32);
    random.fill(*made.share);
    made.statement.gate_share_hash = crypto::derive_gate_share_hash(crypto::parse_gate_share(*made.share).value());
    return made;
  }
  DraftRecord next_version(const LivePerson& who, const DraftRecord& before, RecordAct act) {
    DraftRecord made = draft(who, before.statement.subject, before.statement.collection);
    made.statement.act = act;
    made.statement.record = before.statement.record;
    made.statement.version = before.statement.version + 1;
    for (const audit::FacetAfter& facet : before.statement.after) {
      made.statement.before.push_back({facet.facet, facet.ciphertext_hash});
      if (act == RecordAct::update && facet.facet != audit::kChangeFacet) {
        add_facet(made, facet.facet, static_cast<DataClass>(facet.data_class));
      }
    }
    add_facet(made, audit::kChangeFacet, static_cast<DataClass>(find_facet(*find_collection(made.statement.collection),
                                                                           audit::kChangeFacet)->data_class));
    return made;
  }

  // Signs with the author's device and passes it through the same door as a request.
  Result<RecordSubmission> submission(const LivePerson& who, const DraftRecord& draft_record) {
    const Bytes body = audit::encode_record_statement(draft_record.statement).value();
    auto verified = home->verify(body, crypto::sign_statement(who.device, body));
    if (!verified.ok()) return verified.error();
    last_signed_ = {draft_record.statement.head.key, {draft_record.statement.head.number, audit::statement_hash(body)}};
    RecordSubmission made{std::move(verified).value(), draft_record.facets, std::nullopt};
    if (draft_record.share) made.gate_share = crypto::parse_gate_share(*draft_record.share).value();
    return made;
  }
  Result<Receipt> send(const LivePerson& who, const DraftRecord& draft_record, const Origin& origin = {}) {
    std::vector<RecordSubmission> items;
    items.push_back(submission(who, draft_record).value());
    auto answers = home->append_records(std::move(items), origin);
    if (!answers.ok()) return answers.error();
    if (answers->front().ok()) numbered();
    return std::move(answers->front());
  }
  Receipt stored(const LivePerson& who, const DraftRecord& draft_record, const Origin& origin = {}) {
    auto receipt = send(who, draft_record, origin);
    if (!receipt.ok()) FAIL("rejected: " << name(receipt.error().code()));
    if (receipt->refusal) FAIL("refused: " << name(*receipt->refusal));
    return std::move(receipt).value();
  }
  void signed_by(const audit::StatementHead& head, BytesView body) { chains_[head.key] = {head.number, audit::statement_hash(body)}; }
  // The last signed statement took its number.
  void numbered() { chains_[last_signed_.first] = last_signed_.second; }

  Receipt must(Result<Receipt> receipt) {
    if (!receipt.ok()) FAIL("rejected: " << name(receipt.error().code()) << " " << receipt.error().field().text());
    if (receipt->refusal) FAIL("refused: " << name(*receipt->refusal));
    numbered();
    return std::move(receipt).value();
  }
  static std::string name(ErrorCode code) { return std::string(info_of(code).name); }

  // What a device does with a receipt: checkpoint by the log's key, leaf under its root.
  void check_receipt(const Receipt& receipt, BytesView body, const crypto::Signature& signature, audit::LeafKind kind) const {
    audit::Leaf leaf{kind, receipt.index, receipt.time_ms, to_bytes(body), signature, receipt.commitments};
    if (!receipt.stored()) {
      leaf.kind = audit::LeafKind::server_event;
      leaf.body = receipt.refused_body;
      leaf.signature.reset();
    }
    const audit::LogIdentity log{home->log_key().name(), {home->log_key()}};
    const auto opened = audit::open_checkpoint(receipt.note, log);
    REQUIRE(opened.ok());
    const Hash32 hash = audit::hash_leaf(audit::encode_leaf(leaf).value());
    CHECK(audit::verify_inclusion(receipt.index, opened->checkpoint.size, hash, receipt.proof, opened->checkpoint.root).ok());
  }
  std::uint64_t size() const { return home->signed_head().size; }

  TempFolder folder;
  TestClock clock;
  SharedTestRandom random;
  WorkspaceId workspace_id;
  UnitId unit;
  SubjectId home_subject;
  LivePerson founder;
  std::unique_ptr<Workspace> home;

 private:
  void open_with(WorkspaceKeys keys, std::unique_ptr<WorkspaceStore> store, std::unique_ptr<HighWater> mark) {
    auto opened = Workspace::open({workspace_id, "careseal.example", std::move(keys), std::move(store), std::move(mark)},
                                  clock, random);
    REQUIRE(opened.ok());
    home = std::move(opened).value();
  }

  std::unique_ptr<StoreMaker> own_stores_;
  StoreMaker* stores_;
  Keyring keyring_;
  std::map<KeyId, ChainHead> chains_;
  std::pair<KeyId, ChainHead> last_signed_;
};

}  // namespace care::server::test
