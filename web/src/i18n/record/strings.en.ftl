### Kinds of record, as shared/schema names them; scripts/generate.mjs fails when one is missing or left over.

record-drink = Drink
record-food = Food
record-member = Member of staff
record-mood = Mood
record-note = Note
record-observation = Observations
record-personal-care = Personal care
record-repositioning = Turn
record-resident = Resident
record-unit = Unit
