# scripts/cmake/wasm.cmake: the browser's core, care_core.js and care_core.wasm, from wasm/*; and care_core_probe for tests/contract.
#
# The loader gives the module its bytes as `wasmBinary` after checking their hash; the module never fetches. The same two files run
# in a worker and in Node's tests: import("…/care_core.js").then((m) => m.default({ wasmBinary })).

function(care_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS;LINK_OPTIONS")
  set(glue ${CMAKE_SOURCE_DIR}/wasm/care_core.post.js)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE care_compile)
  care_link_folders(${name} PRIVATE ${arg_DEPS})
  target_link_options(${name} PRIVATE ${arg_LINK_OPTIONS} -fno-exceptions -fno-rtti -msimd128
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web,worker -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=4MB -sTOTAL_STACK=1MB -sMALLOC=emmalloc -sSUPPORT_LONGJMP=0 -sINVOKE_RUN=0
    -sASSERTIONS=0 -sSTRICT=1 -sEXPORT_NAME=loadCareCore --no-entry -Wl,--wrap=free --post-js ${glue})
  set_target_properties(${name} PROPERTIES LINK_DEPENDS ${glue}
    # Emscripten's optimiser needs acorn, whichever node runs it.
    CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
endfunction()

file(GLOB care_core_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false wasm/*.cpp)
if(care_core_sources)
  care_module(care_core SOURCES ${care_core_sources} LINK_OPTIONS -O3
    DEPS shared/client shared/qr shared/validate shared/signin)

  # Same core, other calls; linked quickly, since nobody downloads it.
  file(GLOB care_probe_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false tests/contract/module/*.cpp)
  if(care_probe_sources)
    care_module(care_core_probe SOURCES ${care_probe_sources} wasm/boundary.cpp wasm/convert.cpp wasm/random.cpp wasm/wiping_free.cpp LINK_OPTIONS -O1
      DEPS shared/client shared/crypto/hazmat)
  endif()

  # Node takes a .js file for a module only when told.
  file(WRITE ${CMAKE_BINARY_DIR}/package.json "{ \"type\": \"module\" }\n")
else()
  message(STATUS "wasm/ has no sources yet: building the shared libraries only")
endif()
