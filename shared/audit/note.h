// shared/audit/note.h — signed notes: a text and the lines of those who signed it.
//
// Shapes   text ending in a newline, an empty line, lines `— <name> <base64(key id 4 ‖ signature)>`; ≤ 100 lines, ≤ 1 MB
//          key id = SHA-256(name ‖ 0x0A ‖ type ‖ key)[:4]; vkey = name+hex(key id)+base64(type ‖ key)
//          type 0x01 Ed25519 over the text; type 0x04 cosignature: time u64 ‖ Ed25519 over a prefix with that time ‖ text
// Errors   note_malformed, note_signature_invalid, key_invalid, suite_unsupported
// Source   c2sp.org/signed-note, c2sp.org/tlog-cosignature
// Tests    tests/unit/audit/note_test.cpp
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/crypto/keys.h"

namespace care::audit {

inline constexpr std::size_t kNoteMaxBytes = 1'000'000;
inline constexpr std::size_t kNoteMaxSignatures = 100;

enum class NoteKeyType : std::uint8_t { ed25519 = 0x01, cosignature_v1 = 0x04 };

// A name may stand in a note: not empty, UTF-8, no space of any script, no plus, no control character.
bool is_key_name(std::string_view name);

class VerifierKey {
 public:
  static Result<VerifierKey> create(std::string_view name, NoteKeyType type, const ByteArray<32>& public_key);
  static Result<VerifierKey> parse(std::string_view vkey);
  std::string format() const;

  const std::string& name() const { return name_; }
  NoteKeyType type() const { return type_; }
  std::uint32_t id() const { return id_; }
  const ByteArray<32>& public_key() const { return public_key_; }
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

 private:
  VerifierKey(std::string_view name, NoteKeyType type, const ByteArray<32>& public_key);
  std::string name_;
  NoteKeyType type_ = NoteKeyType::ed25519;
  std::uint32_t id_ = 0;
  ByteArray<32> public_key_{};
};

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes bytes;  // without the key id
  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
  std::string text;  // with its last newline
  std::vector<NoteSignature> signatures;
};

// Form only: nothing in it is to be believed before open_note.
Result<Note> parse_note(std::string_view note);
// note_malformed if text or names could not be read back.
Result<std::string> format_note(const Note& note);
std::string format_signature_line(const NoteSignature& signature);

struct VerifiedSignature {
  VerifierKey key;
  std::optional<std::uint64_t> cosigned_at_s;  // type 0x04: seconds since 1970
};

struct OpenedNote {
  std::string text;
  std::vector<VerifiedSignature> verified;     // one per key, in the order of the note
  std::vector<NoteSignature> unknown;          // lines of keys not among the trusted ones
};

// At least one trusted key signed, and no line that claims a trusted key is wrong. Two trusted keys of one name and id are
// refused as soon as a line names them.
Result<OpenedNote> open_note(std::string_view note, std::span<const VerifierKey> trusted);

// One who signs notes. Borrows the key, which must outlive it.
class NoteSigner {
 public:
  static Result<NoteSigner> create(std::string_view name, NoteKeyType type, const crypto::SigningKey& key);

  const VerifierKey& verifier() const { return verifier_; }
  // Type 0x01 only.
  NoteSignature sign(std::string_view text) const;
  // Type 0x04 only; 0 < time ≤ 2^63-1, else note_malformed.
  Result<NoteSignature> cosign(std::string_view text, std::uint64_t time_s) const;

 private:
  NoteSigner(VerifierKey verifier, const crypto::SigningKey& key) : verifier_(std::move(verifier)), key_(&key) {}
  VerifierKey verifier_;
  const crypto::SigningKey* key_;
};

// A note signed by each of them, all of type 0x01.
Result<std::string> sign_note(std::string_view text, std::span<const NoteSigner> signers);
// The same note with one more line.
Result<std::string> add_signature(std::string_view note, const NoteSignature& signature);

// The bytes under a cosignature.
std::string cosignature_message(std::uint64_t time_s, std::string_view text);

}  // namespace care::audit
