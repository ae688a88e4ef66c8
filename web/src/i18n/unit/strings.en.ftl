### Units of numbers, as shared/schema names them; scripts/generate.mjs fails when one is missing or left over.

unit-celsius = °C
unit-kg = kg
unit-minutes = minutes
unit-ml = ml
unit-ml-a-day = ml a day
unit-mmhg = mmHg
unit-mmol-per-l = mmol/l
unit-per-min = a minute
unit-percent = %
