#include "tests/unit/redact/pattern_checks.h"

namespace care::redact {
namespace {

using test::patterns_of;

TEST_CASE("places: an address goes from the flat to the last town, and the postcode stands for itself") {
  CHECK(patterns_of("to Flat 2B, 14 Mill Lane, Harwick, LS6 2AB today") == "ADDRESS Flat 2B, 14 Mill Lane, Harwick, POSTCODE LS6 2AB");
  CHECK(patterns_of("at 14 Mill Lane") == "ADDRESS 14 Mill Lane");
  CHECK(patterns_of("Rose Cottage, Mill Lane, LS6 2AB") == "ADDRESS Rose Cottage, Mill Lane, POSTCODE LS6 2AB");
}

TEST_CASE("places: a person named behind the address is no part of it") {
  CHECK(patterns_of("lives at 14 Mill Lane, Mary says it is damp") == "ADDRESS 14 Mill Lane");
}

TEST_CASE("places: words for streets that are also other words need an address around them") {
  CHECK(patterns_of("2 carers walked her round the garden").empty());
  CHECK(patterns_of("after 3 times her close friend left").empty());
  CHECK(patterns_of("lives at 3 kingfisher close, she says") == "ADDRESS 3 kingfisher close");
}

TEST_CASE("places: the number of a room is marked, not the word, and no length of time") {
  CHECK(patterns_of("Room 12 bell") == "ROOM 12");
  CHECK(patterns_of("rooms 4 and 5") == "ROOM 4, ROOM 5");
  CHECK(patterns_of("fell in 16A") == "ROOM 16A");
  CHECK(patterns_of("asleep in 20 mins").empty());
  CHECK(patterns_of("room 5 minutes later").empty());
  CHECK(patterns_of("to bed 2100").empty());
  CHECK(patterns_of("Ward 3 bed 12") == "ROOM 12");
}

TEST_CASE("places: an organisation has a name; the word for what it is alone stays") {
  CHECK(patterns_of("rang Brackenfield Surgery") == "ORG Brackenfield Surgery");
  CHECK(patterns_of("rang the surgery").empty());
  CHECK(patterns_of("GP surgery shut").empty());
  CHECK(patterns_of("St Oswin's Hospital rang") == "ORG St Oswin's Hospital");
  CHECK(patterns_of("letter from Peverell & Sons") == "ORG Peverell & Sons");
  CHECK(patterns_of("Raised Brackenfield Council concern") == "ORG Brackenfield Council");
  CHECK(patterns_of("church service in the lounge").empty());
  CHECK(patterns_of("Care plan and Home visit").empty());
}

TEST_CASE("places: notes without capitals have organisations too") {
  CHECK(patterns_of("from brackenfield hospital by ambulance") == "ORG brackenfield hospital");
  CHECK(patterns_of("from the new hospital by ambulance").empty());
}

TEST_CASE("places: a room is told by who or what is in it, and by where somebody went") {
  CHECK(patterns_of("Mrs Hale in 8 asleep") == "ROOM 8");
  CHECK(patterns_of("the fella in 22 shouts") == "ROOM 22");
  CHECK(patterns_of("Mrs Hale in 2 jumpers").empty());
  CHECK(patterns_of("commode in 17 cracked") == "ROOM 17");
  CHECK(patterns_of("lamp in G4 too bright") == "ROOM G4");
  CHECK(patterns_of("cut food in 4").empty());
  CHECK(patterns_of("loud bang from 18.") == "ROOM 18");
  CHECK(patterns_of("blue jumper, return it to 29.") == "ROOM 29");
  CHECK(patterns_of("sats went to 88.").empty());
  CHECK(patterns_of("it went to 40.").empty());
  CHECK(patterns_of("moved into 6A today") == "ROOM 6A");
  CHECK(patterns_of("lying on the floor of 31.") == "ROOM 31");
  CHECK(patterns_of("lady in no 7 rang") == "ROOM 7");
  CHECK(patterns_of("corridor o/s 211") == "ROOM 211");
  CHECK(patterns_of("call bell 12.") == "ROOM 12");
  CHECK(patterns_of("12a's buzzer") == "ROOM 12a");
  CHECK(patterns_of("asleep in R12") == "ROOM R12");
  CHECK(patterns_of("awake in rmF2, content") == "ROOM 2");
}

TEST_CASE("places: a number in brackets behind a name is a room where it can't be an age") {
  CHECK(patterns_of("Mrs Quiller (14) fell") == "ROOM 14");
  CHECK(patterns_of("Mrs Quiller (237) fell") == "ROOM 237");
  CHECK(patterns_of("Mrs Quiller (84) fell").empty());
  CHECK(patterns_of("grandson Tom (12) came").empty());
  CHECK(patterns_of("a room near the lounge (204 or 219)") == "ROOM 204, ROOM 219");
}

TEST_CASE("places: beds, suites, said rooms and rows of rooms") {
  CHECK(patterns_of("bed 4 on Willow") == "ROOM 4");
  CHECK(patterns_of("bed 7 - new catheter") == "ROOM 7");
  CHECK(patterns_of("to bed 10 pm").empty());
  CHECK(patterns_of("Bay B: settled") == "ROOM B");
  CHECK(patterns_of("Mrs Hale, suite 3, fell") == "ROOM 3");
  CHECK(patterns_of("bungalow 7 empty") == "ROOM 7");
  CHECK(patterns_of("room twenty-two is free") == "ROOM twenty-two");
  CHECK(patterns_of("rm 3, 5 & 9 done") == "ROOM 3, ROOM 5, ROOM 9");
  CHECK(patterns_of("rms 3/5 done") == "ROOM 3, ROOM 5");
  CHECK(patterns_of("Room19CAllergy") == "ROOM 19");
}

TEST_CASE("places: in a list the numbers before or behind the names are rooms; one line alone is no list") {
  CHECK(patterns_of("31 Walter still chesty\n32 Sheila asleep\n33 empty") == "ROOM 31, ROOM 32, ROOM 33");
  CHECK(patterns_of("209: RAHMAN slept\n210: HOBDAY slept") == "ROOM 209, ROOM 210");
  CHECK(patterns_of("Room | Name\n47 | Ida | well\n20 | nobody | nil") == "ROOM 47, ROOM 20");
  CHECK(patterns_of("2 Weetabix\n3 toast\n1 tea").empty());
  CHECK(patterns_of("2 Refused lunch\n3 Fell at tea").empty());
  CHECK(patterns_of("31 Walter still chesty").empty());
  CHECK(patterns_of("Geraldine 4 slept. Ida 9 bathed. Mr Oakes 7 unsettled.") == "ROOM 4, ROOM 9, ROOM 7");
  CHECK(patterns_of("Ida 2 eggs. Mr Oakes 3 slices.").empty());
}

TEST_CASE("places: flats, storeys and named houses belong to the address they stand before") {
  CHECK(patterns_of("flat 3, tollbar court, 88 mill street") == "ADDRESS flat 3, tollbar court, 88 mill street");
  CHECK(patterns_of("at 2/1, 18 Mill Wynd, Harwick, to") == "ADDRESS 2/1, 18 Mill Wynd, Harwick");
  CHECK(patterns_of("records to 4th Floor, 19 Mill Yard") == "ADDRESS 4th Floor, 19 Mill Yard");
  CHECK(patterns_of("address: Brambles, 2 Mill Road") == "ADDRESS Brambles, 2 Mill Road");
  CHECK(patterns_of("asked Ida, 2 Mill Road") == "ADDRESS 2 Mill Road");
  CHECK(patterns_of("back to Moor End, Mill Lane one last time") == "ADDRESS Moor End, Mill Lane");
  CHECK(patterns_of("c/o Bay Caravan Park, Pitch 40, Sandhaven.") == "ADDRESS Bay Caravan Park, Pitch 40, Sandhaven");
  CHECK(patterns_of("Apt 40 The Ropewalk, Dock St, Harwick") == "ADDRESS Apt 40 The Ropewalk, Dock St, Harwick");
  CHECK(patterns_of("9 Mill Buildings\nEastgate Parade\nHarwick\nSK98 2LL") ==
        "ADDRESS 9 Mill Buildings\nEastgate Parade\nHarwick, POSTCODE SK98 2LL");
  CHECK(patterns_of("14 - 16 Mill Lane") == "ADDRESS 14 - 16 Mill Lane");
  CHECK(patterns_of("lives 4 Mill Lane, Upper Oakby, nr Harwick.") == "ADDRESS 4 Mill Lane, Upper Oakby, nr Harwick");
}

TEST_CASE("places: doses, times and volumes between capitals are no address") {
  CHECK(patterns_of("nitrofurantoin MR 100 BD 3/7. Push fluids").empty());
  CHECK(patterns_of("drank 400 Ribena 200 Tea").empty());
  CHECK(patterns_of("rang 111 re Mrs Lane").empty());
}

TEST_CASE("places: two words for a practice, initials, saints and councils make a whole name") {
  CHECK(patterns_of("chase Larkfield Family Doctors") == "ORG Larkfield Family Doctors");
  CHECK(patterns_of("phoned Quayside Family Practice") == "ORG Quayside Family Practice");
  CHECK(patterns_of("GP round, QUARRY BANK MEDICAL CENTRE") == "ORG QUARRY BANK MEDICAL CENTRE");
  CHECK(patterns_of("dosette from dunnock pharmacy") == "ORG dunnock pharmacy");
  CHECK(patterns_of("from the wrong pharmacy").empty());
  CHECK(patterns_of("A. H. Lightowler Ltd came") == "ORG A. H. Lightowler Ltd");
  CHECK(patterns_of("Rev from St Oswin's Methodist Church") == "ORG St Oswin's Methodist Church");
  CHECK(patterns_of("taxi to St Oswin's Eye Unit") == "ORG St Oswin's Eye Unit");
  CHECK(patterns_of("Notify Borough of Wexcombe Adult Services") == "ORG Borough of Wexcombe Adult Services");
  CHECK(patterns_of("paid by Pendlewick MBC") == "ORG Pendlewick MBC");
  CHECK(patterns_of("Ida Gorse of Speakwell Advocacy rang") == "ORG Speakwell Advocacy");
  CHECK(patterns_of("copy to Debbie and Wexcombe Council") == "ORG Wexcombe Council");
  CHECK(patterns_of("Tel Hawthorn Bank Surgery") == "ORG Hawthorn Bank Surgery");
  CHECK(patterns_of("Personal Care | 0316 | full wash").empty());
}

TEST_CASE("places: a room's number may have a wing or a storey before it, parted or not") {
  CHECK(patterns_of("rms 1.07, 2/11, GF4 cleaned") == "ROOM 1.07, ROOM 2/11, ROOM GF4");
  CHECK(patterns_of("Empty bed A.12 is ready") == "ROOM A.12");
  CHECK(patterns_of("bedroom b, new carpet") == "ROOM b");
  CHECK(patterns_of("Studio 4 leak") == "ROOM 4");
  CHECK(patterns_of("Room\n17") == "ROOM 17");
  CHECK(patterns_of("Vent rooms. CO2 monitor").empty());
}

TEST_CASE("places: a number is a room by the wing before it or by what somebody does there") {
  CHECK(patterns_of("back in Poppy 4.") == "ROOM 4");
  CHECK(patterns_of("Oak 9's wife") == "ROOM 9");
  CHECK(patterns_of("A-wing, 2 waited") == "ROOM 2");
  CHECK(patterns_of("Ruby 2 helpings").empty());
  CHECK(patterns_of("19 buzzing again") == "ROOM 19");
  CHECK(patterns_of("22B soiled, changed") == "ROOM 22B");
  CHECK(patterns_of("12 - asleep") == "ROOM 12");
  CHECK(patterns_of("12's door").starts_with("ROOM 12"));
  CHECK(patterns_of("the 40's music").empty());
  CHECK(patterns_of("2 asleep, all others up").empty());
  CHECK(patterns_of("Mr in 10 says so") == "ROOM 10");
  CHECK(patterns_of("In 12 the tap drips") == "ROOM 12");
  CHECK(patterns_of("moved from 14 to 22") == "ROOM 14, ROOM 22");
  CHECK(patterns_of("moved to 11").empty());
  CHECK(patterns_of("corridor 19 today").empty());
  CHECK(patterns_of("SHEILA BRACKLEY 8 NOT TO HAVE NUTS") == "ROOM 8");
  CHECK(patterns_of("Mary Poppins 7, Kes 2").empty());
}

TEST_CASE("places: numbers that rise, with what was seen at each, are a round; tasks and hours are none") {
  CHECK(patterns_of("3 settled 4 asleep 6 ?chesty 9 awake") == "ROOM 3, ROOM 4, ROOM 6, ROOM 9");
  CHECK(patterns_of("1 Ada to ring, 2 Bert to order, 3 Cora to cook").empty());
  CHECK(patterns_of("10 Ada Hale, 11 Bert Hale, 12 Cora Hale").empty());
}

TEST_CASE("places: addresses with a word before the number, an ordinal, a green, or no word for the street") {
  CHECK(patterns_of("Croft 8, Ardbrae, by Lochmarsh IV99 8ZZ") ==
        "ADDRESS Croft 8, Ardbrae, by Lochmarsh, POSTCODE IV99 8ZZ");
  CHECK(patterns_of("Addr Hse 22 Quarry St, Port Marsh") == "ADDRESS Hse 22 Quarry St, Port Marsh");
  CHECK(patterns_of("Garden Flat, 6a Mill Crescent, Harwick") == "ADDRESS Garden Flat, 6a Mill Crescent, Harwick");
  CHECK(patterns_of("Top floor flat, 9 Mill Hill") == "ADDRESS Top floor flat, 9 Mill Hill");
  CHECK(patterns_of("2/2 45 Argent St, Harwick") == "ADDRESS 2/2 45 Argent St, Harwick");
  CHECK(patterns_of("addr 3rd Ave, Upper Harwick") == "ADDRESS 3rd Ave, Upper Harwick");
  CHECK(patterns_of("lives Ivy Cottage, The Green, Little Marsh") == "ADDRESS Ivy Cottage, The Green, Little Marsh");
  CHECK(patterns_of("lives Plot 9, Weir Park Homes, off Weir Lane, Harwick") ==
        "ADDRESS Plot 9, Weir Park Homes, off Weir Lane, Harwick");
  CHECK(patterns_of("moved to Mill Lane with her sister") == "ADDRESS Mill Lane");
  CHECK(patterns_of("daughter at 22 Oakfield, Wenbury") == "ADDRESS 22 Oakfield, Wenbury");
  CHECK(patterns_of("tea at 10 Mabel, Joan").empty());
}

TEST_CASE("places: short and doubtful words for organisations count beside a name") {
  CHECK(patterns_of("Wenbury CC duty team") == "ORG Wenbury CC");
  CHECK(patterns_of("via wenbury CC") == "ORG wenbury CC");
  CHECK(patterns_of("Went to Brockley Dental") == "ORG Brockley Dental");
  CHECK(patterns_of("Mabel Dental appt").empty());
  CHECK(patterns_of("at Orrin Valley MIU") == "ORG Orrin Valley MIU");
  CHECK(patterns_of("orrindale nursing hm rang") == "ORG orrindale nursing hm");
  CHECK(patterns_of("mum in nursing home").empty());
  CHECK(patterns_of("ref 4 lb of wenbury").find("ORG") == std::string::npos);
  CHECK(patterns_of("paid by lb of wenbury") == "ORG lb of wenbury");
  CHECK(patterns_of("h. brackley & daughters came") == "ORG h. brackley & daughters");
  CHECK(patterns_of("Co-op Funerals Wenbury came") == "ORG Co-op Funerals Wenbury");
  CHECK(patterns_of("from eyes-at-home ltd") == "ORG eyes-at-home ltd");
}

TEST_CASE("places: a room is told by what is for it, from it and of it") {
  CHECK(patterns_of("tablets for 6 came at last") == "ROOM 6");
  CHECK(patterns_of("stockings left for 19.") == "ROOM 19");
  CHECK(patterns_of("not done obs for 14, 15 or Mo") == "ROOM 14, ROOM 15");
  CHECK(patterns_of("given from the pot meant for H14.") == "ROOM H14");
  CHECK(patterns_of("used the spare from 12.") == "ROOM 12");
  CHECK(patterns_of("he needs access to 5, 6 and the loft") == "ROOM 5, ROOM 6");
  CHECK(patterns_of("L heel of 15 red") == "ROOM 15");
  CHECK(patterns_of("the album goes in 11 on the shelf") == "ROOM 11");
  CHECK(patterns_of("bloods 16. tea late") == "ROOM 16");
  CHECK(patterns_of("also 13 tap drips") == "ROOM 13");
  CHECK(patterns_of("nearly given 9's paracetamol") == "ROOM 9");
  CHECK(patterns_of("0300 6 wet, changed") == "ROOM 6");
  CHECK(patterns_of("tablets for 6 days").empty());
  CHECK(patterns_of("parcel for 2 residents").empty());
  CHECK(patterns_of("letters for 3 others").empty());
  CHECK(patterns_of("table for 6, tea at 5").empty());
  CHECK(patterns_of("2 door keys given").empty());
  CHECK(patterns_of("also 3 lamps and 2 taps broken").empty());
  CHECK(patterns_of("cover from 8 to 2").empty());
  CHECK(patterns_of("Park in bay B").empty());
}

TEST_CASE("places: rows, ranges and letters before the number of a room") {
  CHECK(patterns_of("nos 4 & 8 need bloods") == "ROOM 4, ROOM 8");
  CHECK(patterns_of("8 & 11 were both awake") == "ROOM 8, ROOM 11");
  CHECK(patterns_of("Beech 1-5 done by Ida") == "ROOM 1, ROOM 5");
  CHECK(patterns_of("r13 slept, bm 6.1") == "ROOM 13");
  CHECK(patterns_of("rm 8 ankles. R11 eyes bathed") == "ROOM 8, ROOM R11");
  CHECK(patterns_of("r18 regular, p70 r16 t36").empty());
  CHECK(patterns_of("bed 1 snoring bed 2 talking bed 3 (new)") == "ROOM 1, ROOM 2, ROOM 3");
  CHECK(patterns_of("thinking it his own (42).") == "ROOM 42");
  CHECK(patterns_of("Unit/room: Heron / H13.") == "ROOM H13");
  CHECK(patterns_of("RM21BP low") == "ROOM 21");
  CHECK(patterns_of("sideroom 2 is quiet") == "ROOM 2");
}

TEST_CASE("places: a number that is a room's once is it at the head of every clause") {
  CHECK(patterns_of("nos 4 & 8 need bloods. 8 also has a graze") == "ROOM 4, ROOM 8, ROOM 8");
  CHECK(patterns_of("room 8 up. 8 tablets left").starts_with("ROOM 8"));
  CHECK(patterns_of("room 8 up. 8 tablets left") == "ROOM 8");
  CHECK(patterns_of("G3 up. G6 alarm mat") == "ROOM G3, ROOM G6");
}

TEST_CASE("places: houses with a name and no number, numbers in words, boxes of the lawyers' post") {
  CHECK(patterns_of("left the keys to The Nook with us") == "ADDRESS The Nook");
  CHECK(patterns_of("from the bell of Dob Cottage, opposite") == "ADDRESS Dob Cottage");
  CHECK(patterns_of("we are now at The Old Bakery, Church Walk, Harwick") == "ADDRESS The Old Bakery, Church Walk, Harwick");
  CHECK(patterns_of("his son at Mount Lyle, nr Harwick (the white one)") == "ADDRESS Mount Lyle, nr Harwick");
  CHECK(patterns_of("post to number twenty-six Tanner's Yard") == "ADDRESS number twenty-six Tanner's Yard");
  CHECK(patterns_of("neighbours at numbers 4 to 12 Pippin Lane") == "ADDRESS numbers 4 to 12 Pippin Lane");
  CHECK(patterns_of("33 Chapel\nTerrace") == "ADDRESS 33 Chapel\nTerrace");
  CHECK(patterns_of("write to DX 40112 Harwick, ref") == "ADDRESS DX 40112 Harwick");
  CHECK(patterns_of("came by via Tanners Ginnel") == "ADDRESS Tanners Ginnel");
  CHECK(patterns_of("branch, 44 Sheep Market, Harwick") == "ADDRESS 44 Sheep Market, Harwick");
  CHECK(patterns_of("ate Cottage Pie and peas").empty());
  CHECK(patterns_of("farm visit, old school songs").empty());
  CHECK(patterns_of("twenty Jaffa cakes").empty());
}

TEST_CASE("places: organisations behind a label, with a weak word, or with two words in one") {
  CHECK(patterns_of("Registered with: The Gorse Practice") == "ORG The Gorse Practice");
  CHECK(patterns_of("Preferred chemist: Gorseman's. Diet soft") == "ORG Gorseman's");
  CHECK(patterns_of("Undertaker Hassopps of Mill Street 2pm") == "ORG Hassopps of Mill Street");
  CHECK(patterns_of("tea at the Bridge Hotel, then home") == "ORG Bridge Hotel");
  CHECK(patterns_of("the bus stop by All Saints' Church by four") == "ORG All Saints' Church");
  CHECK(patterns_of("Fr Gorse from Our Lady & St Bede 1730") == "ORG Our Lady & St Bede");
  CHECK(patterns_of("family staying at the Fox & Grapes, out back") == "ORG Fox & Grapes");
  CHECK(patterns_of("an advocate from SpeakBest Harwick.") == "ORG SpeakBest Harwick");
  CHECK(patterns_of("Carrier: Green Line Community Transport, van") == "ORG Green Line Community Transport");
  CHECK(patterns_of("pension from Northway Linen Works, since") == "ORG Northway Linen Works");
  CHECK(patterns_of("plan held with Harwick Assured, paid") == "ORG Harwick Assured");
  CHECK(patterns_of("tell Wexhafren CBC finance") == "ORG Wexhafren CBC");
  CHECK(patterns_of("Rev from Kirk of St Bede") == "ORG Kirk of St Bede");
  CHECK(patterns_of("rent to Harwick Housing Co-op monthly") == "ORG Harwick Housing Co-op");
  CHECK(patterns_of("chased northmoor audiology again") == "ORG northmoor audiology");
  CHECK(patterns_of("form 10 sent to wexmoor cc today") == "ORG wexmoor cc");
}

TEST_CASE("places: answers on a form, things in pairs and firms' words in sentences are no organisations") {
  CHECK(patterns_of("Chemist: Closed. Hospital: None").empty());
  CHECK(patterns_of("Dentist: Due. Surgery: Phone first").empty());
  CHECK(patterns_of("the Salt & Vinegar crisps").empty());
  CHECK(patterns_of("Discharge Hub rang").empty());
  CHECK(patterns_of("it works, the office is shut").empty());
  CHECK(patterns_of("we've changed pharmacy").empty());
  CHECK(patterns_of("to A&E by ambulance").empty());
  CHECK(patterns_of("he gave 20 cc today").empty());
  CHECK(patterns_of("Multi Agency meeting at 2").empty());
  CHECK(patterns_of("her hearing aids and friends").empty());
}

TEST_CASE("places: what stands between the rooms of a list is one; the points of a round are none") {
  CHECK(patterns_of("4 Ida slept\n5 - as usual\n8 Bert up") == "ROOM 4, ROOM 5, ROOM 8");
  CHECK(patterns_of("GROUND\n2 ok\n4 new mattress\n6 Ida legs\n7 Bert bath") == "ROOM 2, ROOM 4, ROOM 6, ROOM 7");
  CHECK(patterns_of("101 Ida: well. 102: clear. 103 Bert: up") == "ROOM 101, ROOM 102, ROOM 103");
  CHECK(patterns_of("GP ROUND\n1 Ida cough\n2 Bert eye\n3 Cora rash").empty());
  CHECK(patterns_of("Post for flat 12, 12A and 16 inside") == "ROOM 12, ROOM 12A, ROOM 16");
  CHECK(patterns_of("2 order pads\n4 ring the office\n5 bins").empty());
}

TEST_CASE("places: a word for roads that is also another stands behind a rare name where something leads there") {
  CHECK(patterns_of("discharged to Brackleys Fold.") == "ADDRESS Brackleys Fold");
  CHECK(patterns_of("went to Green Close.").empty());
}

TEST_CASE("places: rows of rooms behind what is done to one after the other, and a bell that goes") {
  CHECK(patterns_of("GP to see 4, 6 and 13") == "ROOM 4, ROOM 6, ROOM 13");
  CHECK(patterns_of("legs in 3, 9, 14.") == "ROOM 3, ROOM 9, ROOM 14");
  CHECK(patterns_of("turned 16 and 18.") == "ROOM 16, ROOM 18");
  CHECK(patterns_of("turned 2 and 4.").empty());
  CHECK(patterns_of("the bell going in 21 all night") == "ROOM 21");
  CHECK(patterns_of("meds for 15 not in") == "ROOM 15");
  CHECK(patterns_of("meds for 8 then bed").empty());
  CHECK(patterns_of("new lady for 11 on Friday") == "ROOM 11");
  CHECK(patterns_of("R3: settled; R5: awake") == "ROOM R3, ROOM R5");
  CHECK(patterns_of("see 2, 3 or 4 times").empty());
}

TEST_CASE("places: a street whose last part says so, behind the number of a house") {
  CHECK(patterns_of("no change of address (48A Westgate)") == "ADDRESS 48A Westgate");
  CHECK(patterns_of("her house is 14 Southgate, key with us") == "ADDRESS 14 Southgate");
  CHECK(patterns_of("stays at the Old Post Office, Great Marsh") == "ADDRESS Old Post Office, Great Marsh");
  CHECK(patterns_of("gave 2 Bloomfield biscuits").empty());
}

}  // namespace
}  // namespace care::redact
