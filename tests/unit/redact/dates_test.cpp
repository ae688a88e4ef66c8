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
  CHECK(patterns_of("your letter of the 9th inst") == "DATE 9th");
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

}  // namespace
}  // namespace care::redact
