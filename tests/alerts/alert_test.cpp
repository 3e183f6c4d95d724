#include "alerts/alert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace wirewatch {
namespace {

using ::testing::MatchesRegex;

constexpr TimePoint kNow{std::chrono::seconds(1'700'000'000)};

class AlertTest : public ::testing::Test {
 protected:
  void SetUp() override {
    watch.name = "arms";
    watch.severity = Severity::high;
    article.title = "Putin arrives";
    article.body = "Putin came to Pyongyang.";
    article.source = "swissinfo";
    match.watch = "arms";
    match.evidence = {{"Putin", "body", {0, 5}}};
    match.snippet = "\uE000Putin\uE001 came to Pyongyang.";
    alert.watch = &watch;
    alert.article = &article;
    alert.match = &match;
    alert.story = "swissinfo/1";
    alert.seen = kNow;
  }
  boost::json::object rendered() {
    return boost::json::parse(render_json(alert, "msg_1")).as_object();
  }
  WatchSpec watch;
  Article article;
  Match match;
  Alert alert;
};

TEST_F(AlertTest, CarriesWhatAnAnalystNeedsToJudgeIt) {
  auto const message = rendered();
  EXPECT_EQ(message.at("type"), "watch.matched");
  EXPECT_EQ(message.at("timestamp"), "2023-11-14T22:13:20Z");
  auto const& data = message.at("data").as_object();
  EXPECT_EQ(data.at("watch"), "arms");
  EXPECT_EQ(data.at("severity"), "high");
  EXPECT_EQ(data.at("snippet"), "Putin came to Pyongyang.");
  EXPECT_EQ(boost::json::serialize(data.at("snippet_hits")), "[[0,5]]");
  auto const& evidence = data.at("evidence").as_array().at(0).as_object();
  EXPECT_EQ(evidence.at("text"), "Putin");
  EXPECT_EQ(evidence.at("field"), "body");
  EXPECT_EQ(data.at("article").as_object().at("title"), "Putin arrives");
}

TEST_F(AlertTest, TheSameAlertHasTheSameIdAndADifferentOneAnother) {
  std::string const id = delivery_id(alert, "desk");
  EXPECT_THAT(id, MatchesRegex("msg_[0-9a-f]+"));
  EXPECT_EQ(id.size(), 36u);
  EXPECT_EQ(delivery_id(alert, "desk"), id);
  EXPECT_NE(delivery_id(alert, "cases"), id);
  alert.revision = 1;
  EXPECT_NE(delivery_id(alert, "desk"), id);
}

TEST_F(AlertTest, AnEndlessArticleStillGivesASmallMessage) {
  article.body.assign(5'000'000, '\x01');
  article.title.assign(100'000, '"');
  article.categories.assign(1'000, std::string(1'000, '\\'));
  EXPECT_LT(render_json(alert, "msg_1").size(), 40'000u);
}

TEST_F(AlertTest, EvidenceThatPointsNowhereIsShownWithoutText) {
  match.evidence = {{"x", "body", {10'000, 10'005}}, {"y", "body", {5, 2}}};
  EXPECT_EQ(rendered().at("data").at("evidence").as_array().at(1).at("text"), "");
}

TEST_F(AlertTest, OneDeliveryForEachSinkThatHears) {
  Config config;
  for (char const* name : {"desk", "archive"}) config.sinks.emplace_back().name = name;
  auto const deliveries = make_deliveries(config, alert, kNow);
  ASSERT_EQ(deliveries.size(), 2u);
  EXPECT_EQ(deliveries[0].sink, "desk");
  EXPECT_EQ(deliveries[0].due, kNow);
  EXPECT_NE(deliveries[0].id, deliveries[1].id);
  EXPECT_NE(deliveries[0].body.find(deliveries[0].id), std::string::npos);
}

}  // namespace
}  // namespace wirewatch
