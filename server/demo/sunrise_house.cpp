#include "server/demo/sunrise_house.h"

namespace care::server::demo {
namespace {

constexpr Person kStaff[] = {
    {"Margaret Osei", "Registered manager", Role::manager, true, true},
    {"Daniel Whitcombe", "Deputy manager", Role::deputy},
    {"Grace Adeyemi", "Nurse", Role::nurse, true, true},
    {"Tomasz Zielinski", "Nurse", Role::nurse},
    {"Helen Fairbrother", "Nurse", Role::nurse},
    {"Priya Nair", "Senior carer", Role::senior, true, true},
    {"Kevin Doyle", "Senior carer", Role::senior},
    {"Blessing Okafor", "Senior carer", Role::senior},
    {"Asha Khan", "Carer", Role::carer, true, true},
    {"Jamie Pritchard", "Carer", Role::carer, true},
    {"Ioana Popescu", "Carer", Role::carer, true},
    {"Sandra Heath", "Carer", Role::carer},
    {"Mohammed Rahman", "Carer", Role::carer},
    {"Lucy Tennant", "Carer", Role::carer},
    {"Emeka Nwosu", "Carer", Role::carer},
    {"Carys Bevan", "Carer", Role::carer},
    {"Joanna Kowalczyk", "Carer", Role::carer},
    {"Stephen Marsh", "Carer", Role::carer},
    {"Fatima Begum", "Carer", Role::carer},
    {"Gary Holloway", "Night carer", Role::carer, true, false, true},
    {"Rosemary Clegg", "Night carer", Role::carer},
    {"Tendai Moyo", "Night carer", Role::carer},
    {"Anita Desai", "Bank carer", Role::agency},
    {"Callum Reid", "Agency carer", Role::agency},
    {"Wendy Pike", "Activities", Role::activities},
    {"Marlon Baptiste", "Activities", Role::activities},
    {"Brian Tolley", "Maintenance", Role::maintenance},
    {"Shirley Gould", "Maintenance", Role::maintenance},
    {"Nadia Farouk", "Carer", Role::carer},
};

constexpr Resident kResidents[] = {
    {"Edith", "Marlowe", "Edie", "14", "she", "1934-03-18", "Penicillin", true, "falls;choking", "soft", "mildly_thick", "frame", "Was a seamstress in Leeds. Likes the radio on low and her blue cardigan. Tea before anything else."},
    {"John", "Barraclough", "John", "15", "he", "1939-11-02", "", false, "falls", "regular", "thin", "stick", "Drove buses for forty years. Likes to be told the time and what comes next."},
    {"Amina", "Karim", "Amina", "16", "she", "1942-07-25", "Nuts;Sesame", false, "diabetes", "regular", "thin", "independent", "Prays five times a day; women carers for personal care. Halal meals."},
    {"Peter", "Sutcliffe-Ward", "Pete", "17", "he", "1936-01-09", "", true, "pressure_damage;moving_handling", "minced", "moderately_thick", "hoist", "A Rovers supporter. Laughs at bad puns. Radio 3 in the evening."},
    {"Dorothy", "Pemberton", "Dot", "18", "she", "1931-05-30", "Aspirin", true, "falls;pressure_damage", "soft", "thin", "wheelchair", "Taught infants. Sings when she is content; a lullaby settles her at night."},
    {"Gwyneth", "Prosser", "Gwyn", "19", "she", "1938-09-14", "", false, "wandering;distress", "regular", "thin", "independent", "Welsh is her first language. Walks in the garden after lunch whatever the weather."},
    {"Winston", "Clarke", "Winston", "20", "he", "1940-12-21", "Latex", false, "diabetes;falls", "easy_to_chew", "thin", "frame", "Came from Kingston in 1961. Dominoes on Thursdays. Likes his shirts ironed."},
    {"Irene", "Hollis", "Irene", "21", "she", "1933-02-11", "Codeine", true, "choking", "pureed", "moderately_thick", "bed", "Kept bees. Holds your hand when she is in pain."},
    {"Stanley", "Oakes", "Stan", "22", "he", "1937-06-06", "", false, "falls;distress", "regular", "thin", "stick", "Night watchman all his life: awake at three, asleep at ten. A cup of cocoa helps."},
    {"Beatrice", "Lumsden", "Bea", "23", "she", "1935-10-19", "Eggs", false, "self_neglect", "regular", "thin", "independent", "Librarian. Large print books. Does not like to be hurried."},
    {"Harold", "Finch", "Harry", "24", "he", "1930-04-27", "", true, "pressure_damage;infection", "soft", "slightly_thick", "hoist", "Served in the Merchant Navy. Likes the window open a little."},
    {"Mei", "Chen", "Mei", "25", "she", "1941-08-08", "Shellfish", false, "falls", "regular", "thin", "frame", "Speaks Cantonese with her daughter on Sundays. Hot water, not cold."},
    {"Ronald", "Speight", "Ron", "26", "he", "1938-03-03", "", false, "seizures", "regular", "thin", "independent", "Allotment man. Grows tomatoes on the windowsill."},
    {"Patricia", "Dunne", "Pat", "27", "she", "1936-12-12", "Sulfa drugs", true, "falls;moving_handling", "soft", "thin", "wheelchair", "Mass on television on Sundays. Nine grandchildren, photographs by the bed."},
    {"Leonard", "Abbott", "Len", "28", "he", "1934-07-17", "", false, "choking;falls", "minced", "mildly_thick", "frame", "Clockmaker. Winds the hall clock every Monday with Brian."},
    {"Olive", "Thackray", "Olive", "29", "she", "1932-01-28", "Elastoplast", true, "pressure_damage", "pureed", "extremely_thick", "bed", "Knows every hymn. Lavender on the pillow."},
    {"Joseph", "Mensah", "Joe", "30", "he", "1943-05-05", "", false, "diabetes", "regular", "thin", "stick", "Retired welder. Likes pepper in his soup and the news at six."},
    {"Kathleen", "Rourke", "Kath", "31", "she", "1937-11-23", "Trimethoprim", false, "infection;falls", "regular", "thin", "frame", "From Cork. Tea strong enough to stand a spoon in."},
    {"Arthur", "Penhaligon", "Arthur", "32", "he", "1933-09-01", "", true, "falls", "easy_to_chew", "thin", "wheelchair", "Fished out of Newlyn. Watches the weather forecast twice."},
    {"Vera", "Szymanska", "Vera", "33", "she", "1935-06-29", "", false, "distress;wandering", "regular", "thin", "independent", "Answers in Polish when tired. Folding towels calms her."},
    {"Cyril", "Brathwaite", "Cyril", "34", "he", "1939-02-14", "Ibuprofen", false, "moving_handling", "soft", "thin", "hoist", "Cricket. Ask him about 1976."},
    {"Marjorie", "Eddison", "Marj", "35", "she", "1934-08-20", "", true, "choking;pressure_damage", "pureed", "moderately_thick", "bed", "Painted. Turn the chair to the light in the morning."},
    {"Thomas", "Gallagher", "Tommy", "36", "he", "1936-10-10", "Wasp stings", false, "falls;self_neglect", "regular", "thin", "stick", "Shaves himself if the mirror is low enough. Two sugars."},
    {"Nellie", "Armitage", "Nell", "37", "she", "1929-12-25", "", true, "falls", "soft", "thin", "frame", "Born on Christmas Day; two cards, please, not one."},
};

constexpr std::string_view kDayNotes[] = {
    "{name} was in good spirits this morning and chose their own clothes. Ate well and asked for a second cup of tea.",
    "{name} was quiet at breakfast but joined the singing group later and stayed to the end.",
    "Walked with {name} to the lounge and back. Steady, no breathlessness. Sat by the window afterwards.",
    "{name}'s daughter visited for an hour. They looked through photographs. {name} was a little tearful when she left and settled with company.",
    "{name} declined lunch but had soup and bread at two o'clock. Offered drinks every half hour.",
    "Skin checked during the wash: intact, no redness. Cream applied to both heels.",
    "{name} said the left hip is sore when standing up. Nurse told, pain relief reviewed, to be watched this shift.",
    "{name} enjoyed the garden this afternoon, wrapped up warm. Named every bird at the feeder.",
    "Chatted with {name} about the old days at work. Good eye contact, laughing. Hearing aid battery changed.",
    "{name} did not want company today. Looked in every hour; content with the radio.",
    "Hairdresser today. {name} was pleased with the result and showed everybody.",
    "{name} used the frame well on the corridor. Reminded once to keep it close.",
    "Bowels opened, usual for {name}. Drank well.",
    "{name} was unsettled before tea, looking for the front door. A walk and a warm drink helped.",
    "Family rang; {name} spoke for ten minutes and was bright afterwards.",
};

constexpr std::string_view kNightNotes[] = {
    "{name} slept well. Checked two-hourly, breathing easy, call bell within reach.",
    "{name} was awake at three and had a warm drink. Back to sleep by four.",
    "Turned {name} as planned. Comfortable, skin intact.",
    "{name} called twice for the toilet and was helped by one carer. Steady on their feet.",
    "{name} was restless until midnight; light left on in the bathroom, settled after that.",
};

}  // namespace

std::span<const Person> staff() { return kStaff; }
std::span<const Resident> residents() { return kResidents; }
std::span<const std::string_view> day_notes() { return kDayNotes; }
std::span<const std::string_view> night_notes() { return kNightNotes; }

}  // namespace care::server::demo
