#include "alerts/route.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wirewatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RouteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (char const* name : {"desk", "cases", "archive"}) config.sinks.emplace_back().name = name;
    watch.name = "arms";
    watch.severity = Severity::high;
    watch.tags = {"asia"};
    article.source = "swissinfo";
    article.tags = {"wire"};
  }
  Route& add_route(std::vector<std::string> sinks) {
    config.routes.emplace_back().sinks = std::move(sinks);
    return config.routes.back();
  }
  Config config;
  WatchSpec watch;
  Article article;
};

TEST_F(RouteTest, WithoutRoutesEverySinkHears) {
  EXPECT_THAT(sinks_for(config, watch, article), ElementsAre("desk", "cases", "archive"));
}

TEST_F(RouteTest, AllRoutesThatFitAreUsedAndEachSinkHearsOnce) {
  add_route({"desk", "cases"}).severities = {Severity::high, Severity::critical};
  add_route({"nobody"}).severities = {Severity::low};
  add_route({"archive", "desk"});
  EXPECT_THAT(sinks_for(config, watch, article), ElementsAre("desk", "cases", "archive"));
}

TEST_F(RouteTest, EveryConditionOfARouteMustHold) {
  Route& route = add_route({"desk"});
  route.watches = {"arms"};
  route.tags = {"asia"};
  route.feeds = {"wire"};
  EXPECT_THAT(sinks_for(config, watch, article), ElementsAre("desk"));
  config.routes[0].feeds = {"swissinfo"};
  EXPECT_THAT(sinks_for(config, watch, article), ElementsAre("desk"));
  config.routes[0].feeds = {"yonhap"};
  EXPECT_THAT(sinks_for(config, watch, article), IsEmpty());
}

}  // namespace
}  // namespace wirewatch
