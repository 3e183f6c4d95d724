// What `check` says about watches that compile but cannot be meant.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/watch/lint.h"
#include "tests/pipeline/watch/rules.h"

namespace wirewatch {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> said(std::vector<std::string> const& queries) {
  std::vector<WatchSpec> specs;
  for (std::string const& query : queries) {
    specs.push_back(watch(query));
    specs.back().name = std::string(1, static_cast<char>('a' + specs.size() - 1));
    specs.back().place = {specs.back().name, specs.size(), 1};
  }
  std::vector<std::string> out;
  for (Diagnostic const& one : lint_watches(specs, {})) {
    EXPECT_EQ(one.level, Diagnostic::Level::warning);
    EXPECT_GT(one.line, 0u);
    out.push_back(one.message);
  }
  return out;
}

TEST(LintTest, AGoodSetOfWatchesIsNotSpokenOf) {
  EXPECT_THAT(said({"Putin AND Kim", "Kim AND Xi", "missile* NOT football"}), IsEmpty());
}

TEST(LintTest, AWatchThatContradictsItself) {
  EXPECT_THAT(said({"Putin AND NOT Putin"}),
              ElementsAre("watch 'a' can never fire: it asks for Putin and excludes Putin"));
  EXPECT_THAT(said({"\"Vladimir Putin\" AND NOT Putin"}),
              ElementsAre(HasSubstr("it asks for \"Vladimir Putin\" and excludes Putin")));
  EXPECT_THAT(said({"Kim AND NOT (Xi OR Kim)"}), ElementsAre(HasSubstr("can never fire")));
  EXPECT_THAT(said({"Kim AND lang:de AND lang:fr"}),
              ElementsAre(HasSubstr("no article is both lang:de and lang:fr")));
  EXPECT_THAT(said({"title:Kim NEAR/3 body:Xi"}),
              ElementsAre(HasSubstr("the terms of NEAR/3 stand in different fields")));
}

TEST(LintTest, AnExclusionOfMoreThanIsAskedForIsNoContradiction) {
  EXPECT_THAT(said({"Putin AND NOT \"Vladimir Putin\"", "Iran AND NOT title:Iran"}), IsEmpty());
}

TEST(LintTest, AWatchContainedInAnother) {
  EXPECT_THAT(said({"Putin", "Putin AND Kim"}),
              ElementsAre("watch 'b' fires only where 'a' fires, too"));
  EXPECT_THAT(said({"missile*", "\"missile test\""}),
              ElementsAre("watch 'b' fires only where 'a' fires, too"));
  EXPECT_THAT(said({"Kim OR Xi", "title:Kim"}),
              ElementsAre("watch 'b' fires only where 'a' fires, too"));
  EXPECT_THAT(said({"Kim NEAR/10 Xi", "Xi NEAR/5 Kim"}),
              ElementsAre("watch 'b' fires only where 'a' fires, too"));
}

TEST(LintTest, OfTwoThatSayTheSameOnlyTheLaterIsNamed) {
  EXPECT_THAT(said({"Putin AND Kim", "Kim AND Putin"}),
              ElementsAre("watch 'b' fires only where 'a' fires, too"));
}

TEST(LintTest, APrefixThatBeginsHalfTheDictionary) {
  EXPECT_THAT(said({"a*"}), ElementsAre("'a*' begins a great many words"));
}

TEST(LintTest, AWildcardWithoutABeginning) {
  EXPECT_THAT(said({"*stan"}), ElementsAre(HasSubstr("compared with every word")));
}

}  // namespace
}  // namespace wirewatch
