#include "pipeline/article/sequence_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

namespace wirewatch {
namespace {

std::vector<std::string> const kNames{"a"};

SequenceModel parsed(std::string const& text) {
  auto model = SequenceModel::parse(text, kNames);
  EXPECT_TRUE(model) << model.error().what;
  return model.value_or(SequenceModel{});
}

/// The log-odds of blocks with these measures; none: a clear block.
std::vector<double> read_page(SequenceModel const& model,
                              std::vector<std::optional<float>> const& blocks) {
  SequenceReading reading(model);
  for (auto const& block : blocks) block ? reading.add(std::vector<float>{*block}) : reading.skip();
  return reading.log_odds();
}

TEST(SequenceModel, AMeasureCountsByItsPlaceAmongItsUsualValues) {
  auto const model =
      parsed("# comment\nmeasure a 0 2 10 : 1\nmeasure left_out 0 : 0\nstart 1\nend 0.5 2\n");
  struct {
    float measure;
    double place;
  } const kCases[] = {{-5, -1}, {0, -1}, {1, -0.5}, {2, 0}, {6, 0.5}, {10, 1}, {1000, 1}};
  for (auto const& [measure, place] : kCases)
    EXPECT_DOUBLE_EQ(read_page(model, {measure})[0], 0.5 + 2 * (1 + place)) << measure;
}

TEST(SequenceModel, KnowsHowManyClearBlocksWereLeftOut) {
  auto const model = parsed("measure a 0 : 0\nmeasure left_out 0 2 : 1\nstart 1\nend 0 1\n");
  auto const odds = read_page(model, {1, std::nullopt, 1, std::nullopt, std::nullopt, 1});
  EXPECT_EQ(odds, (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(read_page(model, {std::nullopt, 1}), (std::vector<double>{1}));
}

/// Two units: the measure, and one that is always 1.
std::string layered(std::string const& unit) {
  return "measure a 0 1 : 1 0\nmeasure left_out 0 : 0 0\nstart 1 1\n"
         "layer 2\nscale 1 1\nshift 0 0\nunit " +
         unit + "\nunit 0 : 0 0 : 0 0 : 0 0 : 0 0\nend 0 1 0\n";
}

TEST(SequenceModel, ABlockSeesItselfItsNeighboursAndThePage) {
  // The states are 2,1 and 0,1, normed 1,-1 and -1,1.
  std::vector<std::optional<float>> const page{1, 0, 0, 0, 1};
  struct {
    char const* unit;
    std::vector<double> added;
  } const kCases[] = {
      {"3 : 0 0 : 0 0 : 0 0 : 0 0", {3, 3, 3, 3, 3}},
      {"0 : 1 0 : 0 0 : 0 0 : 0 0", {0, 0, 1, 0, 0}},
      {"0 : 0 0 : 0 2 : 0 0 : 0 0", {0, 2, 2, 2, 0}},
      {"0 : 0 0 : 0 0 : 1 0 : 0 0", {0, 0, 1, 0, 0}},
      {"0 : 0 0 : 0 0 : 0 0 : 0 1", {0.2, 0.2, 0.2, 0.2, 0.2}},
  };
  for (auto const& [unit, added] : kCases) {
    auto const odds = read_page(parsed(layered(unit)), page);
    for (std::size_t i = 0; i < page.size(); ++i)
      EXPECT_NEAR(odds[i] - 2 * double(*page[i]), added[i], 1e-4) << unit << " block " << i;
  }
}

TEST(SequenceModel, MovesBlocksInDoubtHalfwayAndLeavesClearOnes) {
  auto const model = parsed("measure a 0 : 0\nmeasure left_out 0 : 0\nstart 1\nend 2 0\n");
  SequenceReading reading(model);
  reading.skip();
  reading.add(std::vector<float>{1});
  reading.add(std::vector<float>{1});
  std::vector<double> probability{0.001, 0.5, 1};
  reading.join(probability);
  EXPECT_DOUBLE_EQ(probability[0], 0.001);
  EXPECT_NEAR(probability[1], 1 / (1 + std::exp(-1.0)), 1e-6);
  EXPECT_GT(probability[2], 0.99);
  EXPECT_LE(probability[2], 1);
}

TEST(SequenceModel, NamesTheLineThatIsWrong) {
  std::string const kMeasures = "measure a 0 1 : 1 0\nmeasure left_out 0 : 0 0\n";
  std::string const kStart = kMeasures + "start 1 1\n";
  std::string const kNorm = kStart + "layer 1\nscale 1 1\nshift 0 0\n";
  struct {
    std::string text;
    char const* line;
  } const kCases[] = {
      {"measure b 0 1 : 1", "line 1"},
      {"measure a 0 x : 1", "line 1"},
      {"measure a 1 0 : 1", "line 1"},
      {"measure a 0 1", "line 1"},
      {"start 1", "line 1"},
      {"layer 1", "line 1"},
      {"measure a 0 1 : 1 0\nmeasure left_out 0 : 1", "line 2"},
      {kMeasures + "start 1", "line 3"},
      {kStart + "layer 0", "line 4"},
      {kStart + "scale 1 1", "line 4"},
      {kStart + "end 1 1", "line 4"},
      {kStart, "line 3"},
      {kNorm + "unit 0 : 1 1", "line 7"},
      {kNorm + "end 0 1 1", "line 7"},
  };
  for (auto const& [text, line] : kCases) {
    auto const model = SequenceModel::parse(text, kNames);
    ASSERT_FALSE(model) << text;
    EXPECT_NE(model.error().what.find(line), std::string::npos) << text << model.error().what;
  }
}

}  // namespace
}  // namespace wirewatch
