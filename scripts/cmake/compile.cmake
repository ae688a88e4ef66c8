# scripts/cmake/compile.cmake: dialect, warnings, hardening, sanitizers. Everything of ours is compiled with these, nothing else is.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
if(EMSCRIPTEN)
  set(CMAKE_CXX_FLAGS_RELEASE "-DNDEBUG")
  add_compile_options(-Oz)  # stands before a folder's own OPTIONS, so -O3 there wins; and not in the link, which is for speed
endif()
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")  # lines, for the sanitizers' reports; more costs a fifth of the compiler's time
set(CARE_SANITIZE "" CACHE STRING "sanitizers: empty, address,undefined or thread")

# ccache works across build folders: which one a file is compiled in does not matter to the result.
# Given as a rule launcher, it stays out of compile_commands.json, where clang-tidy would take it for the compiler.
find_program(CARE_CCACHE ccache)
if(CARE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(care_launcher "${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros")
  if(EMSCRIPTEN)
    string(APPEND care_launcher " CCACHE_COMPILERTYPE=clang")
  endif()
  set_property(GLOBAL PROPERTY RULE_LAUNCH_COMPILE "${care_launcher} ${CARE_CCACHE}")
endif()

add_library(care_compile INTERFACE)
target_include_directories(care_compile INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(care_compile INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror
  # No path of the machine in the result: the same source gives the same bytes wherever it is built.
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=
  -ffunction-sections -fdata-sections)

if(EMSCRIPTEN)
  target_compile_options(care_compile INTERFACE -msimd128 -fno-exceptions -fno-rtti)
elseif(CARE_SANITIZE)
  target_compile_options(care_compile INTERFACE -fsanitize=${CARE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(care_compile INTERFACE -fsanitize=${CARE_SANITIZE})
  find_program(CARE_MOLD mold)  # thirty programs with sanitizers take the ordinary linker four minutes
  if(CARE_MOLD)
    target_link_options(care_compile INTERFACE -fuse-ld=mold)
  endif()
  target_compile_definitions(care_compile INTERFACE _GLIBCXX_ASSERTIONS)
  if(CARE_SANITIZE STREQUAL "thread")
    target_compile_options(care_compile INTERFACE -Wno-tsan)
  endif()
else()
  target_compile_options(care_compile INTERFACE -fPIE -fstack-protector-strong -fstack-clash-protection)
  if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    target_compile_options(care_compile INTERFACE -fcf-protection)
  endif()
  target_compile_definitions(care_compile INTERFACE _FORTIFY_SOURCE=2 _GLIBCXX_ASSERTIONS)
  target_link_options(care_compile INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--gc-sections -Wl,--as-needed)
endif()

# What is in shared/ reports failure by value only, in both builds.
add_library(care_compile_shared INTERFACE)
target_link_libraries(care_compile_shared INTERFACE care_compile)
target_compile_options(care_compile_shared INTERFACE -fno-exceptions)

# A test is compiled once and run once. Four checks of each pointer are left out of it, and of what it takes inline from headers: they
# cost a third of the compiler's time, and AddressSanitizer sees what three of them look for. Libraries keep them all.
add_library(care_compile_tests INTERFACE)
target_compile_options(care_compile_tests INTERFACE -O0)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(care_compile_tests INTERFACE -fpch-preprocess)  # what ccache needs to know headers that are compiled beforehand
endif()
if(CARE_SANITIZE MATCHES "undefined")
  target_compile_options(care_compile_tests INTERFACE -fno-sanitize=null,alignment,object-size,vptr)
endif()
