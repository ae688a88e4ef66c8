# scripts/cmake/emscripten.cmake: toolchain file of the `wasm` preset: the installed Emscripten's own, wherever it is.
find_program(CARE_EMXX em++ REQUIRED)
file(REAL_PATH "${CARE_EMXX}" care_emxx)
cmake_path(GET care_emxx PARENT_PATH EMSCRIPTEN_ROOT_PATH)
set(ENV{NODE_PATH} /usr/share/nodejs)
# One try_compile per language is enough, and linking is slow.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")
