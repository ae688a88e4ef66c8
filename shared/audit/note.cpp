#include "shared/audit/note.h"

#include <algorithm>

#include "shared/base/decimal.h"
#include "shared/base/encoding.h"
#include "shared/base/json.h"
#include "shared/crypto/hazmat/sha2.h"
#include "shared/crypto/signature.h"

namespace care::audit {
namespace {

constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";  // em dash, space
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kTimeBytes = 8;
constexpr std::uint64_t kMaxTime = (1ULL << 63U) - 1;

// Every space Unicode knows beyond ASCII, in UTF-8.
constexpr std::string_view kWideSpaces[] = {
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
    "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A",
    "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

bool is_control(char letter) { return static_cast<unsigned char>(letter) < 0x20; }

std::uint32_t derive_note_key_id(std::string_view name, NoteKeyType type, const ByteArray<32>& public_key) {
  const std::uint8_t after_name[] = {'\n', static_cast<std::uint8_t>(type)};
  const Hash32 hash = crypto::sha256({as_bytes(name), after_name, public_key});
  return read_big_endian<std::uint32_t>(BytesView(hash).first(kKeyIdBytes));
}

Result<NoteSignature> parse_signature_line(std::string_view line) {
  if (line.substr(0, kSignaturePrefix.size()) != kSignaturePrefix) return ErrorCode::note_malformed;
  line.remove_prefix(kSignaturePrefix.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return ErrorCode::note_malformed;
  const auto bytes = decode_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= kKeyIdBytes) return ErrorCode::note_malformed;
  const BytesView view(*bytes);
  return NoteSignature{std::string(line.substr(0, space)), read_big_endian<std::uint32_t>(view.first(kKeyIdBytes)),
                       to_bytes(view.subspan(kKeyIdBytes))};
}

Result<VerifiedSignature> verify_line(const VerifierKey& key, const NoteSignature& line, std::string_view text) {
  std::optional<std::uint64_t> time;
  BytesView bytes(line.bytes);
  if (key.type() == NoteKeyType::cosignature_v1) {
    if (bytes.size() < kTimeBytes) return ErrorCode::note_signature_invalid;
    time = read_big_endian<std::uint64_t>(bytes.first(kTimeBytes));
    if (*time == 0 || *time > kMaxTime) return ErrorCode::note_signature_invalid;
    bytes = bytes.subspan(kTimeBytes);
  }
  crypto::Signature signature{};
  if (!copy_exact(bytes, signature)) return ErrorCode::note_signature_invalid;
  const std::string message = time ? cosignature_message(*time, text) : std::string(text);
  if (!crypto::verify_note(key.public_key(), message, signature)) return ErrorCode::note_signature_invalid;
  return VerifiedSignature{key, time};
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || !is_valid_utf8(name)) return false;
  for (const char letter : name) {
    if (is_control(letter) || letter == ' ' || letter == '+') return false;
  }
  return std::none_of(std::begin(kWideSpaces), std::end(kWideSpaces),
                      [&](std::string_view space) { return name.find(space) != std::string_view::npos; });
}

VerifierKey::VerifierKey(std::string_view name, NoteKeyType type, const ByteArray<32>& public_key)
    : name_(name), type_(type), id_(derive_note_key_id(name, type, public_key)), public_key_(public_key) {}

Result<VerifierKey> VerifierKey::create(std::string_view name, NoteKeyType type, const ByteArray<32>& public_key) {
  if (!is_key_name(name)) return ErrorCode::key_invalid;
  return VerifierKey(name, type, public_key);
}

Result<VerifierKey> VerifierKey::parse(std::string_view vkey) {
  const std::size_t first = vkey.find('+');
  if (first == std::string_view::npos) return ErrorCode::key_invalid;
  const std::size_t second = vkey.find('+', first + 1);
  if (second == std::string_view::npos) return ErrorCode::key_invalid;
  const auto id = decode_hex(vkey.substr(first + 1, second - first - 1));
  const auto material = decode_base64(vkey.substr(second + 1));
  if (!id || id->size() != kKeyIdBytes || !material || material->empty()) return ErrorCode::key_invalid;

  const auto type = static_cast<NoteKeyType>(material->front());
  if (type != NoteKeyType::ed25519 && type != NoteKeyType::cosignature_v1) return ErrorCode::suite_unsupported;
  ByteArray<32> public_key{};
  if (!copy_exact(BytesView(*material).subspan(1), public_key)) return ErrorCode::key_invalid;
  VerifierKey key = CARE_TRY(create(vkey.substr(0, first), type, public_key));
  if (key.id() != read_big_endian<std::uint32_t>(*id)) return ErrorCode::key_invalid;
  return key;
}

std::string VerifierKey::format() const {
  Bytes id;
  append_big_endian(id, id_);
  Bytes material{static_cast<std::uint8_t>(type_)};
  append(material, public_key_);
  return name_ + "+" + encode_hex(id) + "+" + encode_base64(material);
}

Result<Note> parse_note(std::string_view note) {
  if (note.size() > kNoteMaxBytes || !is_valid_utf8(note)) return ErrorCode::note_malformed;
  for (const char letter : note) {
    if (is_control(letter) && letter != '\n') return ErrorCode::note_malformed;
  }
  const std::size_t end_of_text = note.rfind("\n\n");
  if (end_of_text == std::string_view::npos) return ErrorCode::note_malformed;
  Note parsed{std::string(note.substr(0, end_of_text + 1)), {}};
  std::string_view lines = note.substr(end_of_text + 2);
  if (lines.empty() || lines.back() != '\n') return ErrorCode::note_malformed;
  while (!lines.empty()) {
    if (parsed.signatures.size() == kNoteMaxSignatures) return ErrorCode::note_malformed;
    const std::size_t end = lines.find('\n');
    parsed.signatures.push_back(CARE_TRY(parse_signature_line(lines.substr(0, end))));
    lines.remove_prefix(end + 1);
  }
  return parsed;
}

std::string format_signature_line(const NoteSignature& signature) {
  Bytes bytes;
  append_big_endian(bytes, signature.key_id);
  append(bytes, signature.bytes);
  return std::string(kSignaturePrefix) + signature.name + " " + encode_base64(bytes) + "\n";
}

Result<std::string> format_note(const Note& note) {
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) out += format_signature_line(signature);
  // Read back rather than checked twice: what the reader would see otherwise is not a note of ours.
  const Note again = CARE_TRY(parse_note(out));
  if (again.text != note.text || again.signatures != note.signatures) return ErrorCode::note_malformed;
  return out;
}

Result<OpenedNote> open_note(std::string_view note, std::span<const VerifierKey> trusted) {
  const Note parsed = CARE_TRY(parse_note(note));
  OpenedNote opened{parsed.text, {}, {}};
  for (const NoteSignature& line : parsed.signatures) {
    const VerifierKey* known = nullptr;
    for (const VerifierKey& key : trusted) {
      if (key.name() != line.name || key.id() != line.key_id) continue;
      if (known != nullptr) return ErrorCode::note_signature_invalid;
      known = &key;
    }
    if (known == nullptr) {
      opened.unknown.push_back(line);
      continue;
    }
    const VerifiedSignature verified = CARE_TRY(verify_line(*known, line, parsed.text));
    const bool repeated = std::any_of(opened.verified.begin(), opened.verified.end(),
                                      [&](const VerifiedSignature& earlier) { return earlier.key == *known; });
    if (!repeated) opened.verified.push_back(verified);
  }
  if (opened.verified.empty()) return ErrorCode::note_signature_invalid;
  return opened;
}

std::string cosignature_message(std::uint64_t time_s, std::string_view text) {
  return "cosignature/v1\ntime " + format_decimal(time_s) + "\n" + std::string(text);
}

Result<NoteSigner> NoteSigner::create(std::string_view name, NoteKeyType type, const crypto::SigningKey& key) {
  VerifierKey verifier = CARE_TRY(VerifierKey::create(name, type, key.public_key()));
  return NoteSigner(std::move(verifier), key);
}

NoteSignature NoteSigner::sign(std::string_view text) const {
  CARE_CHECK(verifier_.type() == NoteKeyType::ed25519);
  const crypto::Signature signature = crypto::sign_note(*key_, text);
  return {verifier_.name(), verifier_.id(), to_bytes(signature)};
}

Result<NoteSignature> NoteSigner::cosign(std::string_view text, std::uint64_t time_s) const {
  CARE_CHECK(verifier_.type() == NoteKeyType::cosignature_v1);
  if (time_s == 0 || time_s > kMaxTime) return ErrorCode::note_malformed;
  Bytes bytes;
  append_big_endian(bytes, time_s);
  append(bytes, crypto::sign_note(*key_, cosignature_message(time_s, text)));
  return NoteSignature{verifier_.name(), verifier_.id(), std::move(bytes)};
}

Result<std::string> sign_note(std::string_view text, std::span<const NoteSigner> signers) {
  Note note{std::string(text), {}};
  for (const NoteSigner& signer : signers) note.signatures.push_back(signer.sign(text));
  return format_note(note);
}

Result<std::string> add_signature(std::string_view note, const NoteSignature& signature) {
  Note parsed = CARE_TRY(parse_note(note));
  parsed.signatures.push_back(signature);
  return format_note(parsed);
}

}  // namespace care::audit
