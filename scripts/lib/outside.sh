# scripts/lib/outside.sh: how each outside library is built into the cache. Sourced after common.sh and sources.sh.
#
# care_build_<library> is run in an unpacked source folder with $prefix set to an empty folder to fill with include/ and lib/.
# The text of the recipe is part of the cache key, so a changed flag is a new folder and old checkouts keep working.

care_outside_libraries='sqlcipher sodium sodium-wasm httplib catch2 qrcodegen qrcodegen-wasm'

care_native_flags='-fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2 -ffunction-sections -fdata-sections'
care_wasm_flags='-msimd128 -fvisibility=hidden -ffunction-sections -fdata-sections'

care_build_sodium() {
  mkdir native && cd native
  ../configure --disable-shared --enable-static --disable-dependency-tracking --prefix="$prefix" CFLAGS="-O3 $care_native_flags"
  make -j"$care_jobs"
  make install
  rm -rf "$prefix"/lib/*.la
}

# The .c files straight through emcc: `emconfigure ./configure && make` takes three minutes, this twenty seconds. The definitions are
# the ones that configure finds for wasm32-unknown-emscripten with --without-pthreads --disable-asm --disable-ssp.
#
# What seals, hashes and signs is built for speed, the rest for size.
# ML-KEM is built for neither: unrolled it is as fast and 129 kB larger, and for size the compiler makes a choice between two values
# (select) out of its arithmetic on secrets, which a browser may turn into a branch.
# randombytes.c is compiled as if not for Emscripten: the core brings its own source (shared/crypto/hazmat/random_pool.h), and the
# JavaScript in that file would stay in the module.
care_build_sodium_wasm() {
  local include=src/libsodium/include major minor
  major=$(sed -n 's/^SODIUM_LIBRARY_VERSION_MAJOR=//p' configure.ac)
  minor=$(sed -n 's/^SODIUM_LIBRARY_VERSION_MINOR=//p' configure.ac)
  sed -e "s/@VERSION@/$src_version/" -e "s/@SODIUM_LIBRARY_VERSION_MAJOR@/$major/" -e "s/@SODIUM_LIBRARY_VERSION_MINOR@/$minor/" \
    -e 's/@SODIUM_LIBRARY_MINIMAL_DEF@//' $include/sodium/version.h.in >$include/sodium/version.h
  local defines='-D_GNU_SOURCE=1 -DSTDC_HEADERS=1 -DHAVE_C_VARARRAYS=1 -DHAVE_SYS_MMAN_H=1 -DHAVE_SYS_PARAM_H=1 -DHAVE_SYS_RANDOM_H=1
    -DHAVE_SYS_AUXV_H=1 -DHAVE_THREADS_H=1 -DNATIVE_LITTLE_ENDIAN=1 -DHAVE_INLINE_ASM=1 -DHAVE_ATOMIC_OPS=1 -DHAVE_C11_MEMORY_FENCES=1
    -DHAVE_GCC_MEMORY_FENCES=1 -DHAVE_ALLOCA_H=1 -DHAVE_ALLOCA=1 -DHAVE_GETPID=1 -DHAVE_GETAUXVAL=1 -DHAVE_POSIX_MEMALIGN=1
    -DHAVE_NANOSLEEP=1 -DHAVE_CLOCK_GETTIME=1 -DHAVE_EXPLICIT_BZERO=1 -DCONFIGURED=1'
  # 1.0.22 multiplies the wrong lanes in its SIMD version of Argon2 (32-bit lanes 0 and 1 instead of 0 and 2), so its answers differ
  # from every other build. Two multiplications share the gathering of their lanes, and words turn by whole bytes in one step.
  # shared/docs/decisions/0004-argon2-in-wasm.md; the contract test holds it to the published vectors.
  local round=src/libsodium/crypto_pwhash/argon2/blamka-round-wasm32.h
  perl -0pi -e '
    $mended += s/static inline v128_t\nfBlaMka_wasm\(v128_t x, v128_t y\)\n\{.*?\n\}\n/#define FBLAMKA2_WASM(X0, X1, Y0, Y1) do { \\\n  const v128_t x_ = wasm_i32x4_shuffle(X0, X1, 0, 2, 4, 6), y_ = wasm_i32x4_shuffle(Y0, Y1, 0, 2, 4, 6); \\\n  const v128_t z0_ = wasm_u64x2_extmul_low_u32x4(x_, y_), z1_ = wasm_u64x2_extmul_high_u32x4(x_, y_); \\\n  X0 = wasm_i64x2_add(wasm_i64x2_add(X0, Y0), wasm_i64x2_add(z0_, z0_)); \\\n  X1 = wasm_i64x2_add(wasm_i64x2_add(X1, Y1), wasm_i64x2_add(z1_, z1_)); \\\n} while (0)\n/s;
    $mended += s/([AC])0 = fBlaMka_wasm\([AC]0, ([BD])0\); *\\\n *[AC]1 = fBlaMka_wasm\([AC]1, [BD]1\);/FBLAMKA2_WASM(${1}0, ${1}1, ${2}0, ${2}1);/g;
    $mended += s/wasm_v128_or\(wasm_u64x2_shr\(x, 24\), wasm_i64x2_shl\(x, 40\)\)/wasm_i8x16_swizzle(x, wasm_i8x16_const(3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10))/;
    $mended += s/wasm_v128_or\(wasm_u64x2_shr\(x, 16\), wasm_i64x2_shl\(x, 48\)\)/wasm_i8x16_swizzle(x, wasm_i8x16_const(2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9))/;
    $mended += s/wasm_i64x2_shl\(x, 1\)/wasm_i64x2_add(x, x)/;
    END { exit($mended == 8 ? 0 : 1) }' "$round" || die "libsodium: $round is not the one these mends were written for"
  # What the dispatcher begins with before it has looked; the portable loop would stay in the module for that alone.
  sed -i 's/= argon2_fill_segment_ref;/= argon2_fill_segment_wasm32;/' src/libsodium/crypto_pwhash/argon2/argon2-core.c

  mkdir wasm
  # Several files share a name (verify.c, sign.c …), so the object is named after the whole path.
  find src/libsodium -name '*.c' | LC_ALL=C sort | awk '{ o = $0; gsub("/", "__", o); print $0; print "wasm/" o ".o" }' |
    xargs -n 2 -P "$care_jobs" sh -c 'flags=-Oz
      case ${0#src/libsodium/} in
        crypto_kem/mlkem768/*) flags="-O2 -fno-unroll-loops" ;;
        randombytes/randombytes.c)
          flags="-Oz -U__EMSCRIPTEN__ -DRANDOMBYTES_CUSTOM_IMPLEMENTATION -DRANDOMBYTES_DEFAULT_IMPLEMENTATION=NULL" ;;
        crypto_aead/*chacha20poly1305/* | crypto_core/ed25519/ref10/* | crypto_core/hchacha20/* | crypto_generichash/* | \
        crypto_hash/sha256/* | crypto_hash/sha512/* | crypto_onetimeauth/* | crypto_pwhash/argon2/* | \
        crypto_scalarmult/curve25519/* | crypto_sign/* | crypto_stream/*chacha20/* | crypto_verify/*) flags=-O3 ;;
      esac
      exec emcc $flags '"$care_wasm_flags"' -fno-strict-aliasing -fno-strict-overflow -w \
      '"$(tr -s ' \n' ' ' <<<"$defines")"' -Isrc/libsodium/include -Isrc/libsodium/include/sodium -c "$0" -o "$1"'
  mkdir -p "$prefix/lib" "$prefix/include"
  find wasm -name '*.o' | LC_ALL=C sort | xargs emar rcs "$prefix/lib/libsodium.a"
  cp $include/sodium.h "$prefix/include/"
  cp -r $include/sodium "$prefix/include/"
  rm -rf "$prefix/include/sodium/private" "$prefix/include/sodium/version.h.in"
}

# Two mends, shared/docs/decisions/0007-connections-that-end.md: a request without a body (DELETE) is not waited for as if it had
# one, and a connection that ends does not wait for the other side's goodbye; each held a thread for ten seconds.
# httplib.cc is kept as well: the sanitizer presets compile it again with their own flags. The definitions are repeated in
# scripts/cmake/outside.cmake, since header and library must agree.
care_httplib_defines='-DCPPHTTPLIB_OPENSSL_SUPPORT -DCPPHTTPLIB_LISTEN_BACKLOG=1024'
care_build_httplib() {
  python3 split.py -o "$prefix/include"
  mkdir -p "$prefix/lib" "$prefix/src"
  perl -0pi -e '$mended += s/if \(!req\.body_consumed_ && detail::expect_content\(req\)\) \{/if (!req.body_consumed_ \&\& (req.has_header("Content-Length") || detail::is_chunked_transfer_encoding(req.headers))) {/;
    $mended += s/if \(SSL_shutdown\(ssl\) == 0\) \{\n[^\n]*\n\s*SSL_shutdown\(ssl\);\n\s*\}/SSL_shutdown(ssl);/; END { exit($mended == 2 ? 0 : 1) }' \
    "$prefix/include/httplib.cc" || die "httplib: $src_version is not the one these mends were written for"
  mv "$prefix/include/httplib.cc" "$prefix/src/"
  # shellcheck disable=SC2086
  g++ -std=c++20 -O2 $care_native_flags $care_httplib_defines -ffile-prefix-map="$prefix"=httplib -I"$prefix/include" -c "$prefix/src/httplib.cc" -o httplib.o
  ar rcs "$prefix/lib/libhttplib.a" httplib.o
}

# One translation unit in place of a hundred; headers from src/, so that tests include only the few they use.
care_build_catch2() {
  mkdir -p "$prefix/lib" "$prefix/include"
  g++ -std=c++20 -O1 -fPIE -g0 -w -Iextras -c extras/catch_amalgamated.cpp -o catch.o
  ar rcs "$prefix/lib/libcatch2.a" catch.o
  (cd src && find catch2 -name '*.hpp' -exec cp --parents {} "$prefix/include/" \;)
  sed -e 's|^#cmakedefine \(.*\)|/* #undef \1 */|' -e 's|@CATCH_CONFIG_CONSOLE_WIDTH@|100|' -e 's|@CATCH_CONFIG_DEFAULT_REPORTER@|console|' \
    src/catch2/catch_user_config.hpp.in >"$prefix/include/catch2/catch_user_config.hpp"
}

