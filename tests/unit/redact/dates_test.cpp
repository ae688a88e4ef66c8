#include "tests/unit/redact/pattern_checks.h"

namespace care::redact {
namespace {

using test::patterns_of;

TEST_CASE("dates: d/m alone is a date where a word or a time says so, and a share or a length of time elsewhere") {
  CHECK(patterns_of("seen on 5/7") == "DATE 5/7");
  CHECK(patterns_of("amoxicillin for 5/7").empty());
  CHECK(patterns_of("Mon 3/12 bath") == "DATE 3/12");
  CHECK(patterns_of("review 3/12").empty());
  CHECK(patterns_of("clinic 13/2 9am") == "DATE 13/2");
  CHECK(patterns_of("ate 3/4 of lunch").empty());
  CHECK(patterns_of("power 4/5 in both arms").empty());
  CHECK(patterns_of("30/12 to 1/1 at her son's") == "DATE 30/12, DATE 1/1");
}

TEST_CASE("dates: may, march and second are dates only where they stand for one") {
  CHECK(patterns_of("2 may have gone").empty());
  CHECK(patterns_of("2 May, dentist") == "DATE 2 May");
  CHECK(patterns_of("2nd may be best") == "DATE 2nd may");
  CHECK(patterns_of("she may 2 hours later").empty());
  CHECK(patterns_of("second of March") == "DATE second of March");
  CHECK(patterns_of("second helping").empty());
}

TEST_CASE("dates: two figures behind a month are its year only where nothing else follows") {
  CHECK(patterns_of("born 2 may 36") == "DATE_OF_BIRTH 2 may 36");
  CHECK(patterns_of("4 June 10 mg given") == "DATE 4 June");
  CHECK(patterns_of("4 June 14:30") == "DATE 4 June");
  CHECK(patterns_of("4 June '25") == "DATE 4 June '25");
}

TEST_CASE("dates: a day that stands alone has its weekday, or a word that leads to it") {
  CHECK(patterns_of("chiropody Wed 5th") == "DATE 5th");
  CHECK(patterns_of("away until the 5th") == "DATE 5th");
  CHECK(patterns_of("on the 5th floor").empty());
  CHECK(patterns_of("her 5th fall").empty());
  CHECK(patterns_of("paid 8th.") == "DATE 8th");
  CHECK(patterns_of("came 4th.").empty());
}

TEST_CASE("dates: the label, the brackets behind a name and a year long ago make a date of birth") {
  CHECK(patterns_of("DOB 4/3/1931") == "DATE_OF_BIRTH 4/3/1931");
  CHECK(patterns_of("dob 040331") == "DATE_OF_BIRTH 040331");
  CHECK(patterns_of("Ida Gorse (4.3.31) fell") == "DATE_OF_BIRTH 4.3.31");
  CHECK(patterns_of("Ida Gorse (4.3.24) fell") == "DATE 4.3.24");
  CHECK(patterns_of("married 4/3/1951 in Hull") == "DATE 4/3/1951");
  // The label is over at the end of its sentence.
  CHECK(patterns_of("DOB unknown. Seen 4/3/2025.") == "DATE 4/3/2025");
}

TEST_CASE("dates: expiry and lot have months that are nobody's") {
  CHECK(patterns_of("exp 07/2027").empty());
  CHECK(patterns_of("since 07/2023") == "DATE 07/2023");
}

TEST_CASE("ages: ninety and above are marked as an age, not as a reading, and not below") {
  CHECK(patterns_of("she is 89").empty());
  CHECK(patterns_of("she is 90") == "AGE_OVER_89 90");
  CHECK(patterns_of("aged 119") == "AGE_OVER_89 119");
  CHECK(patterns_of("aged 120").empty());
  CHECK(patterns_of("pulse is 94").empty());
  CHECK(patterns_of("sats 94, comfortable").empty());
  CHECK(patterns_of("Ida, 94, comfortable") == "AGE_OVER_89 94");
  CHECK(patterns_of("her 95th birthday") == "AGE_OVER_89 95");
  CHECK(patterns_of("95th percentile").empty());
  CHECK(patterns_of("ninety-nine years old") == "AGE_OVER_89 ninety-nine");
}

TEST_CASE("dates: a date of birth is read over a line's end, in Roman figures, with its year first and with letters for figures") {
  CHECK(patterns_of("dob 12/\n08/1937") == "DATE_OF_BIRTH 12/\n08/1937");
  CHECK(patterns_of("dob 11\n/04/\n1935") == "DATE_OF_BIRTH 11\n/04/\n1935");
  CHECK(patterns_of("off food 5/7\n- weight 58").empty());
  CHECK(patterns_of("dob 4.vii.1934") == "DATE_OF_BIRTH 4.vii.1934");
  CHECK(patterns_of("born 1941 June 3") == "DATE_OF_BIRTH 1941 June 3");
  CHECK(patterns_of("dob 1938-Mar-07") == "DATE_OF_BIRTH 1938-Mar-07");
  CHECK(patterns_of("dob l2/O5/1931").ends_with("DATE_OF_BIRTH l2/O5/1931"));
  CHECK(patterns_of("dob 12.8.'36") == "DATE_OF_BIRTH 12.8.'36");
  CHECK(patterns_of("or is it 12Aug36 or 38") == "DATE 12Aug36");
  CHECK(patterns_of("Ida Gorse b. 3.4.29") == "DATE_OF_BIRTH 3.4.29");
  CHECK(patterns_of("hep b 3.4.25") == "DATE 3.4.25");
  CHECK(patterns_of("Ida Gorse 3.4.1929 fell") == "DATE_OF_BIRTH 3.4.1929");
  CHECK(patterns_of("born second of the fifth nineteen thirty-one") == "DATE_OF_BIRTH second of the fifth nineteen thirty-one");
}

TEST_CASE("dates: figures with blanks are a date where a time, a year or a frame says so") {
  CHECK(patterns_of("meeting 13 11 25 at 14:00") == "DATE 13 11 25");
  CHECK(patterns_of("signed 1 11 2025") == "DATE 1 11 2025");
  CHECK(patterns_of("Gorse / 12 08 36 / ward") == "DATE_OF_BIRTH 12 08 36");
  CHECK(patterns_of("bingo 13 11 25 won").empty());
  CHECK(patterns_of("gave 2 4 2000 ml").empty());
}

TEST_CASE("dates: rows and ranges of days have each of their days found") {
  CHECK(patterns_of("leave 1-12 Dec") == "DATE 1, DATE 12 Dec");
  CHECK(patterns_of("Night report 28/29 March") == "DATE 28, DATE 29 March");
  CHECK(patterns_of("falls (4th and 9th)") == "DATE 4th, DATE 9th");
  CHECK(patterns_of("off 8th to 22nd December") == "DATE 8th, DATE 22nd December");
  CHECK(patterns_of("urgent 12/11/2025-18/11/2025") == "DATE 12/11/2025, DATE 18/11/2025");
  CHECK(patterns_of("your letter of the 9th inst") == "DATE 9th inst");
  CHECK(patterns_of("can you swap 23rd with me") == "DATE 23rd");
  CHECK(patterns_of("their 25th anniversary").empty());
  CHECK(patterns_of("review due 3rd of the 4th") == "DATE 3rd of the 4th");
  CHECK(patterns_of("before 3rd\nMarch") == "DATE 3rd\nMarch");
}

TEST_CASE("dates: d/m behind an INR, a deed, a label or at the head of a row is a day; a due in days is none") {
  CHECK(patterns_of("INR 3/11 2.6") == "DATE 3/11");
  CHECK(patterns_of("catheter changed 2/9") == "DATE 2/9");
  CHECK(patterns_of("opened 1/2, shaken").empty());
  CHECK(patterns_of("Date of concern: 3/11, found") == "DATE 3/11");
  CHECK(patterns_of("fell twice 7/11: 0340, 1615") == "DATE 7/11");
  CHECK(patterns_of("01/11 | shopping | 50.00") == "DATE 01/11");
  CHECK(patterns_of("dressing next due 3/7").empty());
  CHECK(patterns_of("21.11 late: settled") == "DATE 21.11");
  CHECK(patterns_of("police log 055 of 1/07") == "ID_OTHER 055 of 1/07, DATE 1/07");
}

TEST_CASE("dates: shifts, sheets of a chart and prices are none") {
  CHECK(patterns_of("earlies 7-2.30, lates 2-9.30").empty());
  CHECK(patterns_of("MAR 2 signed").empty());
  CHECK(patterns_of("cake cost \xC2\xA3"
                    "6. May comes too")
            .empty());
  CHECK(patterns_of("no better by 6. May may help").empty());
}

TEST_CASE("ages: an age stands behind a birth date, a name at a birthday, and in words") {
  CHECK(patterns_of("DOB: 2/9/1933 (92)") == "DATE_OF_BIRTH 2/9/1933, AGE_OVER_89 92");
  CHECK(patterns_of("known as Winnie. 97. DOB 4/2/28") == "AGE_OVER_89 97, DATE_OF_BIRTH 4/2/28");
  CHECK(patterns_of("Ida 100 today") == "AGE_OVER_89 100");
  CHECK(patterns_of("pulse 100 today").empty());
  CHECK(patterns_of("next is Walter at 97.") == "AGE_OVER_89 97");
  CHECK(patterns_of("sats at 97.").empty());
  CHECK(patterns_of("she is a hundred and two") == "AGE_OVER_89 a hundred and two");
  CHECK(patterns_of("Mum would have been ninety") == "AGE_OVER_89 ninety");
}

TEST_CASE("dates: Welsh months are months") {
  CHECK(patterns_of("admitted 2 Mawrth 2026") == "DATE 2 Mawrth 2026");
  CHECK(patterns_of("14 Rhagfyr") == "DATE 14 Rhagfyr");
  CHECK(patterns_of("INR 3.4 3/11.") == "DATE 3/11");
}

TEST_CASE("dates: an age behind the letter of a sex, behind 'll be, and beside a name in small letters") {
  CHECK(patterns_of("Pt Ida Brackley, F 93, fell") == "AGE_OVER_89 93");
  CHECK(patterns_of("Dad'll be 100 on Sunday") == "AGE_OVER_89 100");
  CHECK(patterns_of("ama brackleigh 91 today") == "AGE_OVER_89 91");
  CHECK(patterns_of("flow F 93 measured").empty());
}

TEST_CASE("dates: a day and month with a point stand behind a word for what happens on a day; doses, readings and times do not") {
  CHECK(patterns_of("next test 08.12, same dose") == "DATE 08.12");
  CHECK(patterns_of("note 2.4 to 9.4, back after") == "DATE 2.4, DATE 9.4");
  CHECK(patterns_of("off sick 2.4 - 9.4") == "DATE 2.4, DATE 9.4");
  CHECK(patterns_of("EARLY TO LATE 8.11 - all well") == "DATE 8.11");
  CHECK(patterns_of("form handed over 14.8 7pm") == "DATE 14.8");
  CHECK(patterns_of("next form due 6.9. and again") == "DATE 6.9");
  CHECK(patterns_of("pls all come 28.11. love") == "DATE 28.11");
  CHECK(patterns_of("patch changed 09.10 by two").empty());
  CHECK(patterns_of("in bed by 23.10. quiet").empty());
  CHECK(patterns_of("BM 4.3 to 9.8").empty());
  CHECK(patterns_of("note given 2.5 mg").empty());
  CHECK(patterns_of("INR up to 2.5.").empty());
  CHECK(patterns_of("poc 1.2. 12 noon turned").empty());
  CHECK(patterns_of("Ver 02.03.11 of the form").empty());
}

TEST_CASE("dates: strokes before a day, days that follow a date, days in brackets and of a month") {
  CHECK(patterns_of("appointment w/c 9/11") == "DATE 9/11");
  CHECK(patterns_of("f/u 3/10") == "DATE 3/10");
  CHECK(patterns_of("1/3/26 none. 3/3 small. 4/3 lots") == "DATE 1/3/26, DATE 3/3, DATE 4/3");
  CHECK(patterns_of("1/3/26 none. 1/2 a cup") == "DATE 1/3/26");
  CHECK(patterns_of("reply by noon 16/7") == "DATE 16/7");
  CHECK(patterns_of("catheter change 5/11") == "DATE 5/11");
  CHECK(patterns_of("dressing change 3/7").empty());
  CHECK(patterns_of("denture ready 4th of the month") == "DATE 4th");
  CHECK(patterns_of("paid hairdresser (4th) today") == "DATE 4th");
  CHECK(patterns_of("came (4th) in the quiz").empty());
  CHECK(patterns_of("the panel sits the 29th.") == "DATE 29th");
  CHECK(patterns_of("any day but the 2nd.") == "DATE 2nd");
  CHECK(patterns_of("for the 24th review") == "DATE 24th");
  CHECK(patterns_of("it was the 20th century").empty());
  CHECK(patterns_of("this was the 2nd.").empty());
}

TEST_CASE("dates: the day of a month in words, figures apart, and with low lines") {
  CHECK(patterns_of("born on the 4th day of July 1938") == "DATE_OF_BIRTH 4th day of July 1938");
  CHECK(patterns_of("admitted the 18th day of May 2026") == "DATE 18th day of May 2026");
  CHECK(patterns_of("dob the eleventh of the second, nineteen thirty two") == "DATE_OF_BIRTH eleventh of the second, nineteen thirty two");
  CHECK(patterns_of("Ida Gorse ; 0 4 / 1 1 / 1 9 3 6 ; ward") == "DATE_OF_BIRTH 0 4 / 1 1 / 1 9 3 6");
  CHECK(patterns_of("dob=1936_11_04 rm") == "DATE_OF_BIRTH 1936_11_04");
  CHECK(patterns_of("Patient: Ida Gorse, 29 Nov 1936, seen") == "DATE_OF_BIRTH 29 Nov 1936");
}

TEST_CASE("ages: an age stands behind who somebody is and a comma, and at a birthday; tablets are counted in brackets") {
  CHECK(patterns_of("Ida Gorse, widow, 91 last week") == "AGE_OVER_89 91");
  CHECK(patterns_of("bday card framed, 100 on 14 may") == "AGE_OVER_89 100, DATE_OF_BIRTH 14 may");
  CHECK(patterns_of("paracetamol caps (100), sachets").empty());
  CHECK(patterns_of("pulse, 91 last week").empty());
}

TEST_CASE("dates: noughts and elevenths speak for a day") {
  CHECK(patterns_of("dressing next due 04/12") == "DATE 04/12");
  CHECK(patterns_of("dressing next due 6/12").empty());
  CHECK(patterns_of("bowels 6/11, soft") == "DATE 6/11");
  CHECK(patterns_of("gas mark 4/11").empty());
}

TEST_CASE("ages: a name and next week or next birthday") {
  CHECK(patterns_of("Ida 91 next week") == "AGE_OVER_89 91");
  CHECK(patterns_of("asked about Ida, 90 next birthday; more") == "AGE_OVER_89 90");
  CHECK(patterns_of("weight 91 next week").empty());
  CHECK(patterns_of("Trust (cap assess 27.8)") == "DATE 27.8");
}

}  // namespace
}  // namespace care::redact
