// server/store/sqlite/secret_columns.h — secret bytes into and out of a row of the encrypted file.
//
// Included by .cpp files of this folder alone, never by a header.
// Secrets  SQLite's own copies lie in memory that wiping_memory.h clears
#pragma once

#include "server/store/sqlite/connection.h"
#include "shared/crypto/secret_access.h"

namespace care::server {

class StoreSecrets {
 public:
  static SecretAccess access() { return crypto::SecretAccessMaker::make(); }
};

namespace sqlite {

// Borrowed until the statement is reset.
template <std::size_t N>
void bind_secret(Statement& row, int place, const SecretBytes<N>& secret) {
  row.bind(place, BytesView(secret.read(StoreSecrets::access())));
}

template <std::size_t N>
Result<SecretBytes<N>> read_secret(const Statement& row, int column) {
  ByteArray<N> bytes{};
  if (!copy_exact(row.blob(column), bytes)) return ErrorCode::store_corrupt;
  return SecretBytes<N>(bytes);
}

// A store keeps the keys of its files for the readers it opens later.
inline Secret32 copy_secret(const Secret32& secret) {
  ByteArray<32> bytes{};
  copy_exact(secret.read(StoreSecrets::access()), bytes);
  return Secret32(bytes);
}

}  // namespace sqlite
}  // namespace care::server
