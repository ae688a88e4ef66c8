# scripts/cmake/native.cmake: the server, its embedded web app, and the C++ tests.

care_library(server/clock DEPS shared/base)
care_library(server/disk DEPS shared/base)
care_library(server/config DEPS shared/base OUTSIDE tomlplusplus)
care_library(server/log DEPS shared/base OUTSIDE spdlog)
care_library(server/tls DEPS shared/base OUTSIDE openssl)
care_library(server/keyring DEPS server/disk shared/signin shared/crypto shared/crypto/hazmat shared/base)
care_library(server/store DEPS shared/audit shared/crypto shared/base)
care_library(server/store/sqlite DEPS server/store shared/audit shared/crypto shared/base OUTSIDE sqlcipher)
care_library(server/workspace DEPS server/disk server/store server/keyring server/log server/clock shared/membership shared/access shared/audit
  shared/record shared/validate shared/crypto shared/crypto/hazmat shared/schema shared/base)
care_library(server/session DEPS server/workspace server/store server/keyring server/log shared/signin shared/crypto shared/crypto/hazmat
  shared/base)
care_library(server/assist DEPS shared/redact shared/wire shared/signin shared/schema shared/base OUTSIDE curl)
care_library(server/gate DEPS server/assist server/session server/workspace server/store server/log shared/access shared/wire shared/signin
  shared/schema shared/base)
care_library(server/api DEPS server/gate server/session server/workspace server/store server/keyring server/log shared/wire shared/signin
  shared/validate shared/audit shared/access shared/crypto shared/base)
care_library(server/http DEPS server/api server/config server/log server/tls OUTSIDE httplib openssl)
care_library(server/runtime DEPS server/http server/api server/store/sqlite server/config server/log server/tls server/keyring server/session server/gate
  server/workspace server/store server/clock shared/crypto shared/base)
care_library(server/demo DEPS shared/client shared/wire OUTSIDE httplib openssl)

# The web app inside the binary, as care::server::web_assets: #include "server/web_assets.gen.h".
set(CARE_WEB_DIST ${CMAKE_SOURCE_DIR}/web/dist CACHE PATH "the built web app")
file(GLOB_RECURSE web_files CONFIGURE_DEPENDS LIST_DIRECTORIES false ${CARE_WEB_DIST}/*)
if(NOT web_files)
  message(STATUS "web/dist is missing: the server is built without the web app (scripts/build web makes it)")
endif()
set(web_assets ${CMAKE_BINARY_DIR}/generated/server/web_assets.gen)
add_custom_command(
  OUTPUT ${web_assets}.h ${web_assets}.cpp ${web_assets}.S
  COMMAND ${CARE_NODE} ${CMAKE_SOURCE_DIR}/scripts/embed_web.mjs ${CARE_WEB_DIST} ${CMAKE_BINARY_DIR}/generated
  DEPENDS ${CMAKE_SOURCE_DIR}/scripts/embed_web.mjs ${web_files}
  COMMENT "Embedding web/dist" VERBATIM)
add_library(care_server_web_assets STATIC ${web_assets}.cpp ${web_assets}.S ${web_assets}.h)
add_library(care::server::web_assets ALIAS care_server_web_assets)
target_link_libraries(care_server_web_assets PRIVATE care_compile)
target_include_directories(care_server_web_assets PUBLIC ${CMAKE_BINARY_DIR}/generated)
foreach(user care_server_http care_server_runtime care_server_assist)
  if(TARGET ${user})
    target_link_libraries(${user} PRIVATE care_server_web_assets)
  endif()
endforeach()

file(GLOB careseal_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false server/*.cpp)
if(careseal_sources)
  add_executable(careseal ${careseal_sources})
  target_link_libraries(careseal PRIVATE care_compile care_server_web_assets)
  care_link_folders(careseal PRIVATE server/runtime server/http server/demo server/api server/store/sqlite server/config server/log server/tls
    server/keyring server/session server/gate server/workspace server/store server/clock shared/client shared/qr)
endif()

# careseal-redact, with its word lists beside it.
file(GLOB redactor_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false server/redactor/*.cpp)
if(redactor_sources)
  add_executable(careseal-redact ${redactor_sources})
  target_link_libraries(careseal-redact PRIVATE care_compile)
  care_link_folders(careseal-redact PRIVATE shared/wire shared/redact shared/base)
  add_dependencies(careseal-redact care_redact_lists)
endif()

file(GLOB load_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/load/*.cpp)
if(load_sources)
  add_executable(careseal-load EXCLUDE_FROM_ALL ${load_sources})
  target_link_libraries(careseal-load PRIVATE care_compile care::openssl)
  care_link_folders(careseal-load PRIVATE server/demo server/clock shared/client shared/wire)
endif()

# A folder without a line above would be left out without a word.
file(GLOB_RECURSE written CONFIGURE_DEPENDS LIST_DIRECTORIES false RELATIVE ${CMAKE_SOURCE_DIR} shared/*.cpp server/*/*.cpp)
get_property(care_all_libraries GLOBAL PROPERTY care_libraries)
foreach(file IN LISTS written)
  cmake_path(GET file PARENT_PATH folder)
  if(NOT folder IN_LIST care_all_libraries AND NOT folder STREQUAL "server/redactor")
    message(SEND_ERROR "${folder} has sources but no care_library() line in CMakeLists.txt or scripts/cmake/native.cmake")
  endif()