care_sqlcipher_defines='-DSQLITE_HAS_CODEC -DSQLCIPHER_CRYPTO_OPENSSL -DSQLITE_THREADSAFE=1 -DSQLITE_TEMP_STORE=2 -DSQLITE_DQS=0
  -DSQLITE_DEFAULT_FOREIGN_KEYS=1 -DSQLITE_DEFAULT_MEMSTATUS=0 -DSQLITE_DEFAULT_FILE_PERMISSIONS=0600 -DSQLITE_TRUSTED_SCHEMA=0
  -DSQLITE_LIKE_DOESNT_MATCH_BLOBS -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_SHARED_CACHE -DSQLITE_USE_ALLOCA -DHAVE_USLEEP=1
  -DHAVE_FDATASYNC=1 -DHAVE_STDINT_H=1 -DHAVE_INTTYPES_H=1 -DHAVE_LOCALTIME_R=1 -DHAVE_GMTIME_R=1 -DHAVE_STRERROR_R=1 -DNDEBUG'
care_build_sqlcipher() {
  ./configure --enable-tempstore=yes --disable-tcl --disable-shared CFLAGS="-DSQLITE_HAS_CODEC -DSQLCIPHER_CRYPTO_OPENSSL" LDFLAGS=-lcrypto
  make sqlite3.c
  mkdir -p "$prefix/lib" "$prefix/include"
  # shellcheck disable=SC2086
  gcc -O2 $care_native_flags -w $care_sqlcipher_defines -c sqlite3.c -o sqlcipher.o
  ar rcs "$prefix/lib/libsqlcipher.a" sqlcipher.o
  cp sqlite3.h "$prefix/include/"
}

