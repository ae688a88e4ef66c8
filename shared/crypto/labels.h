// shared/crypto/labels.h — every label that separates one use of a key or hash from another.
//
// Shapes   ASCII; in every input the label is followed by one zero byte, then fixed-width fields
// Source   shared/docs/formats/labels-and-keys.md
// Tests    tests/unit/crypto/labels_test.cpp (all different, none the beginning of another with its zero byte)
#pragma once

#include <string_view>

namespace care::crypto::labels {

// Derivations from the user seed.
inline constexpr std::string_view kIdentitySign = "careseal/v1/identity-sign";
inline constexpr std::string_view kIdentityXWing = "careseal/v1/identity-xwing";
inline constexpr std::string_view kDeviceSign = "careseal/v1/device-sign";
inline constexpr std::string_view kSelf = "careseal/v1/self";

// Derivations from the compartment seed downward.
inline constexpr std::string_view kCompartmentCommit = "careseal/v1/compartment-commit";
inline constexpr std::string_view kSubjectBranch = "careseal/v1/subject-branch";
inline constexpr std::string_view kSubjectKey = "careseal/v1/subject-key";
inline constexpr std::string_view kRecordKey = "careseal/v1/record-key";
inline constexpr std::string_view kFacetKey = "careseal/v1/facet-key";
inline constexpr std::string_view kMessage = "careseal/v1/message";

// Associated data of what is sealed.
inline constexpr std::string_view kFacetAad = "careseal/v1/aad";
inline constexpr std::string_view kWrapAad = "careseal/v1/wrap";
inline constexpr std::string_view kGrant = "careseal/v1/grant";  // also the KEK's derivation: keyed there, hashed here

// Names and signatures.
inline constexpr std::string_view kKeyId = "careseal/v1/key-id";
inline constexpr std::string_view kStatement = "careseal/audit/v1/statement";
inline constexpr std::string_view kPlaintextCommitment = "careseal/audit/v1/plaintext";
inline constexpr std::string_view kFieldCommitment = "careseal/audit/v1/field";  // shared/audit/leaf.cpp
inline constexpr std::string_view kPossession = "careseal/v1/possession";
inline constexpr std::string_view kInviteAccept = "careseal/v1/invite-accept";
inline constexpr std::string_view kRecovery = "careseal/v1/recovery";

inline constexpr std::string_view kGateShare = "careseal/v1/gate-share";

inline constexpr std::string_view kFingerprint = "careseal/v1/fingerprint";

// Proof of a request.
inline constexpr std::string_view kRequestProof = "careseal/v1/request-proof";
inline constexpr std::string_view kRequest = "careseal/v1/request";

// Keys that wrap the user seed, derived in shared/signin.
inline constexpr std::string_view kKekPassword = "careseal/v1/kek-password";
inline constexpr std::string_view kKekKit = "careseal/v1/kek-kit";
inline constexpr std::string_view kKekPin = "careseal/v1/kek-pin";

// The server's own keys under its master key.
inline constexpr std::string_view kServerKey = "careseal/v1/server-key";

// Sign-in: the password protocol, the invite code, the kit's check and id, codes in place of an authenticator.
inline constexpr std::string_view kOpaque = "careseal/v1/opaque";
inline constexpr std::string_view kOpaqueFakeRecord = "careseal/v1/opaque-fake-record";
inline constexpr std::string_view kOpaqueFakeAccount = "careseal/v1/opaque-fake-account";
inline constexpr std::string_view kInviteSign = "careseal/v1/invite-sign";
inline constexpr std::string_view kInviteHello = "careseal/v1/invite-hello";
inline constexpr std::string_view kKitCheck = "careseal/v1/kit-check";
inline constexpr std::string_view kKitId = "careseal/v1/kit-id";
inline constexpr std::string_view kSignInCode = "careseal/v1/sign-in-code";

}  // namespace care::crypto::labels
