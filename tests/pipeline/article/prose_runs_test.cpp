#include "pipeline/article/prose_runs.h"

#include <gtest/gtest.h>

namespace wirewatch {
namespace {

TEST(ProseRuns, BridgeSmallGapsAndEndAtLargeOnes) {
  auto const runs = find_runs({0, 9, 0, 9, 0, 0, 9}, {1, 2, 4, 8, 16, 32, 64}, 1, 1);
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].begin, 1U);
  EXPECT_EQ(runs[0].end, 4U);
  EXPECT_EQ(runs[0].letters, 10);
  EXPECT_EQ(runs[1].begin, 6U);
  EXPECT_EQ(runs[1].letters_before, 10);
  EXPECT_EQ(longest_run(runs), 1U);
}

TEST(ProseRuns, EachParagraphKnowsItsRunOrTheNextOne) {
  auto const runs = find_runs({0, 9, 0, 0, 9, 0}, {1, 1, 1, 1, 1, 1}, 1, 1);
  EXPECT_EQ(runs_of_paragraphs(runs, 6), (std::vector<std::uint32_t>{0, 0, 1, 1, 1, 1}));
}

TEST(ProseRuns, NoProseIsNoRun) {
  EXPECT_TRUE(find_runs({0, 0}, {5, 5}, 1, 1).empty());
  EXPECT_EQ(longest_run({}), 0U);
  std::vector<float> values;
  FeatureRow row(values);
  measure_run({}, 0, 0, 3, "run", row);
  EXPECT_EQ(values.front(), 0);  // not inside
  EXPECT_EQ(values.back(), -1);  // behind nothing
}

}  // namespace
}  // namespace wirewatch