# Nayuki's C library: it needs no heap and no exceptions, so it goes into the browser's core too.
care_build_qrcodegen() {
  mkdir -p "$prefix/lib" "$prefix/include"
  # shellcheck disable=SC2086
  gcc -std=c99 -O2 $care_native_flags -c c/qrcodegen.c -o qrcodegen.o
  ar rcs "$prefix/lib/libqrcodegen.a" qrcodegen.o
  cp c/qrcodegen.h "$prefix/include/"
}
care_build_qrcodegen_wasm() {
  mkdir -p "$prefix/lib" "$prefix/include"
  # shellcheck disable=SC2086
  emcc -std=c99 -Oz $care_wasm_flags -c c/qrcodegen.c -o qrcodegen.o
  emar rcs "$prefix/lib/libqrcodegen.a" qrcodegen.o
  cp c/qrcodegen.h "$prefix/include/"
}

# care_outside_prefix <library>: sodium-wasm -> <cache>/sodium-wasm-1.0.22-<hash of tarball, recipe, flags, machine>
care_outside_prefix() {
  local flags=$care_native_flags
  [[ $1 == *-wasm ]] && flags=$care_wasm_flags
  [[ $1 == httplib ]] && flags+=$care_httplib_defines
  [[ $1 == sqlcipher ]] && flags+=$care_sqlcipher_defines
  care_source "${1%-wasm}"
  printf '%s/%s-%s-%s\n' "$care_cache" "$1" "$src_version" \
    "$(care_digest "$src_sha256" "$(declare -f "care_build_${1//-/_}")" "$flags" "$(uname -m)")"
}

# care_build_outside <library>: builds it unless its folder is there. A folder appears only when it is complete.
care_build_outside() {
  local name=$1 final work started=$SECONDS prefix
  final=$(care_outside_prefix "$name")
  [[ -d $final ]] && return
  care_source "${name%-wasm}"
  work=$(mktemp -d)
  prefix=$work/prefix
  mkdir -p "$prefix" "$work/source"
  tar -xf "$(care_tarball "${name%-wasm}")" -C "$work/source" --strip-components=1
  # A subshell of its own, so that `set -e` holds inside the recipe.
  (
    set -euo pipefail
    cd "$work/source"
    "care_build_${name//-/_}"
  ) >"$care_cache/build-$name.log" 2>&1 &
  wait $! || die "$name does not build; see $care_cache/build-$name.log"
  mkdir -p "$care_cache"
  mv "$prefix" "$final" 2>/dev/null || [[ -d $final ]]
  rm -rf "$work"
  note "built $name $src_version in $((SECONDS - started)) s"
}
