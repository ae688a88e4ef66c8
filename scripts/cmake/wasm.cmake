# scripts/cmake/wasm.cmake: the browser's core, care_core.js and care_core.wasm, from wasm/*.cpp.
#
# The loader gives the module its bytes as `wasmBinary` after checking their hash; the module never fetches. The same two files run
# in a worker and in Node's tests: import("…/care_core.js").then((m) => m.default({ wasmBinary })).

file(GLOB care_core_sources CONFIGURE_DEPENDS LIST_DIRECTORIES false wasm/*.cpp)
if(care_core_sources)
  add_executable(care_core ${care_core_sources})
  target_link_libraries(care_core PRIVATE care_compile)
  care_link_folders(care_core PRIVATE shared/client shared/qr shared/validate shared/score shared/redact shared/signin)
  target_link_options(care_core PRIVATE -Oz -fno-exceptions -fno-rtti -msimd128 --bind
    -sMODULARIZE=1 -sEXPORT_ES6=1 -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web,worker -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
    -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=4MB -sTOTAL_STACK=1MB -sMALLOC=emmalloc -sSUPPORT_LONGJMP=0 -sINVOKE_RUN=0
    -sASSERTIONS=0 -sSTRICT=1 -sEXPORT_NAME=loadCareCore --no-entry --pre-js ${CMAKE_SOURCE_DIR}/scripts/cmake/care_core.pre.js)
  set_target_properties(care_core PROPERTIES LINK_DEPENDS ${CMAKE_SOURCE_DIR}/scripts/cmake/care_core.pre.js)
  # Emscripten's optimiser needs acorn, whichever node runs it.
  set_target_properties(care_core PROPERTIES CXX_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
  # Node takes a .js file for a module only when told.
  file(WRITE ${CMAKE_BINARY_DIR}/package.json "{ \"type\": \"module\" }\n")
else()
  message(STATUS "wasm/ has no sources yet: building the shared libraries only")
endif()
