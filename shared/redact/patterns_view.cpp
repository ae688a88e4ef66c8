#include "shared/redact/patterns_view.h"

#include "shared/redact/patterns_around.h"

#include <array>

namespace care::redact {
namespace {

struct Group {
  CueBits bits;
  std::uint8_t value;  // of the first word; each further one has one more if `counts`
  bool counts;
  std::string_view words;  // parted by one blank
};

using namespace cue;

constexpr Group kGroups[] = {
    {month, 1, true, "january february march april may june july august september october november december"},
    {month, 1, true, "jan feb mar apr may jun jul aug sep oct nov dec"},
    {month, 1, false, "janurary janaury ionawr"},
    {month, 2, true, "chwefror mawrth ebrill"},
    {month, 6, true, "mehefin gorffennaf awst medi hydref tachwedd rhagfyr"},
    {month, 2, false, "febuary feburary febrary"},
    {month, 9, false, "sept septemeber setpember"},
    {month, 10, false, "ocotber"},
    {month, 11, false, "novemeber"},
    {month, 12, false, "decemeber"},
    {doubtful_month, 0, false, "may march mar medi"},
    {weekday, 0, false, "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun"},
    {digit, 0, true, "zero one two three four five six seven eight nine"},
    {digit, 0, false, "oh o nought naught ought"},
    {times, 2, true, "double triple"},
    {times, 3, false, "treble"},
    {number_word, 10, true, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"},
    {number_word, 30, false, "thirty"},
    {number_word, 40, false, "forty fourty"},
    {number_word, 50, false, "fifty"},
    {number_word, 60, false, "sixty"},
    {number_word, 70, false, "seventy"},
    {number_word, 80, false, "eighty"},
    {number_word, 90, false, "ninety ninty"},
    {number_word, 100, false, "hundred"},
    {ordinal, 1, true,
     "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
     "seventeenth eighteenth nineteenth twentieth"},
    {ordinal, 30, false, "thirtieth"},
    {suffix, 0, false, "st nd rd th"},
    {phone, 0, false,
     "tel telephone phone phones mobile mob moblie cell fax landline ph tele telno telephoned contact contacts whatsapp ring rang rung "
     "ringing call called calling calls phoned phoning dial dialled text texted txt"},
    {nhs | code, 0, false, "nhs chi nhsno nhsnumber"},
    {insurance, 0, false, "ni nino insurance"},
    {bank | code, 0, false, "account acc acct accounts iban bacs building"},
    {sort | bank, 0, false, "sort sortcode"},
    {bank, 0, false, "bank"},
    {card | code, 0, false, "card visa mastercard amex debit credit cc"},
    {code, 0, false,
     "passport licence license licences driving dbs nmc opg lpa dols dol safeguarding incident complaint police cad "
     "crime crn mrn hosp "
     "policy claim case membership member payroll badge student employee pension registration brp ssn urn concern "
     "referral dnacpr respect riddor "
     "datix ulysses enquiry inquiry certificate cert visa tenancy benefit utr mosaic pol plot systmone emis rio epr "
     "pas iban swift warrant custody "
     "dwp esa pip hmrc tax probate court ico ombudsman gmc hcpc pin lasting power deputyship blue crb s42 patient "
     "client customer service social "
     "security identity id identification sssc nisc niscc pnc ubrn inv seal exhibit share receipt voucher tag keysafe "
     "safe invoice gdc gphc goc crew tracking mandate token clock"},
    {code | tight_code, 0, false,
     "entry collar bleep fob badge payroll locker cad crn mrn pin dbs nmc opg slip urn shoulder chq cheque receipt rcpt"},
    {hospital_number | code, 0, false, "hospital hosptial hospitl unit mrn hosp trust"},
    {loose_code, 0, false,
     "form report number no ref reference log file record inc order job ticket booking notification council appt appointment emp logged"},
    {number_label, 0, false, "no nos num number numbers nr ref refs reference references id urn numer nubmer numbr code pin"},
    {filler, 0, false,
     "is was as of the a an for his her their my our your its new old and with to on at in from been given as recorded registered reads him me "
     "them us back home work mobile main direct line current under file held now are quoting quote quoted same again please pls or also daughter son "
     "wife "
     "bk book husband niece nephew sister brother gp surgery office out hours after s number no ref reference name"},
    {goods, 0, false,
     "lot lots batch batches barcode serial asset model sn gtin ean part product catalogue catalog item sku bnf device equipment lotno batchno "
     "stock belt batchnumber barcodes mattress hoist pump sling fridge extinguisher meter upc gtin ndc loler delivery pallet"},
    {postcode, 0, false, "postcode postcodes zip zipcode"},
    {link, 0, false, "at dot www http https ftp hxxp hxxps"},
    {ordinal, 90, false, "ninetieth"},
    {ordinal, 100, false, "hundredth"},
    {box, 0, false, "po p psc dx"},
    {ward, 0, false, "bed bay ward in"},
    {thing, 0, false,
     "wing mat opposite landing access batteries battery blanket bloods bulb card chart charts commode cream cushion delivery dressing flowers frame hoist inhaler key keys "
     "laundry letter letters mattress meant obs ones pads parcel pillow post prescription sample script sheets sling spare stockings swab "
     "tablets tabs toilet shave reposition repositioned toileted towels tray urine visitor visitors walker wheelchair"},
    {body, 0, false, "ankle arm back bottom ear elbow eye foot hand heel heels hip knee leg legs sacrum shin skin toe wrist"},
    {fixture, 0, false,
     "alarm bell blind bulb buzzer carpet curtain door fan heater lamp light radiator sensor shower sink tap telly toilet tv window"},
    {cared, 0, false, "see turned checked toileted washed visited changed"},
    {home, 0, false,
     "cottage farm barn villa mill vicarage rectory farmhouse bungalow forge smithy manse steading byre oast schoolhouse gatehouse stables nook library "
     "school dairy bakery chapel granary brewery creamery maltings post bank nr ginnel snicket vennel"},
    {expiry, 0, false, "exp expiry bb bbe"},
    {vehicle, 0, false,
     "car cars reg registration plate plates vehicle van taxi cab ambulance minibus motor numberplate audi bmw ford vauxhall toyota nissan "
     "morris minor rover honda fiesta corsa golf polo focus astra mini fiat kia skoda volvo citroen peugeot renault parked driving"},
    {unit, 0, false,
     "ml mls mg mgs mcg g kg kgs gram grams iu u units bpm kcal kcals cal cm cms mm m metre metres meter meters cl l litre litres ltr ltrs hrs hr h "
     "hour hours min mins minutes minute sec secs seconds days day weeks week wks wk months month pm am percent pc degrees deg mmol mmols kpa "
     "mmhg x tabs tab tablets tablet caps capsules sachets sachet puffs puff drops drop scoops scoop amps amp pads pad cups cup steps "
     "times mph miles mile yards yds feet ft inches inch stone lb lbs lpm rpm hz w kw watts volts gb slices tsp tbsp portions residents carers staff "
     "people nights "
     "night hourly hrly st mouthfuls glasses teaspoons pints pint biscuits spoonfuls doses beakers sips"},
    {observation, 0, false,
     "bp sats spo pulse hr rr resps resp temp temperature weight wt bm bms glucose sugar sugars saturation saturations oxygen o "
     "news obs rate map pressure kg height bmi score waterlow must egfr hb crp inr abbey braden size"},
    {birth, 0, false, "dob born birth birthdate birthday bday dateofbirth b'day"},
    {date_lead, 0, false,
     "on by until untill til till next due from since before after dated date review reviewed expires expire expiry ends starts starting ending wc "
     "commencing appt appointment booked seen admitted between this last rv reviewing valid visit again rebooked died back hearing clinic closed "
     "bounced"},
    {after_day, 0, false,
     "at for to and with if when or by as please pls in is was will she he they it we i dr mr mrs miss ms from until till til then but so am pm "
     "morning afternoon evening night he'll she'll we'll again though because unless onwards noon lunch lunchtime thanks thankyou ta x per only not "
     "re via the her his gp"},
    {age_unit, 0, false, "years year yrs yr yo yrold yearold yro y"},
    {age_lead, 0, false, "aged age ages turned turning turns nearly almost reached she's he's i'm they're mam's mum's dad's"},
    {street, 0, false,
     "street road avenue lane crescent terrace drive close way gardens grove rd ave cres terr mews blvd boulevard ln "
     "wynd brae loan vennel "
     "fold croft ginnel snicket esplanade promenade parade st dr clos gdns hts str pk alley bank row av wlk crs pde "
     "tce grv sq boreen twitten"},
    {loose_street, 0, false,
     "close way walk rise green court hill park place row view square bank drive gardens fold croft rest end side top gate loan parade circus "
     "path field fields mount dale vale quay wharf bridge yard meadow meadows cottages villas buildings mansions reach ridge heights chase drove "
     "hey brow cross common approach mead garth causeway strand heath lea leas nook orchard pastures plain point rd st dr lawns "
     "bdgs bldgs steps towpath passage ride spinney well wood woods corner crest downs edge glade glebe glen hollow holt knoll lodge oval paddock "
     "turn acre acres paddocks market almshouses precinct arcade cloisters maltings sidings moorings stables riverside ropewalk "
     "point landing bungalows houses "
     "chambers"},
    {street_first, 0, false,
     "heol ffordd stryd lon maes cwrt rhodfa rue via calle ulica ul cae llys parc trem bryn plas tir clos the tai "
     "gerddi troed pentre"},
    {building, 0, false,
     "forge smithy manse steading croft byre oast schoolhouse gatehouse stables house cottage farm lodge villa court manor hall flats apartments mansions barn farmhouse bungalow grange towers tower cottages mill vicarage "
     "chambers "
     "rectory"},
    {flat, 0, false, "flat apartment apt unit suite flt maisonette plot pitch chalet caravan croft bungalow"},
    {address, 0, false,
     "address addresses addr lives live living addr resides living residing located address's moved lived addressed"},
    {room, 0, false,
     "room rooms rm rms bedroom bedrm rm's bedrooms apartment flat suite bungalow chalet apt flt pod studio annexe "
     "annex lodge bedsit rom roon sideroom siderooms"},
    {room_part, 0, false, "bathroom door en-suite ensuite suite hall corridor hallway doorway toilet bedside outside"},
    {person, 0, false, "lady gentleman gent man woman resident pt patient chap ladies"},
    {org, 0, false,
     "hospital hospitals surgery infirmary hospice council pharmacy pharmacist chemist chemists clinic trust solicitors solicitor undertakers "
     "university "
     "college school academy bank society constabulary ltd limited plc llp borough healthcare homecare dispensary funerals crematorium jewellers "
     "bureau cmht cmhts catering ambulances advocacy hosp camhs opticians optician dentist "
     "dentists practice funeral directors ccg icb opticians undertaker church chapel parish mosque synagogue gurdwara "
     "infants primary foundation cic "
     "cbc mbc mdc rbc eyecare pcn surg pharm phamacy pharmcy pharmacies optom optometrists miu ooh assurance legion "
     "funeralcare chemst surgey"},
    {loose_org, 0, false,
     "care home house centre center services service group agency lodge court manor grange hall partnership partners "
     "associates recruitment staffing "
     "medical health nursing residential homes team housing association son sons brothers bros co company transport "
     "taxis cabs cars "
     "ambulance police fire insurance charity club library museum hotel inn arms view physiotherapy podiatry unit ward "
     "general royal "
     "memorial foods supplies laundry direct transfers daughters district board recruiters doctors store stores ctr hm "
     "fryer cafe bakery butchers salon hairdressers "
     "kennels vets garage plumbers plumbing electrical roofing couriers motors insurers union federation hostel "
     "foodbank theatre lettings estates "
     "legal memorials masons cc dc bc lhb hscp mc hc fp cht wic utc audiology dental mobility logistics finance "
     "florist florists caterers cymru "
     "works flooring hearing assured removals vans hub assembly optics vision friends haulage agricultural joinery carpets ptnrs "
     "telecare nurseries brewery charities"},
    {generic, 0, false,
     "multi local day care nursing residential dental eye community mental health general district medical our main acute childrens adult social county "
     "city "
     "town outpatient outpatients new old private nhs hospital department a&e gp the this that her his their my your any no a an other another "
     "church "
     "school primary secondary village good great best retirement sheltered respite dementia end life palliative out hours urgent minor "
     "family nearest previous current first second both pharmacy surgery council service services team home house group practice centre centre "
     "rehab rehabilitation walk-in podiatry foot sunday lunch coffee support domiciliary agency doctors doctor dr nurse district physiotherapy "
     "memory falls diabetic "
     "chest stroke hearing wound vascular cardiac renal breast heart bowel skin pain clinic funeral street high road and of at in from to mr mrs "
     "miss ms sister nurse "
     "manager head office chemist bank building national british english scottish welsh irish catholic methodist "
     "baptist anglican mental"},
    {org_first, 0, false, "cyngor ysbyty meddygfa university lb kirk"},
    {inner, 0, false, "of and the upon on st in le de under by for with s at"},
    {domain_end, 0, false,
     "com org net uk gov edu info eu ie biz io co de fr es pl nl app dev online site scot wales cymru london tv us ca au nz in it pt se ch cy cz dk "
     "no fi be "
     "at hu ru ro bg gr ac sch nhs mil int name pro me ltd"},
    {verb_may, 0, false,
     "be have need not require want also well go come get feel like take benefit help refuse become has i we she he they it still only"},
    {share, 0, false,
     "pain cup cups of full portion portions score strength power tablets tablet eaten meal meals plate mouthfuls way ate diet breakfast lunch "
     "dinner tea "
     "supper bottle beaker glass doses dose times weeks days months on"},
    {stop, 0, false,
     "a an this that these those he she they it we i you him her his their my our your is was were are be been has have had do did does will would "
     "can "
     "could should to from with without at by for if when then than so but or not no x very much more most some any all each every both at about "
     "after before during "
     "until till since because while where who what how why up down out off over into onto through again there here just only too also still times "
     "minutes mins hours "
     "hrs days weeks months years carers staff people residents ml mg mls walked went took gave asked said told seen in on per slice slices "
     "cup cups glass tablets pads steps"},
    {not_name, 0, false,
     "at from to seen told with via by and or if when then rang called phoned for in on the new went gone back via visited visit attended attending "
     "admitted "
     "discharged transferred contacted emailed reported referred spoke asked sent taken see saw returned awaiting await wait letter fax faxed as per "
     "re "
     "is was has had will can please pls ring call phone email advised informed booked not also they he she we i but so after before until since "
     "appointment appt "
     "collected ordered delivered chased ring dear hi hello thanks today tomorrow yesterday monday tuesday wednesday thursday friday saturday "
     "sunday"},
};

// A perfect hash, made by the compiler: a bucket's displacement sends each of its words to a slot of its own, so that a look-up has
// nothing to guess. Which words these are nobody can: half of all words of a note are in here.
constexpr std::size_t kSlots = 4096;
constexpr std::size_t kBuckets = 1024;
constexpr std::size_t kMostWords = 2560;
constexpr std::size_t kMostInBucket = 16;

constexpr std::size_t bucket_of(WordHash word) { return word.a % kBuckets; }
constexpr std::size_t slot_of(WordHash word, std::uint32_t displacement) { return ((word.b ^ displacement) * 0x9E3779B1U) >> 20U; }

struct Table {
  std::array<std::uint8_t, kBuckets> displacements{};
  std::array<std::uint16_t, kSlots> numbers{};  // 0: empty
  std::array<WordHash, kMostWords> words{};
  std::array<Cue, kMostWords> cues{};
  std::uint16_t count = 1;
};

// The words of each bucket, by their numbers.
struct Bucket {
  std::array<std::uint16_t, kMostInBucket> words{};
  std::size_t count = 0;
};
using Buckets = std::array<Bucket, kBuckets>;

constexpr void insert(Table& table, Buckets& buckets, std::string_view word, CueBits bits, std::uint8_t value) {
  const WordHash hash = hash_word(word);
  Bucket& bucket = buckets[bucket_of(hash)];
  std::size_t at = 0;
  while (at < bucket.count && table.words[bucket.words[at]] != hash) ++at;
  if (at == bucket.count) {
    table.words.at(table.count) = hash;
    bucket.words.at(bucket.count++) = table.count++;
  }
  Cue& cue = table.cues[bucket.words[at]];
  cue.bits |= bits;
  if (value != 0) cue.value = value;
}

constexpr bool place(Table& table, const Bucket& bucket, std::uint32_t displacement) {
  for (std::size_t i = 0; i < bucket.count; ++i) {
    const std::size_t slot = slot_of(table.words[bucket.words[i]], displacement);
    if (table.numbers[slot] != 0) {
      while (i-- > 0) table.numbers[slot_of(table.words[bucket.words[i]], displacement)] = 0;
      return false;
    }
    table.numbers[slot] = bucket.words[i];
  }
  return true;
}

constexpr Table make_table() {
  Table table{};
  Buckets buckets{};
  for (const Group& group : kGroups) {
    std::uint8_t value = group.value;
    std::string_view rest = group.words;
    while (!rest.empty()) {
      const std::size_t end = rest.find(' ');
      insert(table, buckets, rest.substr(0, end), group.bits, value);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      if (group.counts) ++value;
    }
  }
  // The fullest first, while there is room.
  for (std::size_t full = kMostInBucket; full > 0; --full) {
    for (std::size_t i = 0; i < kBuckets; ++i) {
      if (buckets[i].count != full) continue;
      std::uint32_t displacement = 0;
      while (!place(table, buckets[i], displacement)) ++displacement;
      // Beyond 255 there is no such element, which no compiler passes: more slots are needed then.
      table.displacements.at(displacement <= 0xFF ? i : kBuckets) = static_cast<std::uint8_t>(displacement);
    }
  }
  return table;
}

constexpr Table kTable = make_table();

// What a mark may begin or end.
constexpr std::array<Concerns, 256> kMarkConcerns = [] {
  std::array<Concerns, 256> out{};
  for (const char c : std::string_view("+(:#!?;.")) out[static_cast<unsigned char>(c)] |= concern::numbers;
  for (const char c : std::string_view("@([{<")) out[static_cast<unsigned char>(c)] |= concern::links;
  out[static_cast<unsigned char>('&')] |= concern::places;
  for (const char c : std::string_view("!?;.")) out[static_cast<unsigned char>(c)] |= concern::dates | concern::places;
  return out;
}();

std::int16_t value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return static_cast<std::int16_t>(value);
}

}  // namespace

std::uint16_t cue_number(WordHash word) {
  const std::uint16_t number = kTable.numbers[slot_of(word, kTable.displacements[bucket_of(word)])];
  return kTable.words[number] == word ? number : std::uint16_t{0};
}

const Cue* cue_table() { return kTable.cues.data(); }

View::View(const Reading& reading, const Lexicon& lexicon)
    : reading_(reading),
      lexicon_(lexicon),
      tokens_(reading.tokens()),
      size_(tokens_.size()),
      text_(reading.folded()),
      hashes_(tokens_.size()),
      classes_(tokens_.size()),
      cues_(tokens_.size()),
      bits_(tokens_.size()),
      concerns_(tokens_.size()), values_(tokens_.size(), std::int16_t{-1}) {
  look_up_words();
  mark_concerns();
}

void View::look_up_words() {
  WordHash* hashes = hashes_.data();
  std::uint16_t* cues = cues_.data();
  CueBits* bits = bits_.data();
  for (std::size_t i = 0; i < size_; ++i) {
    if (token(i).kind == TokenKind::number && length(i) <= 4) values_.data()[i] = value_of(word(i));
    if (token(i).kind != TokenKind::word) continue;
    hashes[i] = reading_.hash(token(i));
    cues[i] = cue_number(hashes[i]);
    bits[i] = table_[cues[i]].bits;
  }
  lexicon_.classes_of_all(hashes_, classes_);
  WordClasses* classes = classes_.data();
  for (std::size_t i = 0; i < size_; ++i) {
    if (token(i).kind != TokenKind::word) classes[i] = 0;
  }
}

// Whatever a finder does at a token it does at these only; what it needs to know of others it looks up from here.
void View::mark_concerns() {
  constexpr CueBits kNumberCues = cue::digit | cue::times | cue::number_label | cue::postcode | cue::nhs | cue::insurance | cue::phone | cue::bank |
                                  cue::sort | cue::card | cue::code | cue::hospital_number | cue::loose_code | cue::goods | cue::expiry |
                                  cue::vehicle;
  constexpr CueBits kDateCues = cue::month | cue::ordinal | cue::number_word | cue::birth | cue::expiry | cue::goods;
  constexpr CueBits kPlaceCues = cue::box | cue::address | cue::flat | cue::room | cue::room_part | cue::person | cue::ward | cue::street |
                                 cue::loose_street | cue::org | cue::loose_org | cue::org_first | cue::suffix | cue::home | cue::number_word;
  // What stands behind the token that is looked at, seen from its end to its beginning.
  struct Behind {
    TokenKind kind = TokenKind::line_end;
    bool glued = false;
    char mark = 0;
    CueBits bits = 0;
  };
  Behind next;
  Behind second;
  const CueBits* all_bits = bits_.data();
  Concerns* concerns = concerns_.data();
  for (std::size_t i = size_; i-- > 0;) {
    const Token& token = tokens_.data()[i];
    const char first = text_.data()[token.begin];
    const CueBits bits = all_bits[i];
    Concerns out = 0;
    if (token.kind == TokenKind::mark) {
      out = kMarkConcerns[static_cast<unsigned char>(first)];
    } else if (token.kind == TokenKind::line_end) {
      if (next.kind == TokenKind::line_end) out = concern::numbers;
    } else {
      const bool joined = next.kind == TokenKind::mark && next.glued && second.glued;
      // The beginning of a name with labels: "example.org", "a-b", "a dot b", "https:", "x [dot] y".
      const bool labels = next.kind == TokenKind::mark
                              ? joined || (kMarkConcerns[static_cast<unsigned char>(next.mark)] & concern::links) != 0 || next.mark == ':'
                              : next.glued;
      if (labels || ((bits | next.bits) & cue::link) != 0) out |= concern::links;
      const bool digits_near = next.kind == TokenKind::number || joined || (second.kind == TokenKind::number && token.end - token.begin <= 4);
      if (digits_near || (bits & kNumberCues) != 0 || token.kind == TokenKind::number) out |= concern::numbers;
      if ((bits & kDateCues) != 0 || token.kind == TokenKind::number || (first == 'b' && token.end - token.begin == 1)) out |= concern::dates;
      if ((bits & kPlaceCues) != 0 || token.kind == TokenKind::number || (next.glued && next.kind == TokenKind::word && token.kind == TokenKind::word)) out |= concern::places;
    }
    concerns[i] = out;
    second = next;
    next = {token.kind, i > 0 && !token.blank_before && token.kind != TokenKind::line_end, first, bits};
  }
}

bool View::measured(std::size_t i) const {
  if (is_mark(i + 1, "%") || (is_mark(i + 1, ':') && glued(i + 1) && is_number(i + 2) && glued(i + 2))) return true;
  return has(i + 1, cue::unit);
}

void find_patterns(const View& view, Findings& findings) {
  find_numbers(view, findings);
  find_dates(view, findings);
  find_places(view, findings);
  find_around(view, findings);
}

}  // namespace care::redact
