# scripts/cmake/redact_lists.cmake: care_redact.lists, the redactor's word lists, as target care_redact_lists. It lies in the top of the
# build folder: beside the browser's modules in one build, beside the programs in the other. The same bytes in every build.

find_program(CARE_NODE node REQUIRED)
set(CARE_REDACT_LISTS ${CMAKE_BINARY_DIR}/care_redact.lists)
file(GLOB_RECURSE care_redact_list_inputs CONFIGURE_DEPENDS LIST_DIRECTORIES false
  scripts/make_redact_lists.mjs scripts/redact_lists/*.mjs shared/redact/data/*)
add_custom_command(
  OUTPUT ${CARE_REDACT_LISTS}
  COMMAND ${CARE_NODE} ${CMAKE_SOURCE_DIR}/scripts/make_redact_lists.mjs --out ${CARE_REDACT_LISTS}
  DEPENDS ${care_redact_list_inputs}
  COMMENT "Making the redactor's word lists" VERBATIM)
add_custom_target(care_redact_lists DEPENDS ${CARE_REDACT_LISTS})
