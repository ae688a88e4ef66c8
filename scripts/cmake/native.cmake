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
care_library(server/gate DEPS server/session server/workspace server/store server/log shared/access shared/wire shared/signin
  shared/schema shared/base)
care_library(server/api DEPS server/gate server/session server/workspace server/store server/keyring server/log shared/wire shared/signin
  shared/validate shared/audit shared/access shared/crypto shared/base)
care_library(server/http DEPS server/api server/config server/log server/tls OUTSIDE httplib openssl)
care_library(server/runtime DEPS server/http server/api server/store/sqlite server/config server/log server/tls server/keyring server/session server/gate
  server/workspace server/store server/clock shared/crypto shared/base)
care_library(server/demo DEPS shared/client shared/wire OUTSIDE httplib openssl)

# The web app inside the binary, as care::server::web_assets: #include "server/web_assets.gen.h".
find_program(CARE_NODE node REQUIRED)
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
foreach(user care_server_http care_server_runtime)
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
  if(NOT folder IN_LIST care_all_libraries)
    message(SEND_ERROR "${folder} has sources but no care_library() line in CMakeLists.txt or scripts/cmake/native.cmake")
  endif()
endforeach()

# Tests. tests/unit/<folder> mirrors shared/<folder> or server/<folder>; each becomes one executable and one ctest test.
enable_testing()
file(GLOB support_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/support/*.cpp)
if(support_sources)
  add_library(care_tests_support STATIC ${support_sources})
  target_link_libraries(care_tests_support PRIVATE care_compile)
  set(visibility PUBLIC)
else()
  add_library(care_tests_support INTERFACE)
  set(visibility INTERFACE)
endif()
target_link_libraries(care_tests_support ${visibility} care::catch2 care::nlohmann_json)
care_link_folders(care_tests_support ${visibility} shared/base)

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

# tests/integration/<folder> or tests/integration/*.cpp: against the whole server, with an HTTP client.
file(GLOB_RECURSE integration_files CONFIGURE_DEPENDS LIST_DIRECTORIES false RELATIVE ${CMAKE_SOURCE_DIR} tests/integration/*.cpp)
set(integration_folders "")
foreach(file IN LISTS integration_files)
  cmake_path(GET file PARENT_PATH folder)
  list(APPEND integration_folders ${folder})
endforeach()
list(REMOVE_DUPLICATES integration_folders)
foreach(folder IN LISTS integration_folders)
  string(REGEX REPLACE "^tests/" "" name ${folder})
  care_unit_tests(${name} ${folder} DEPS ${care_all_libraries} OUTSIDE httplib openssl)
  if(TARGET careseal) # some of them start the real program and kill it
    string(REPLACE "/" "_" target care_unit_${name})
    add_dependencies(${target} careseal)
    # For the one file that needs it: where a checkout lies must not decide what the compiler's cache knows.
    set_source_files_properties(tests/integration/program/child.cpp PROPERTIES COMPILE_DEFINITIONS CARE_SERVER_BINARY="$<TARGET_FILE:careseal>")
  endif()
endforeach()

# tests/bench/*.cpp: one program each, built only when asked for: cmake --build <folder> --target care_bench_crypto_bench
file(GLOB bench_files CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/bench/*.cpp)
foreach(file IN LISTS bench_files)
  cmake_path(GET file STEM name)
  add_executable(care_bench_${name} EXCLUDE_FROM_ALL ${file})
  target_link_libraries(care_bench_${name} PRIVATE care_compile care_tests_support)
  care_link_folders(care_bench_${name} PRIVATE ${care_all_libraries})
endforeach()
