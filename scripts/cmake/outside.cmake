# scripts/cmake/outside.cmake: every library from outside, as care::<name>. Their headers are system headers: no warnings from them.
#
#   built into the cache by scripts/setup   sodium qrcodegen httplib catch2 sqlcipher
#   from Debian                             nlohmann_json tomlplusplus spdlog openssl curl

execute_process(COMMAND bash ${CMAKE_SOURCE_DIR}/scripts/lib/outside_paths OUTPUT_VARIABLE care_paths
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" care_paths "${care_paths}")
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/scripts/lib/outside.sh ${CMAKE_SOURCE_DIR}/scripts/lib/sources.sh)
foreach(line IN LISTS care_paths)
  string(REGEX MATCH "^([^=]+)=(.*)$" _ "${line}")
  set(care_prefix_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
endforeach()

set(care_variant "")
if(EMSCRIPTEN)
  set(care_variant "-wasm")
endif()

# care_cached(<name> <library file>): imported target care::<name>
function(care_cached name file)
  set(prefix "${care_prefix_${name}${care_variant}}")
  if(NOT IS_DIRECTORY "${prefix}")
    message(FATAL_ERROR "${name} has not been built yet (${prefix}): run scripts/setup")
  endif()
  add_library(care::${name} STATIC IMPORTED GLOBAL)
  set_target_properties(care::${name} PROPERTIES IMPORTED_LOCATION ${prefix}/lib/${file} INTERFACE_INCLUDE_DIRECTORIES ${prefix}/include)
endfunction()

care_cached(sodium libsodium.a)
care_cached(qrcodegen libqrcodegen.a)

# The JSON library is one folder of headers. Emscripten must not see the rest of /usr/include, so it gets a link to that folder.
add_library(care::nlohmann_json INTERFACE IMPORTED GLOBAL)
if(EMSCRIPTEN)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/outside/include)
  file(CREATE_LINK /usr/include/nlohmann ${CMAKE_BINARY_DIR}/outside/include/nlohmann SYMBOLIC)
  target_include_directories(care::nlohmann_json INTERFACE ${CMAKE_BINARY_DIR}/outside/include)
else()
  find_package(nlohmann_json 3.11 REQUIRED)
  target_link_libraries(care::nlohmann_json INTERFACE nlohmann_json::nlohmann_json)
endif()
target_compile_definitions(care::nlohmann_json INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0 JSON_NO_IO=1)

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
  find_package(OpenSSL 3 REQUIRED)
  add_library(care::openssl INTERFACE IMPORTED GLOBAL)
  target_link_libraries(care::openssl INTERFACE OpenSSL::SSL OpenSSL::Crypto)

  find_package(CURL 7.88 REQUIRED)
  add_library(care::curl INTERFACE IMPORTED GLOBAL)
  target_link_libraries(care::curl INTERFACE CURL::libcurl)

  care_cached(catch2 libcatch2.a)

  care_cached(sqlcipher libsqlcipher.a)
  target_compile_definitions(care::sqlcipher INTERFACE SQLITE_HAS_CODEC)
  target_link_libraries(care::sqlcipher INTERFACE OpenSSL::Crypto Threads::Threads ${CMAKE_DL_LIBS} m)

  # These definitions are the ones in scripts/lib/outside.sh. Threads cross this library, so a sanitizer must see inside it.
  care_cached(httplib libhttplib.a)
  target_compile_definitions(care::httplib INTERFACE CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_LISTEN_BACKLOG=1024)
  target_link_libraries(care::httplib INTERFACE OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
  if(CARE_SANITIZE)
    string(REPLACE ",undefined" "" memory_or_threads "${CARE_SANITIZE}")  # what is undefined in it is not ours to mend, and its largest cost
    add_library(care_httplib_sanitized STATIC EXCLUDE_FROM_ALL ${care_prefix_httplib}/src/httplib.cc)
    target_include_directories(care_httplib_sanitized SYSTEM PRIVATE ${care_prefix_httplib}/include)
    target_compile_definitions(care_httplib_sanitized PRIVATE CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_LISTEN_BACKLOG=1024)
    target_compile_options(care_httplib_sanitized PRIVATE -w -O0 -fsanitize=${memory_or_threads} -fno-omit-frame-pointer)
    add_dependencies(care::httplib care_httplib_sanitized)
    set_target_properties(care::httplib PROPERTIES IMPORTED_LOCATION ${CMAKE_BINARY_DIR}/libcare_httplib_sanitized.a)
  endif()

  # Header-only, so that the server needs none of their shared libraries where it is installed; one folder each includes them.
  find_path(care_toml_headers toml++/toml.h REQUIRED)
  add_library(care::tomlplusplus INTERFACE IMPORTED GLOBAL)
  target_compile_definitions(care::tomlplusplus INTERFACE TOML_HEADER_ONLY=1 TOML_EXCEPTIONS=0)
  find_path(care_spdlog_headers spdlog/spdlog.h REQUIRED)
  add_library(care::spdlog INTERFACE IMPORTED GLOBAL)
  target_compile_definitions(care::spdlog INTERFACE SPDLOG_HEADER_ONLY SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY=1)
  target_link_libraries(care::spdlog INTERFACE Threads::Threads)
endif()
