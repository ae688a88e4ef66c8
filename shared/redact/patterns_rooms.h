// shared/redact/patterns_rooms.h — the numbers of rooms and beds, with the word for them or without.
//
// Tests    tests/unit/redact/places_test.cpp
#pragma once

#include "shared/redact/patterns_view.h"

#include <span>

namespace care::redact {

// The number or letter of a room: 12, 16A, G4, B. `end` 0: none.
struct RoomNumber {
  std::size_t begin = 0;
  std::size_t end = 0;
};
// `certain`: a word for rooms stands before it.
RoomNumber room_number(const View& view, std::size_t i, bool certain);
// "G/07", "A.15", "T-5", "LGF-4": a wing or storey in capitals, then the number.
RoomNumber parted_room(const View& view, std::size_t i);
std::size_t found_room(const View& view, RoomNumber number, std::uint8_t certainty, Findings& findings);
bool may_be_room(const View& view, RoomNumber number);
// A clause ends behind it or a verb of people follows: no length of time, no price, no score.
bool closes(const View& view, std::size_t end);
bool is_titled(const View& view, std::size_t i);
// A word that may be somebody's name here.
bool may_be_named(const View& view, std::size_t i);

// Behind the rooms that the word at i is followed by: "room", "bed", "lady in", "door of"; 0 if there are none.
std::size_t room_at(const View& view, std::size_t i, Findings& findings);
// Behind the number at i, where the words before it say that it is a room's: "Mrs Hale in 8", "moved into 6A", "Hale (14)".
std::size_t bare_room(const View& view, std::size_t i, Findings& findings);

// Behind the number at i, a room by what stands beside it: "Lilac 3", "14 is asleep", "Empty bed A.15"; in
// patterns_wings.cpp.
std::size_t room_beside(const View& view, std::size_t i, Findings& findings);
// "1 settled 2 settled 4 awake": numbers that rise, each with what was seen there.
bool begins_status(const View& view, std::size_t i);
void find_round(const View& view, std::span<const std::size_t> numbers, Findings& findings);

// Behind the last room whose number begins at or before the number at i, told by what is there or is meant for it:
// "tablets for 5", "spare from 11", "nos 3 & 7", "13 tap drips"; in patterns_room_things.cpp.
std::size_t room_with_things(const View& view, std::size_t i, Findings& findings);
// "7 also has a graze": the head of a clause; a room if the same number is found as one elsewhere in the note.
bool begins_clause(const View& view, std::size_t i);
void find_known_rooms(const View& view, std::span<const std::size_t> clauses, std::size_t first_finding, Findings& findings);

// Lists give the rooms alone: "14 Edna slept well", "Edna 14 slept well". One entry is anything, several are rooms.
// In patterns_room_lists.cpp.
bool begins_entry(const View& view, std::size_t i);
void find_room_list(const View& view, std::span<const std::size_t> entries, Findings& findings);

}  // namespace care::redact
