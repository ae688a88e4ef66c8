### The list of residents.

residents-title = Residents
residents-add = Add a resident
residents-add-first = Add the first resident
residents-search = Name or room
residents-which = Which residents
residents-here = Here
residents-left = Left
residents-found = { $count ->
    [0] Nobody found
    [one] 1 resident found
   *[other] { $count } residents found
}
residents-none = Nobody by that name or room
residents-none-help = Check the spelling, or type only the room number.
residents-clear = Show everyone
residents-no-risks = No risks recorded
residents-retry = Try again
residents-empty = No residents yet
residents-empty-help = Start with one person: name, room, allergies and resuscitation are enough. Everything is sealed on this device before it leaves; the server never sees a name.
residents-empty-wait = A senior or manager adds residents. They appear here by themselves.
