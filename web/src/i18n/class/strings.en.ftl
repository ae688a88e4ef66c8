### Data classes, as shared/schema names them; scripts/generate.mjs fails when one is missing or left over.

class-audit = Audit details
class-card = Safety card
class-care = Care notes and plans
class-common = Staff names and policies
class-finance = Money
class-governance = Governance
class-meds = Medicines
class-safeguarding = Safeguarding
class-staff = Staff files
