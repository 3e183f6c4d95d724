#include "pipeline/article/judge.h"

#include <gtest/gtest.h>

#include <string>

#include "pipeline/article/log_odds.h"
#include "pipeline/article/tree_model.h"

namespace wirewatch {
namespace {

struct Page {};

/// Tells how likely the block before is body.
class SeesTheBlockBefore {
 public:
  SeesTheBlockBefore(Page const& /*page*/, std::vector<double> const& probability)
      : probability_(probability) {}
  void measure(std::size_t block, FeatureRow& row) const {
    row.put("before", block ? probability_[block - 1] : 0);
  }

 private:
  std::vector<double> const& probability_;
};

struct Trees {
  TreeModel first;
  TreeModel second;
  SequenceModel sequence;  // says nothing
};

Trees trees(std::string const& first, std::string const& second) {
  return {TreeModel::parse(first, {"a"}).value(),
          TreeModel::parse(second, {"a", "before"}).value(),
          {}};
}

std::vector<double> judge_two_blocks(Trees const& model) {
  return judge<SeesTheBlockBefore>(
      Page{}, 2, model, [](std::size_t block, FeatureRow& row) { row.put("a", double(block)); });
}

TEST(Judge, LeavesWhatIsClearAtOnce) {
  auto const p = judge_two_blocks(trees("bias -8\n", "bias 5\n"));
  EXPECT_NEAR(p[0], probability_of(-8), 1e-9);
  EXPECT_NEAR(p[1], probability_of(-8), 1e-9);
}

TEST(Judge, AsksAgainWithWhatTheBlocksAroundHaveBecome) {
  auto const p = judge_two_blocks(trees("bias 0\n", "bias 0\nbefore<0.6(1,-1)\n"));
  EXPECT_NEAR(p[0], probability_of(1), 1e-9);
  EXPECT_NEAR(p[1], (probability_of(1) + 2 * probability_of(-1)) / 3, 1e-9);
}

TEST(Judge, DoesNotAskAgainWhereItIsSure) {
  auto const p = judge_two_blocks(trees("bias 0\n", "bias 0\nbefore<0.6(4,-4)\n"));
  EXPECT_NEAR(p[1], probability_of(4), 1e-9);
}

TEST(Judge, HasNothingToSayOfAnEmptyPage) {
  auto const model = trees("bias 0\n", "bias 0\n");
  EXPECT_TRUE(judge<SeesTheBlockBefore>(Page{}, 0, model, [](std::size_t, FeatureRow&) {}).empty());
}

}  // namespace
}  // namespace wirewatch
