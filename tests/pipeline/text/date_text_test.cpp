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
        Case{"19. Juni 2024", "2024-06-19T00:00:00Z"},
        Case{"19 de junio de 2024", "2024-06-19T00:00:00Z"},
        Case{"19 juin 2024", "2024-06-19T00:00:00Z"}, Case{"19 июня 2024", "2024-06-19T00:00:00Z"},
        Case{"2024年6月19日", "2024-06-19T00:00:00Z"}, Case{"19.06.2024", "2024-06-19T00:00:00Z"},
        Case{"06/19/2024", "2024-06-19T00:00:00Z"}, Case{"1718775900", "2024-06-19T05:45:00Z"},
        Case{"1718775900000", "2024-06-19T05:45:00Z"}, Case{"", ""}, Case{"yesterday", ""},
        Case{"2024", ""}, Case{"2024-13-40", ""}, Case{"0000-00-00", ""}, Case{"19 June", ""},
        Case{"99999999999999999999", ""}));

TEST(Date, KnowsItsZone) {
  EXPECT_EQ(read_page_date("2024-06-19T05:45:00+09:00")->zone, std::chrono::hours(9));
}

}  // namespace
}  // namespace wirewatch
