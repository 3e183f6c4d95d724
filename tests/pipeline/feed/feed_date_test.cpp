#include "pipeline/feed/feed_date.h"

#include <gtest/gtest.h>

#include <string>

#include "base/clock.h"

namespace wirewatch {
namespace {

struct Case {
  char const* written;
  char const* meant;  ///< UTC; "" for undatable
};
void PrintTo(Case const& c, std::ostream* os) { *os << '"' << c.written << '"'; }
class FeedDateTest : public ::testing::TestWithParam<Case> {};

std::string read(std::string_view text) {
  auto const time = parse_feed_date(text);
  return time ? format_iso(std::chrono::floor<std::chrono::seconds>(*time)) : "";
}

TEST_P(FeedDateTest, IsReadAsItIsMeant) { EXPECT_EQ(read(GetParam().written), GetParam().meant); }

INSTANTIATE_TEST_SUITE_P(
    Rfc822, FeedDateTest,
    ::testing::Values(Case{"Tue, 18 Jun 2024 02:45:00 GMT", "2024-06-18T02:45:00Z"},
                      Case{"Tue, 18 Jun 2024 02:45 GMT", "2024-06-18T02:45:00Z"},
                      Case{"Tue, 18 Jun 2024 2:5:9 GMT", "2024-06-18T02:05:09Z"},
                      Case{"TUE, 18 JUN 2024 02:45:00 gmt", "2024-06-18T02:45:00Z"},
                      Case{"tuesday,18 june 2024 02:45:00 gmt", "2024-06-18T02:45:00Z"},
                      Case{"18 Jun 24 02:45:00 +0000", "2024-06-18T02:45:00Z"},
                      Case{"Fri, 18 Jun 99 02:45:00 +0000", "1999-06-18T02:45:00Z"},
                      Case{"Tue, 18 Jun 2024", "2024-06-18T00:00:00Z"},
                      Case{"Tue, 18 Jun 2024 02:45:00 +0200 (CEST)", "2024-06-18T00:45:00Z"},
                      Case{"Tue, 18 Jun 2024 02:45:00 -0530", "2024-06-18T08:15:00Z"},
                      Case{"Tue, 18 Jun 2024 02:45:00 +02:00", "2024-06-18T00:45:00Z"},
                      Case{"Tue, 18 Jun 2024 02:45:00 +2", "2024-06-18T00:45:00Z"},
                      Case{"Tue, 18 Jun 2024 02:45:00 GMT+0200", "2024-06-18T00:45:00Z"},
                      Case{"Tue, 18 Jun 2024 02:45:00 UTC-5", "2024-06-18T07:45:00Z"},
                      Case{"Tue,18-Jun-2024 02:45:00 GMT", "2024-06-18T02:45:00Z"},
                      Case{"Tue, 18\xC2\xA0Jun\xC2\xA0"
                           "2024 02:45:00 GMT",
                           "2024-06-18T02:45:00Z"},
                      Case{"\n  Tue, 18 Jun 2024 02:45:00 GMT\n ", "2024-06-18T02:45:00Z"},
                      Case{"Tue Jun 18 02:45:00 2024", "2024-06-18T02:45:00Z"},
                      Case{"Tue Jun 18 02:45:00 EDT 2024", "2024-06-18T06:45:00Z"},
                      Case{"Tue Jun 18 2024 02:45:00 GMT+0200 (CEST)", "2024-06-18T00:45:00Z"},
                      Case{"Mon, 18 Jun 2024 02:45:00 GMT",
                           "2024-06-18T02:45:00Z"},  // it was a Tuesday
                      Case{"Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"},
                      Case{"Tue, 18 Jun 2024 24:00:00 GMT", "2024-06-19T00:00:00Z"},
                      Case{"Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"},
                      Case{"Wed, 31 Dec 1969 00:00:00 GMT", "1969-12-31T00:00:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Zones, FeedDateTest,
    ::testing::Values(Case{"18 Jun 2024 02:45:00 EST", "2024-06-18T07:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 EDT", "2024-06-18T06:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 PST", "2024-06-18T10:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 CET", "2024-06-18T01:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 CEST", "2024-06-18T00:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 MESZ", "2024-06-18T00:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 BST", "2024-06-18T01:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 EEST", "2024-06-17T23:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 MSK", "2024-06-17T23:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 IST", "2024-06-17T21:15:00Z"},
                      Case{"18 Jun 2024 02:45:00 HKT", "2024-06-17T18:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 JST", "2024-06-17T17:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 KST", "2024-06-17T17:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 AEST", "2024-06-17T16:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 NZST", "2024-06-17T14:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 NOVT", "2024-06-17T19:45:00Z"},  // not November
                      Case{"18 Jun 2024 02:45:00 ET", "2024-06-18T06:45:00Z"},
                      Case{"18 Jan 2024 02:45:00 ET", "2024-01-18T07:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 America/New_York", "2024-06-18T06:45:00Z"},
                      Case{"18 Jan 2024 02:45:00 Europe/Berlin", "2024-01-18T01:45:00Z"},
                      Case{"2024-06-18T02:45:00 JST", "2024-06-17T17:45:00Z"},
                      Case{"18 Jun 2024 02:45:00 A", "2024-06-18T02:45:00Z"},  // RFC 5322: unknown
                      Case{"18 Jun 2024 02:45:00 XYZT", "2024-06-18T02:45:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Iso8601, FeedDateTest,
    ::testing::Values(
        Case{"2024-06-18T02:45:00Z", "2024-06-18T02:45:00Z"},
        Case{"2024-06-18t02:45:00z", "2024-06-18T02:45:00Z"},
        Case{"2024-06-18T02:45:00.123456789+02:00", "2024-06-18T00:45:00Z"},
        Case{"2024-06-18T02:45:00,5Z", "2024-06-18T02:45:00Z"},
        Case{"2024-06-18T02:45-0700", "2024-06-18T09:45:00Z"},
        Case{"2024-06-18T02:45:00+02", "2024-06-18T00:45:00Z"},
        Case{"2024-06-18T02Z", "2024-06-18T02:00:00Z"},
        Case{"2024-06-18 02:45:00 +0200", "2024-06-18T00:45:00Z"},
        Case{"2024-06-18 02:45:00 UTC", "2024-06-18T02:45:00Z"},
        Case{"2024-06-18 2:45 PM", "2024-06-18T14:45:00Z"},
        Case{"2024-06-18 Nov", "2024-06-18T00:00:00Z"},
        Case{"2024-06-18T24:00:00Z", "2024-06-19T00:00:00Z"},
        Case{"2024-06-18", "2024-06-18T00:00:00Z"}, Case{"2024-06-18Z", "2024-06-18T00:00:00Z"},
        Case{"2024-06-18+02:00", "2024-06-17T22:00:00Z"}, Case{"2024-06", "2024-06-01T00:00:00Z"},
        Case{"2024", "2024-01-01T00:00:00Z"}, Case{"2024-6-8", "2024-06-08T00:00:00Z"},
        Case{"2024/06/18 02:45", "2024-06-18T02:45:00Z"},
        Case{"2024.06.18 02:45:00", "2024-06-18T02:45:00Z"},
        Case{"20240618", "2024-06-18T00:00:00Z"}, Case{"20240618T024500Z", "2024-06-18T02:45:00Z"},
        Case{"20240618T024500+0200", "2024-06-18T00:45:00Z"},
        Case{"2024-170", "2024-06-18T00:00:00Z"}, Case{"2024-W25-2", "2024-06-18T00:00:00Z"},
        Case{"2024-W25", "2024-06-17T00:00:00Z"}, Case{"2024-Jun-18 02:45", "2024-06-18T02:45:00Z"},
        Case{"2024-06-18T02:45:00+02:00[Europe/Berlin]", "2024-06-18T00:45:00Z"},
        Case{"1718678700", "2024-06-18T02:45:00Z"}, Case{"1718678700000", "2024-06-18T02:45:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Languages, FeedDateTest,
    ::testing::Values(Case{"Di, 18 Juni 2024 02:45:00 +0200", "2024-06-18T00:45:00Z"},
                      Case{"Mi, 18 Dez 2024 02:45:00 +0100", "2024-12-18T01:45:00Z"},
                      Case{"18. März 2024, 02:45 Uhr", "2024-03-18T02:45:00Z"},
                      Case{"Montag, 18. Mrz 2024", "2024-03-18T00:00:00Z"},
                      Case{"18. Jänner 2024", "2024-01-18T00:00:00Z"},
                      Case{"mar, 18 juin 2024 02:45:00 +0200", "2024-06-18T00:45:00Z"},
                      Case{"mar. 5 mars 2024 02:45:00", "2024-03-05T02:45:00Z"},
                      Case{"jeudi 15 août 2024 à 02h45", "2024-08-15T02:45:00Z"},
                      Case{"mer, 18 DÉC 2024 02:45:00 GMT", "2024-12-18T02:45:00Z"},
                      Case{"jue, 18 ene 2024 02:45:00 +0100", "2024-01-18T01:45:00Z"},
                      Case{"martes, 18 de junio de 2024 - 02:45", "2024-06-18T02:45:00Z"},
                      Case{"dom, 18 ago 2024 02:45:00 GMT", "2024-08-18T02:45:00Z"},
                      Case{"mié, 18 dic 2024 02:45:00 GMT", "2024-12-18T02:45:00Z"},
                      Case{"Qua, 18 Set 2024 02:45:00 -0300", "2024-09-18T05:45:00Z"},
                      Case{"18 de março de 2024 02:45", "2024-03-18T02:45:00Z"},
                      Case{"18 fev 2024 02:45", "2024-02-18T02:45:00Z"},
                      Case{"18 out 2024 02:45", "2024-10-18T02:45:00Z"},
                      Case{"mar, 18 giu 2024 02:45:00 GMT", "2024-06-18T02:45:00Z"},
                      Case{"18 luglio 2024", "2024-07-18T00:00:00Z"},
                      Case{"ven 18 ott 2024 02.45", "2024-10-18T02:45:00Z"},
                      Case{"maandag 18 maart 2024 02:45", "2024-03-18T02:45:00Z"},
                      Case{"zaterdag 18 mei 2024", "2024-05-18T00:00:00Z"},
                      Case{"tis, 18 maj 2024", "2024-05-18T00:00:00Z"},
                      Case{"fre, 18 okt 2024", "2024-10-18T00:00:00Z"},
                      Case{"18 desember 2024", "2024-12-18T00:00:00Z"},
                      Case{"maanantai 18 kesäkuuta 2024", "2024-06-18T00:00:00Z"},
                      Case{"18 listopada 2024", "2024-11-18T00:00:00Z"},
                      Case{"śr, 18 WRZ 2024", "2024-09-18T00:00:00Z"},
                      Case{"pt, 18 paź 2024", "2024-10-18T00:00:00Z"},
                      Case{"18 lut 2024", "2024-02-18T00:00:00Z"},
                      Case{"18. června 2024", "2024-06-18T00:00:00Z"},
                      Case{"18. července 2024", "2024-07-18T00:00:00Z"},
                      Case{"18. ÚNORA 2024", "2024-02-18T00:00:00Z"},
                      Case{"2024. június 18. 02:45", "2024-06-18T02:45:00Z"},
                      Case{"18 noi 2024", "2024-11-18T00:00:00Z"},
                      Case{"Paz, 16 Haz 2024 02:45", "2024-06-16T02:45:00Z"},
                      Case{"18 Ağustos 2024", "2024-08-18T00:00:00Z"},
                      Case{"Вт, 18 июн 2024 02:45:00 +0300", "2024-06-17T23:45:00Z"},
                      Case{"18 МАЯ 2024", "2024-05-18T00:00:00Z"},
                      Case{"18 червня 2024", "2024-06-18T00:00:00Z"},
                      Case{"18 січня 2024", "2024-01-18T00:00:00Z"},
                      Case{"18 Ιουνίου 2024", "2024-06-18T00:00:00Z"},
                      Case{"18 Μαΐου 2024", "2024-05-18T00:00:00Z"},
                      Case{"18 dets 2024", "2024-12-18T00:00:00Z"},
                      Case{"2024年6月18日 02:45", "2024-06-18T02:45:00Z"},
                      Case{"2024年6月18日 2時45分", "2024-06-18T02:45:00Z"},
                      Case{"2024년 6월 18일 02:45", "2024-06-18T02:45:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    HowPeopleWrite, FeedDateTest,
    ::testing::Values(Case{"June 18, 2024 2:45 PM", "2024-06-18T14:45:00Z"},
                      Case{"June 18th, 2024 at 2:45pm", "2024-06-18T14:45:00Z"},
                      Case{"Tuesday, June 18, 2024 - 02:45", "2024-06-18T02:45:00Z"},
                      Case{"Jun 18 2024 12:45 a.m. EDT", "2024-06-18T04:45:00Z"},
                      Case{"18 June 2024, 2:45 p.m.", "2024-06-18T14:45:00Z"},
                      Case{"18.06.2024 02:45", "2024-06-18T02:45:00Z"},
                      Case{"18/06/2024 02:45", "2024-06-18T02:45:00Z"},
                      Case{"06/18/2024 02:45 AM", "2024-06-18T02:45:00Z"},
                      Case{"05/05/2024", "2024-05-05T00:00:00Z"},
                      Case{"18-06-2024 02:45:00", "2024-06-18T02:45:00Z"}));

INSTANTIATE_TEST_SUITE_P(
    Undatable, FeedDateTest,
    ::testing::Values(Case{"", ""}, Case{" ", ""}, Case{"now", ""}, Case{"yesterday at noon", ""},
                      Case{"today 14:00", ""}, Case{"null", ""}, Case{"N/A", ""}, Case{"02:45", ""},
                      Case{"Tue", ""}, Case{"June", ""}, Case{"18 Jun", ""},
                      Case{"05/06/2024", ""},  // May or June
                      Case{"0000-00-00 00:00:00", ""}, Case{"0001-01-01T00:00:00Z", ""},
                      Case{"-0001-11-30T00:00:00+00:00", ""},
                      Case{"Wed, 30 Nov -0001 00:00:00 +0000", ""},
                      Case{"Tue, 31 Jun 2024 02:45:00 GMT", ""}, Case{"2024-02-30", ""},
                      Case{"2023-02-29T00:00:00Z", ""}, Case{"2024-13-01", ""},
                      Case{"2024-W60-1", ""}, Case{"2023-366", ""},
                      Case{"Tue, 18 Jun 2024 25:00:00 GMT", ""}, Case{"2024-06-18T02:61:00Z", ""},
                      Case{"99999999999999999999", ""}, Case{"\xFF\xFE\xFD", ""}));

TEST(FeedDate, LongTextIsNoDateAndCostsNothing) {
  EXPECT_EQ(read("18 Jun 2024 " + std::string(10'000'000, '1')), "");
}

TEST(FeedDate, FractionsOfASecondAreKept) {
  EXPECT_EQ(*parse_feed_date("2024-06-18T02:45:00.25Z") - *parse_feed_date("2024-06-18T02:45:00Z"),
            std::chrono::milliseconds(250));
}

}  // namespace
}  // namespace wirewatch