endforeach()

# Tests. tests/unit/<folder> mirrors shared/<folder> or server/<folder>; each becomes one executable and one ctest test.
enable_testing()
file(GLOB support_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/support/*.cpp)
add_library(care_tests_support STATIC ${support_sources})
target_link_libraries(care_tests_support PRIVATE care_compile care_compile_tests PUBLIC care::catch2 care::nlohmann_json)
care_link_folders(care_tests_support PUBLIC shared/base)

file(GLOB_RECURSE unit_files CONFIGURE_DEPENDS LIST_DIRECTORIES false RELATIVE ${CMAKE_SOURCE_DIR}/tests/unit tests/unit/*.cpp)
set(unit_folders "")
foreach(file IN LISTS unit_files)
  cmake_path(GET file PARENT_PATH folder)
  list(APPEND unit_folders ${folder})
endforeach()
list(REMOVE_DUPLICATES unit_folders)
foreach(folder IN LISTS unit_folders)
  set(under_test "")
  foreach(candidate ${folder} shared/${folder} server/${folder})
    if(candidate IN_LIST care_all_libraries)
      list(APPEND under_test ${candidate})
    endif()
  endforeach()
  if(NOT under_test)
    set(under_test ${care_all_libraries})
  endif()
  if(folder MATCHES "^server/(workspace|session)$") # written against the store's interface, and tested on a real one
    list(APPEND under_test server/store/sqlite)
  endif()
  care_unit_tests(${folder} tests/unit/${folder} DEPS ${under_test})
endforeach()
set_source_files_properties(tests/unit/redact/lists.cpp PROPERTIES COMPILE_DEFINITIONS CARE_REDACT_LISTS="${CARE_REDACT_LISTS}")
add_dependencies(care_unit_redact care_redact_lists)

# Tests that have a whole home: the server in the test's own process or as a program of its own, its people and their devices, bytes over
# TLS. What they share is compiled once, and so is what its headers include, which is more than half of each file's time.
file(GLOB home_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/integration/*.cpp tests/integration/program/*.cpp)
list(FILTER home_sources EXCLUDE REGEX "_test\\.cpp$")
set_source_files_properties(tests/integration/ai_provider.cpp
  PROPERTIES COMPILE_DEFINITIONS "CARE_NODE=\"${CARE_NODE}\";CARE_REDACT_LISTS=\"${CARE_REDACT_LISTS}\"")
add_library(care_tests_home STATIC EXCLUDE_FROM_ALL ${home_sources} tests/load/bedside.cpp tests/load/home.cpp tests/load/line.cpp)
add_dependencies(care_tests_home care_redact_lists)
target_link_libraries(care_tests_home PRIVATE care_compile care_compile_tests care::httplib care::openssl PUBLIC care_tests_support)
care_link_folders(care_tests_home PUBLIC ${care_all_libraries})
target_precompile_headers(care_tests_home PRIVATE tests/integration/home.h)
# For the files that need it: where a checkout lies must not decide what the compiler's cache knows.
set_source_files_properties(tests/integration/program/child.cpp tests/thief/memory_test.cpp
  PROPERTIES COMPILE_DEFINITIONS CARE_SERVER_BINARY="$<TARGET_FILE:careseal>")

# care_home_tests(<program> <test> <source>…): some of them start the real program, and end it.
function(care_home_tests program test)
  add_executable(${program} ${ARGN})
  target_link_libraries(${program} PRIVATE care_compile care_compile_tests care_tests_home care::httplib care::openssl)
  target_precompile_headers(${program} REUSE_FROM care_tests_home)
  add_dependencies(${program} careseal)
  add_test(NAME ${test} COMMAND ${program} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${test} PROPERTIES ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1;ASAN_OPTIONS=detect_stack_use_after_return=1")
endfunction()

# tests/network, tests/thief: what the neighbour sends, and what is found by whoever takes files, keys or memory away.
# tests/hostile: the real client core behind a server that lies.
foreach(folder IN ITEMS integration integration/program network thief hostile)
  file(GLOB sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/${folder}/*.cpp)
  if(folder MATCHES "^integration")
    list(FILTER sources INCLUDE REGEX "_test\\.cpp$")
  endif()
  string(REPLACE "/" "_" name ${folder})
  care_home_tests(care_${name} ${name} ${sources})
endforeach()
target_link_libraries(care_thief PRIVATE z brotlidec brotlienc)

# tests/soak: the real program, killed, cut off from its power, its file calls failing. Its short form is one test; scripts/soak runs
# the long one. The shim is loaded into the program by LD_PRELOAD, so it has no sanitizer of its own.
add_library(careseal-soak-shim MODULE tests/soak/faults/shim.cpp)
target_include_directories(careseal-soak-shim PRIVATE ${CMAKE_SOURCE_DIR})
target_compile_options(careseal-soak-shim PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
target_link_libraries(careseal-soak-shim PRIVATE ${CMAKE_DL_LIBS})
file(GLOB soak_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/soak/*.cpp)
care_home_tests(careseal-soak soak ${soak_sources} tests/soak/faults/power_cut.cpp)
add_dependencies(careseal-soak careseal-soak-shim)
set_source_files_properties(tests/soak/attacked_server.cpp PROPERTIES COMPILE_DEFINITIONS CARE_SOAK_SHIM="$<TARGET_FILE:careseal-soak-shim>")

# tests/fuzz: one target for each parser of bytes from outside. Two programs of the same targets: the seeds and changes of them, which is
# one test; and clang's libFuzzer (preset fuzz), started by scripts/fuzz.
file(GLOB fuzz_files CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/fuzz/*.cpp)
if(fuzz_files)
  set(fuzz_mains ${fuzz_files})
  list(FILTER fuzz_mains INCLUDE REGEX "_test\\.cpp$")
  list(REMOVE_ITEM fuzz_files ${fuzz_mains})
  # Twice the same objects but for the main file; the calls of the browser's module are compiled for this machine.
  add_library(care_fuzz_targets OBJECT EXCLUDE_FROM_ALL ${fuzz_files} wasm/bindings.cpp wasm/convert.cpp wasm/redact/session.cpp)
  set_source_files_properties(tests/fuzz/redact_targets.cpp PROPERTIES COMPILE_DEFINITIONS CARE_REDACT_LISTS="${CARE_REDACT_LISTS}")
  add_dependencies(care_fuzz_targets care_redact_lists)
  target_link_libraries(care_fuzz_targets PRIVATE care_compile care_compile_tests care_tests_home)
  add_executable(care_fuzz_seeds tests/fuzz/seeds_test.cpp $<TARGET_OBJECTS:care_fuzz_targets>)
  target_link_libraries(care_fuzz_seeds PRIVATE care_compile care_compile_tests care_tests_home)
  add_test(NAME fuzz_seeds COMMAND care_fuzz_seeds WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(fuzz_seeds PROPERTIES ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1;ASAN_OPTIONS=detect_stack_use_after_return=1")
  if(CARE_SANITIZE MATCHES "fuzzer-no-link")
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libclang_rt.fuzzer_no_main-${CMAKE_SYSTEM_PROCESSOR}.a
      OUTPUT_VARIABLE fuzzer OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    add_executable(care_fuzz EXCLUDE_FROM_ALL tests/fuzz/libfuzzer_test.cpp $<TARGET_OBJECTS:care_fuzz_targets>)
    target_link_libraries(care_fuzz PRIVATE care_compile care_compile_tests care_tests_home ${fuzzer})
  endif()
endif()

# tests/redaction: the trainer of the redactor's name model, for scripts/train alone.
file(GLOB train_files CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/redaction/*.cpp)
if(train_files)
  add_executable(careseal-train-names EXCLUDE_FROM_ALL ${train_files})
  target_link_libraries(careseal-train-names PRIVATE care_compile care::nlohmann_json)
  care_link_folders(careseal-train-names PRIVATE shared/redact shared/base)
endif()

# tests/secrets: our own code on secrets that memcheck does not know; built for scripts/fuzz secrets alone. Where valgrind isn't installed
# there is no such program.
find_path(CARE_VALGRIND_HEADERS valgrind/memcheck.h)
mark_as_advanced(CARE_VALGRIND_HEADERS)
file(GLOB secrets_files CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/secrets/*.cpp)
if(secrets_files AND CARE_VALGRIND_HEADERS AND NOT CARE_SANITIZE)
  add_executable(care_secrets EXCLUDE_FROM_ALL ${secrets_files})
  target_link_libraries(care_secrets PRIVATE care_compile care_tests_support)
  foreach(verdict IN ITEMS sodium_memcmp sodium_is_zero sodium_unpad crypto_verify_16 crypto_core_ristretto255_is_valid_point
      crypto_scalarmult_ristretto255 crypto_kem_xwing_dec crypto_kem_xwing_enc_deterministic)
    target_link_options(care_secrets PRIVATE -Wl,--wrap=${verdict}) # tests/secrets/verdicts.cpp
  endforeach()
  care_link_folders(care_secrets PRIVATE shared/signin shared/crypto shared/crypto/hazmat shared/base)
endif()

# tests/bench/*.cpp: one program each, built only when asked for: cmake --build <folder> --target care_bench_crypto_bench
file(GLOB bench_files CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/bench/*.cpp)
foreach(file IN LISTS bench_files)
  cmake_path(GET file STEM name)
  add_executable(care_bench_${name} EXCLUDE_FROM_ALL ${file})
  target_link_libraries(care_bench_${name} PRIVATE care_compile care_tests_support)
  care_link_folders(care_bench_${name} PRIVATE ${care_all_libraries})
endforeach()
