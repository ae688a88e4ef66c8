# scripts/cmake/wasm.cmake: the browser's core, care_core.js and care_core.wasm, from wasm/*; the redactor, care_redact.js and
# care_redact.wasm, from wasm/redact/*; and care_core_probe for tests/contract.
#
# The loader gives the module its bytes as `wasmBinary` after checking their hash; the module never fetches. The same two files run
# in a worker and in Node's tests: import("…/care_core.js").then((m) => m.default({ wasmBinary })).

function(care_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "STACK_KB;MALLOC" "SOURCES;DEPS;LINK_OPTIONS")
  if(NOT arg_STACK_KB)
    set(arg_STACK_KB 1024)
  endif()
  if(NOT arg_MALLOC)
    set(arg_MALLOC emmalloc)  # the smallest
  endif()
  set(glue ${CMAKE_SOURCE_DIR}/wasm/care_core.post.js)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE care_compile)
  target_compile_definitions(${name} PRIVATE CARE_STACK_BYTES=${arg_STACK_KB}*1024)
  care_link_folders(${name} PRIVATE ${arg_DEPS})
  target_link_options(${name} PRIVATE ${arg_LINK_OPTIONS} -fno-exceptions -fno-rtti -msimd128
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web,worker -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=4MB -sTOTAL_STACK=${arg_STACK_KB}KB -sMALLOC=${arg_MALLOC} -sSUPPORT_LONGJMP=0 -sINVOKE_RUN=0
    -sASSERTIONS=0 -sSTRICT=1 -sEXPORT_NAME=loadCareCore --no-entry -Wl,--wrap=free --post-js ${glue})
  set_target_properties(${name} PROPERTIES LINK_DEPENDS ${glue}
    # Emscripten's optimiser needs acorn, whichever node runs it.
    CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
endfunction()

file(GLOB care_core_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false wasm/*.cpp)
if(care_core_sources)
  # For speed, but a function of middling size is put into its callers only where that is small, or its one caller's: without these
  # limits the module is 10 kB larger (gzip) and seals, opens and signs in no faster.
  care_module(care_core SOURCES ${care_core_sources} LINK_OPTIONS -O3
    -sBINARYEN_EXTRA_PASSES=--flexible-inline-max-function-size=10,--one-caller-inline-max-function-size=50
    DEPS shared/client shared/qr shared/validate shared/signin)

  # Same core, other calls; linked quickly, since nobody downloads it.
  file(GLOB care_probe_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/contract/module/*.cpp)
  if(care_probe_sources)
    care_module(care_core_probe SOURCES ${care_probe_sources} wasm/boundary.cpp wasm/convert.cpp wasm/random.cpp wasm/wiping_free.cpp LINK_OPTIONS -O1
      DEPS shared/client shared/crypto/hazmat)
  endif()

  # The redactor, loaded by those who ask for writing help, with its word lists beside it. No keys, no randomness.
  file(GLOB care_redact_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false wasm/redact/*.cpp)
  # Its stack is wiped after each call like the core's, and small: a megabyte would take longer than a note. Many small strings come and go:
  # dlmalloc is a twentieth faster at that, and 8 kB larger.
  care_module(care_redact SOURCES ${care_redact_sources} wasm/boundary.cpp wasm/convert.cpp wasm/wiping_free.cpp LINK_OPTIONS -O3 STACK_KB 128 MALLOC dlmalloc
    DEPS shared/redact shared/base)
  target_compile_options(care_redact PRIVATE -O3 -finline-functions)
  add_dependencies(care_redact care_redact_lists)

  # Node takes a .js file for a module only when told.
  file(WRITE ${CMAKE_BINARY_DIR}/package.json "{ \"type\": \"module\" }\n")
else()
  message(STATUS "wasm/ has no sources yet: building the shared libraries only")
endif()
