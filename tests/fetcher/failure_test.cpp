#include "fetcher/failure.h"

#include <gmock/gmock.h>

#include "tests/fetcher/polled_feed.h"

namespace wirewatch {
namespace {

using namespace test;

struct Case {
  char const* name;
  Result<Response> response;
  std::optional<Failure> failure;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class FailureTest : public testing::TestWithParam<Case> {};

TEST_P(FailureTest, IsToldByTheAnswer) {
  EXPECT_EQ(failure_of(GetParam().response, std::nullopt), GetParam().failure);
}

Result<Response> error(Error::Kind kind, char const* what) { return fail(kind, what); }
using enum Error::Kind;
INSTANTIATE_TEST_SUITE_P(
    Answers, FailureTest,
    testing::Values(
        Case{"ok", answer(200), {}}, Case{"not_modified", answer(304), {}},
        Case{"not_found", answer(404), Failure::missing},
        Case{"teapot", answer(418), Failure::missing},
        Case{"unauthorized", answer(401), Failure::forbidden},
        Case{"forbidden", answer(403), Failure::forbidden},
        Case{"gone", answer(410), Failure::gone}, Case{"too_many", answer(429), Failure::too_many},
        Case{"broken", answer(500), Failure::server},
        Case{"unavailable", answer(503), Failure::server},
        Case{"no_content", answer(204), Failure::server},
        Case{"slow", error(timeout, "no answer within 20s"), Failure::timeout},
        Case{"huge", error(limit, "body over 15000000 bytes"), Failure::too_large},
        Case{"private", error(config, "127.0.0.1 is a private address"), Failure::refused_by_us},
        Case{"no_such_host", error(io, "Couldn't resolve host name"), Failure::dns},
        Case{"bad_certificate", error(io, "SSL peer certificate was not OK"), Failure::tls},
        Case{"nobody_listens", error(io, "Couldn't connect to server"), Failure::refused}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(BackOff, GrowsFromTheFeedsOwnIntervalUpToTheCapOfItsKind) {
  EXPECT_EQ(back_off(Failure::server, 1, 5min), 5min);
  EXPECT_EQ(back_off(Failure::server, 2, 5min), 450s);
  EXPECT_EQ(back_off(Failure::server, 50, 5min), 1h);
  EXPECT_EQ(back_off(Failure::timeout, 2, 5min), 10min);
  EXPECT_EQ(back_off(Failure::timeout, 50, 5min), 2h);
  EXPECT_EQ(back_off(Failure::forbidden, 1, 5min), 1h);
  EXPECT_EQ(back_off(Failure::forbidden, 50, 5min), 24h);
}

TEST(BackOff, NeverAsksMoreOftenThanTheFeedIsPolledAnyway) {
  EXPECT_EQ(back_off(Failure::server, 1, 6h), 6h);
  EXPECT_EQ(back_off(Failure::server, 50, 6h), 6h);
}

}  // namespace
}  // namespace wirewatch
