// Rules by hand: what fires on a file, why, and whether the config's own tests hold.
#include <gmock/gmock.h>

#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr char const* kConfig =
    "state: ./state\n"
    "feeds: [{name: courier, url: 'https://courier.example/${env:WIREWATCH_NOT_SET}'}]\n"
    "watches:\n"
    "  - {name: sandoval, severity: high, any: [Viktor Sandoval]}\n"
    "  - {name: embargo, query: 'breakwater AND embargo*'}\n";

std::string const kPage =
    "<html><head><title>The harbour</title></head><body><article><h1>The harbour</h1>" +
    prose_with("Viktor Sandoval came by sea on Tuesday.") +
    "</article><aside><h2>Popular Stories</h2><ul><li><a href='/1'>New embargo on steel</a></li>"
    "<li><a href='/2'>Ferries leave later in winter</a></li></ul></aside></body></html>";

class RuleCommands : public testing::Test {
 protected:
  RuleCommands() {
    directory_.write("wirewatch.yaml", kConfig);
    directory_.write("page.html", kPage);
  }
  Ended run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, {"-c", directory_ / "wirewatch.yaml"});
    return run_wirewatch(std::move(arguments));
  }
  std::string page() const { return directory_ / "page.html"; }

  TempDir directory_;
};

TEST_F(RuleCommands, MatchTellsWhatFiresOnAPageThoughTheFeedsSecretsAreElsewhere) {
  Ended const match = run({"match", page()});
  EXPECT_EQ(match.exit_code, 0) << match.err;
  EXPECT_THAT(match.out, AllOf(HasSubstr("\"watch\":\"sandoval\",\"severity\":\"high\""),
                               HasSubstr("[Viktor Sandoval] came by sea"),
                               HasSubstr("\"field\":\"body\""), Not(HasSubstr("embargo"))));
  Ended const none = run({"match", "--watch", "embargo", page()});
  EXPECT_EQ(none.exit_code, 1) << "nothing fires";
  Ended const unknown = run({"match", "--watch", "embargoes", page()});
  EXPECT_EQ(unknown.exit_code, 64);
  EXPECT_THAT(unknown.err, HasSubstr("no watch 'embargoes'"));
}

TEST_F(RuleCommands, ExplainSaysWhyAWatchFiresAndWhatKeepsTheOtherSilent) {
  Ended const text = run({"explain", page()});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, AllOf(HasSubstr("sandoval: fires"), HasSubstr("embargo: does not fire"),
                              HasSubstr("'embargo*' would have to occur"),
                              HasSubstr("only in the dropped block 'Popular Stories'")));
  Ended const only = run({"explain", "--watch", "sandoval", "--json", page()});
  EXPECT_THAT(only.out, AllOf(HasSubstr("\"watch\":\"sandoval\",\"fires\":true"),
                              HasSubstr("\"explanation\":["), Not(HasSubstr("embargo"))));
}

TEST_F(RuleCommands, ExtractAndMatchAreComposedByAPipe) {
  Ended const article = run_wirewatch({"extract", page()});
  ASSERT_THAT(article.out, StartsWith("{"));
  directory_.write("article.jsonl", article.out);
  EXPECT_EQ(run({"match", directory_ / "article.jsonl"}).out, run({"match", page()}).out);
}

TEST_F(RuleCommands, TheConfigsOwnTestsAreRunAndAFailureIsExplained) {
  Ended const none = run({"test"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("the config has no tests"));
  directory_.write("wirewatch.yaml", std::string(kConfig) +
                                         "tests:\n"
                                         "  - {article: page.html, expect: [sandoval]}\n"
                                         "  - {text: 'An embargo on steel.', expect: [embargo]}\n");
  Ended const test = run({"test"});
  EXPECT_EQ(test.exit_code, 1);
  EXPECT_THAT(test.out, HasSubstr("1 of 2 rule tests pass"));
  EXPECT_THAT(test.err, AllOf(HasSubstr("wirewatch.yaml:8:"),
                              HasSubstr("watch 'embargo' should fire and does not"),
                              HasSubstr("no  breakwater")));
}

TEST_F(RuleCommands, CheckNamesEveryMistakeAtItsPlaceAndRulesThatCannotFire) {
  directory_.write("wirewatch.yaml",
                   "feeds: [https://courier.example/feed]\n"
                   "watches:\n"
                   "  - {name: one, query: 'breakwater and embargo'}\n"
                   "  - {name: two, query: 'NOT breakwater'}\n");
  Ended const wrong = run({"check"});
  EXPECT_EQ(wrong.exit_code, 78);
  EXPECT_THAT(wrong.out, IsEmpty());
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("wirewatch.yaml:3:36: error:"), HasSubstr("write AND"),
                               HasSubstr("wirewatch.yaml:4:"), HasSubstr("2 errors")));
  directory_.write("wirewatch.yaml",
                   "feeds: [https://courier.example/feed]\n"
                   "watches:\n"
                   "  - {name: one, query: 'breakwater AND NOT breakwater'}\n"
                   "sinks: {log: {type: log}}\n");
  Ended const never = run({"check"});
  EXPECT_EQ(never.exit_code, 0) << never.err;
  EXPECT_THAT(never.err, HasSubstr("can never fire"));
}

}  // namespace
}  // namespace wirewatch
