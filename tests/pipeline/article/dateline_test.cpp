#include "pipeline/article/dateline.h"

#include <gtest/gtest.h>

#include <string>

namespace wirewatch {
namespace {

struct Case {
  char const* name;
  std::string paragraph;
  std::string dateline;
  std::string agency{};
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.paragraph; }
class DatelineTest : public ::testing::TestWithParam<Case> {};

TEST_P(DatelineTest, IsToldWithItsAgency) {
  auto const found = find_dateline(GetParam().paragraph).value_or(Dateline{});
  EXPECT_EQ(found.text, GetParam().dateline);
  EXPECT_EQ(found.agency, GetParam().agency);
}

INSTANTIATE_TEST_SUITE_P(
    Paragraphs, DatelineTest,
    ::testing::Values(
        Case{"two_places", "SEOUL/MOSCOW (Reuters) – The ferry left.", "SEOUL/MOSCOW (Reuters) – ",
             "Reuters"},
        Case{"with_day", "CLEAR LAKE, Iowa, Dec 23 (Reuters) - The ferry left.",
             "CLEAR LAKE, Iowa, Dec 23 (Reuters) - ", "Reuters"},
        Case{"only_day", "Jan. 10 (Bloomberg) -- The ferry left.", "Jan. 10 (Bloomberg) -- ",
             "Bloomberg"},
        Case{"german", "Frankfurt/Main (dpa) - Die Fähre fuhr.", "Frankfurt/Main (dpa) - ", "dpa"},
        Case{"german_full_stop", "Wiesbaden (KNA/iz). Die Fähre fuhr.", "Wiesbaden (KNA/iz). ",
             "KNA/iz"},
        Case{"spanish", "Bruselas, 7 oct (EFE).- El barco sale.", "Bruselas, 7 oct (EFE).- ",
             "EFE"},
        Case{"italian", "(ANSA) - ROMA, 03 MAR - Il traghetto è partito.",
             "(ANSA) - ROMA, 03 MAR - ", "ANSA"},
        Case{"indian", "London, Jan 17 (ANI): The ferry left.", "London, Jan 17 (ANI): ", "ANI"},
        Case{"station", "HONOLULU, Hawaii (HawaiiNewsNow) - The ferry left.",
             "HONOLULU, Hawaii (HawaiiNewsNow) - ", "HawaiiNewsNow"},
        Case{"day_in_brackets", "WASHINGTON (January 24, 2017) — The ferry left.",
             "WASHINGTON (January 24, 2017) — "},
        Case{"no_place", "(Reuters) — The ferry left.", "(Reuters) — ", "Reuters"},
        Case{"only_place_in_brackets", "(Leipzig) - Die Fähre fuhr.", "(Leipzig) - "},
        Case{"no_agency", "WASHINGTON — The ferry left.", "WASHINGTON — "},
        Case{"state", "SIOUX FALLS, S.D. – The ferry left.", "SIOUX FALLS, S.D. – "},
        Case{"country", "DUBAI, United Arab Emirates — The ferry left.",
             "DUBAI, United Arab Emirates — "},
        Case{"brackets_behind_it", "WASHINGTON – Senators said (on Friday) - and so on.",
             "WASHINGTON – "},
        Case{"no_spaces", "SINGAPORE—The ferry left.", "SINGAPORE—"},
        Case{"russian", "Киев, Январь 06 (Новый Регион, Анна Ли) – Паром ушёл.",
             "Киев, Январь 06 (Новый Регион, Анна Ли) – ", "Новый Регион, Анна Ли"},
        Case{"tass", "МОСКВА, 4 марта. /ТАСС/. Паром ушёл.", "МОСКВА, 4 марта. /ТАСС/. ", "ТАСС"},
        Case{"ria", "МОСКВА, 4 мар — РИА Новости. Паром ушёл.", "МОСКВА, 4 мар — РИА Новости. ",
             "РИА Новости"},
        Case{"interfax", "Москва. 4 марта. INTERFAX.RU - Паром ушёл.",
             "Москва. 4 марта. INTERFAX.RU - ", "INTERFAX.RU"},
        Case{"kyodo", "（東京＝共同）船は出た。", "（東京＝共同）", "共同"},
        Case{"jiji", "【ワシントン時事】船は出た。", "【ワシントン時事】", "時事"},
        Case{"japanese_reuters", "[東京　４日　ロイター] - 船は出た。", "[東京　４日　ロイター] - ",
             "ロイター"},
        Case{"taiwanese", "（中央社記者王安台北11日電）船開了。", "（中央社記者王安台北11日電）",
             "中央社"},
        Case{"chinese", "新华社北京3月4日电（记者王宁）船开了。", "新华社北京3月4日电（记者王宁）",
             "新华社"},
        Case{"korean", "(부산 = 연합뉴스) 배가 떠났다.", "(부산 = 연합뉴스) ", "연합뉴스"},
        Case{"arabic", "القاهرة (رويترز) - غادرت العبارة", "القاهرة (رويترز) - ", "رويترز"},
        Case{"hindi", "नई दिल्ली, चार मार्च (भाषा) नाव चली गई।", "नई दिल्ली, चार मार्च (भाषा) ",
             "भाषा"},
        // What is none.
        Case{"sentence", "The ministry (Interior) - which nobody liked - was closed.", ""},
        Case{"german_nouns", "Große Aufregung am Dienstag in Keldan (Kreis Harrow): Ein Boot fuhr.",
             ""},
        Case{"price", "Full Kit ($160): All that a boat needs.", ""},
        Case{"person", "Анна Ли (Anna Lee) — певица.", ""},
        Case{"name_and_dash", "PJ Morton – Watch the Sun", ""},
        Case{"name_in_capitals", "DOW Jones – what moves the market", ""},
        Case{"kicker", "LE POINT SUR LA SITUATION DU PORT - Le bateau part.", ""},
        Case{"numbered", "(1) - The boat left at six.", ""},
        Case{"markup", "[sourcecode language=“bash“]", ""}, Case{"empty", "", ""}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(LabelInCapitals, IsAPlaceOrASpeaker) {
  EXPECT_EQ(label_in_capitals("NEW DELHI: The ferry left."), "NEW DELHI: ");
  EXPECT_EQ(label_in_capitals("KOCHI/CHANDIGARH: \"We left,\" they said."), "KOCHI/CHANDIGARH: ");
  EXPECT_EQ(label_in_capitals("ISBN: 9783453580565"), "");
  EXPECT_EQ(label_in_capitals("Keldan: The ferry left."), "");
}

}  // namespace
}  // namespace wirewatch
