#include "pipeline/text/date_text.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

struct Case {
  char const* text;
  char const* iso;  ///< empty: no date
};
class DateTest : public ::testing::TestWithParam<Case> {};

TEST_P(DateTest, IsReadAsWritten) {
  auto const date = parse_page_date(GetParam().text);
  EXPECT_EQ(date ? format_iso(*date) : "", GetParam().iso) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Dates, DateTest,
    ::testing::Values(
        Case{"2024-06-19", "2024-06-19T00:00:00Z"},
        Case{"2024-06-19T05:45:00Z", "2024-06-19T05:45:00Z"},
        Case{"2024-06-19T05:45:00.123+02:00", "2024-06-19T03:45:00.123Z"},
        Case{"2024-06-19T05:45:00-0430", "2024-06-19T10:15:00Z"},
        Case{"2024-06-19 05:45", "2024-06-19T05:45:00Z"}, Case{"20240619", "2024-06-19T00:00:00Z"},
        Case{"Wed, 19 Jun 2024 05:45:00 GMT", "2024-06-19T05:45:00Z"},
        Case{"Wed, 19 Jun 2024 05:45:00 EST", "2024-06-19T10:45:00Z"},
        Case{"June 19, 2024 5:45 PM", "2024-06-19T17:45:00Z"},
        Case{"Mon Aug 03 12:45:00 EDT 2015", "2015-08-03T16:45:00Z"},
        Case{"19. Juni 2024", "2024-06-19T00:00:00Z"},
        Case{"19 de junio de 2024", "2024-06-19T00:00:00Z"},
        Case{"19 juin 2024", "2024-06-19T00:00:00Z"}, Case{"19 июня 2024", "2024-06-19T00:00:00Z"},
        Case{"2024年6月19日", "2024-06-19T00:00:00Z"}, Case{"19.06.2024", "2024-06-19T00:00:00Z"},
        Case{"19.06.24", "2024-06-19T00:00:00Z"}, Case{"06/19/24", "2024-06-19T00:00:00Z"},
        Case{"17 Января 2012, 10:51", "2012-01-17T10:51:00Z"},
        Case{"Παρασκευή 13 Ιανουαρίου 2012", "2012-01-13T00:00:00Z"},
        Case{"Δεκέμβριος 20 2011 20:01", "2011-12-20T20:01:00Z"},
        Case{"الأربعاء ١٩ يونيو ٢٠٢٤", "2024-06-19T00:00:00Z"},
        Case{"19 ביוני 2024", "2024-06-19T00:00:00Z"},
        Case{"Jan 16, 2012, 03.47AM IST", "2012-01-15T22:17:00Z"},
        Case{"19.06.2024, 08.30 Uhr", "2024-06-19T08:30:00Z"},
        Case{"11 Jan 2012 - 8:00 PST", "2012-01-11T16:00:00Z"},
        Case{"Posted on 2012, January 17 - 12:54", "2012-01-17T12:54:00Z"},
        Case{"19 June 2024 in 99:99", "2024-06-19T00:00:00Z"}, Case{"2024-262-3", ""},
        Case{"1.12.24", ""}, Case{"05:45:24", ""}, Case{"06/07/2024", "2024-07-06T00:00:00Z"},
        Case{"06/19/2024", "2024-06-19T00:00:00Z"}, Case{"1718775900", "2024-06-19T05:45:00Z"},
        Case{"1718775900000", "2024-06-19T05:45:00Z"}, Case{"", ""}, Case{"yesterday", ""},
        Case{"2024", ""}, Case{"2024-13-40", ""}, Case{"0000-00-00", ""}, Case{"19 June", ""},
        Case{"99999999999999999999", ""}));

TEST(Date, KnowsItsZone) {
  EXPECT_EQ(read_page_date("2024-06-19T05:45:00+09:00")->zone, std::chrono::hours(9));
}

TEST(Date, MayBeginWithItsMonth) {
  auto const read = [](char const* text) {
    return format_iso(*parse_page_date(text, DayOrder::month_first)).substr(0, 10);
  };
  EXPECT_EQ(read("6/7/2024"), "2024-06-07");
  EXPECT_EQ(read("06/07/24"), "2024-06-07");
  EXPECT_EQ(read("19/6/2024"), "2024-06-19");
  EXPECT_EQ(read("Saturday, 06/07/2024"), "2024-07-06") << "the 7th of June was a Friday";
  EXPECT_EQ(read("06.07.2024"), "2024-07-06") << "with points it is no American date";
}

}  // namespace
}  // namespace wirewatch
