#include "pipeline/article/tree_model.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "pipeline/article/body_model.h"
#include "pipeline/article/body_model_table.h"
#include "pipeline/article/flat_text.h"

namespace wirewatch {
namespace {

std::vector<std::string> const kNames{"a", "b"};

TEST(TreeModel, AddsWhatItsTreesSay) {
  auto const model =
      TreeModel::parse("# comment\nbias -1\na<2(0.5,b<1(-2,3))\na<0(10,0.25)\n", kNames);
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_DOUBLE_EQ(model->log_odds(std::vector<float>{1, 0}), -1 + 0.5 + 0.25);
  EXPECT_DOUBLE_EQ(model->log_odds(std::vector<float>{2, 0}), -1 - 2 + 0.25);
  EXPECT_DOUBLE_EQ(model->log_odds(std::vector<float>{2, 1}), -1 + 3 + 0.25);
}

TEST(TreeModel, FollowsEveryTestToItsLeaf) {
  auto const model = TreeModel::parse("a<2(b<0(1,b<1(2,3)),a<5(4,b<-1(5,6)))\n", kNames);
  ASSERT_TRUE(model) << model.error().what;
  struct Example {
    float a;
    float b;
    double leaf;
  };
  constexpr float kNoNumber = std::numeric_limits<float>::quiet_NaN();
  for (auto const& [a, b, leaf] : std::vector<Example>{{1, -1, 1},
                                                       {1, 0.5, 2},
                                                       {1, 1, 3},
                                                       {2, 0, 4},
                                                       {4, -9, 4},
                                                       {5, -2, 5},
                                                       {5, -1, 6},
                                                       {kNoNumber, 0, 6}})
    EXPECT_DOUBLE_EQ(model->log_odds(std::vector<float>{a, b}), leaf) << a << " " << b;
}

TEST(TreeModel, HasAtMostSixteenLeavesInATree) {
  std::string tree = "0";
  for (int leaves = 2; leaves <= 16; ++leaves) tree = "a<1(" + tree + ",1)";
  EXPECT_TRUE(TreeModel::parse(tree, kNames));
  for (auto const& more : {"a<1(" + tree + ",1)", "a<1(1," + tree + ")"}) {
    auto const model = TreeModel::parse(more, kNames);
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().what.find("more than 16 leaves"), std::string::npos)
        << model.error().what;
  }
}

TEST(TreeModel, HasAtMost65536Trees) {
  std::string text;
  for (int tree = 0; tree < 65536; ++tree) text += "1\n";
  auto const most = TreeModel::parse(text, kNames);
  ASSERT_TRUE(most) << most.error().what;
  EXPECT_DOUBLE_EQ(most->log_odds(std::vector<float>{0, 0}), 65536);
  auto const more = TreeModel::parse(text + "1\n", kNames);
  ASSERT_FALSE(more);
  EXPECT_NE(more.error().what.find("more than 65536 trees"), std::string::npos)
      << more.error().what;
}

TEST(TreeModel, NamesTheLineThatIsWrong) {
  for (auto const* text : {"bias 0\nc<1(1,2)", "bias 0\na<1(1,2", "bias 0\na<1(1 2)",
                           "bias 0\na<x(1,2)", "bias 0\n1 2"}) {
    auto const model = TreeModel::parse(text, kNames);
    ASSERT_FALSE(model) << text;
    EXPECT_NE(model.error().what.find("line 2"), std::string::npos) << model.error().what;
  }
}

TEST(TreeModel, TheBuiltInOnesFitTheMeasures) {
  EXPECT_TRUE(BodyModel::parse(kFirstBodyModel, kSecondBodyModel, kSequenceBodyModel));
  EXPECT_TRUE(FlatModel::parse(kFirstFlatModel, kSecondFlatModel, kSequenceFlatModel));
}

}  // namespace
}  // namespace wirewatch
