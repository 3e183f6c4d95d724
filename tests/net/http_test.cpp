#include "net/http.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kNow =
    TimePoint(std::chrono::seconds(784'111'777));  // Sun, 06 Nov 1994 08:49:37 GMT

Response with(std::string name, std::string value) {
  Response response;
  response.headers.push_back({std::move(name), std::move(value)});
  return response;
}

TEST(RetryAfter, IsReadInBothForms) {
  EXPECT_EQ(retry_after(with("retry-after", "120"), kNow), 120s);
  EXPECT_EQ(retry_after(with("retry-after", " 7 "), kNow), 7s);
  EXPECT_EQ(retry_after(with("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT"), kNow), 60s);
  EXPECT_EQ(retry_after(with("retry-after", "Sun, 06 Nov 1994 07:50:37 GMT"), kNow), 0s);
  EXPECT_EQ(retry_after(with("retry-after", "-5"), kNow), 0s);
}

TEST(RetryAfter, IsNothingWhereItSaysNothing) {
  EXPECT_FALSE(retry_after(Response{}, kNow));
  for (char const* nonsense : {"", "soon", "1.5", "ten minutes from now"})
    EXPECT_FALSE(retry_after(with("retry-after", nonsense), kNow)) << nonsense;
}

TEST(RetryAfter, IsBoundedForAbsurdNumbers) {
  EXPECT_GE(*retry_after(with("retry-after", "99999999999999999999"), kNow), 24h);
}

TEST(Freshness, ComesFromMaxAgeElseExpires) {
  EXPECT_EQ(freshness(with("cache-control", "public, max-age=300"), kNow), 300s);
  EXPECT_EQ(freshness(with("cache-control", "Max-Age=\"60\""), kNow), 60s);
  EXPECT_EQ(freshness(with("cache-control", "max-age=300, no-cache"), kNow), 0s);
  EXPECT_EQ(freshness(with("expires", "Sun, 06 Nov 1994 08:54:37 GMT"), kNow), 300s);
  EXPECT_EQ(freshness(with("expires", "0"), kNow), 0s);
  EXPECT_FALSE(freshness(with("cache-control", "private"), kNow));
  EXPECT_FALSE(freshness(Response{}, kNow));
  Response both = with("expires", "Sun, 06 Nov 1994 08:54:37 GMT");
  both.headers.push_back({"cache-control", "max-age=10"});
  EXPECT_EQ(freshness(both, kNow), 10s);
}

TEST(Freshness, MeasuresExpiresFromTheServersOwnDate) {
  Response response = with("expires", "Sun, 06 Nov 1994 09:00:00 GMT");
  response.headers.push_back({"date", "Sun, 06 Nov 1994 08:59:00 GMT"});
  EXPECT_EQ(freshness(response, kNow), 60s);
}

}  // namespace
}  // namespace wirewatch
