#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/bad_configs.h"
#include "tests/config/load.h"

namespace wirewatch {

namespace test {
void PrintTo(BadConfig const& config, std::ostream* out) { *out << config.name; }
}  // namespace test

namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;

class RefusedConfigTest : public ::testing::TestWithParam<BadConfig> {};

TEST_P(RefusedConfigTest, SaysWhereWhatAndHowToMendIt) {
  TempDir directory;
  LoadedConfig const loaded = load(directory, GetParam().yaml);
  EXPECT_EQ(brief(loaded, directory), GetParam().findings);
  EXPECT_FALSE(loaded.snapshot);
}

TEST_P(RefusedConfigTest, ShowsNoSecret) {
  TempDir directory;
  for (Diagnostic const& one : load(directory, GetParam().yaml).diagnostics)
    EXPECT_THAT(format_diagnostic(one), Not(HasSubstr("hunter2")));
}

class DoubtfulConfigTest : public ::testing::TestWithParam<BadConfig> {};

TEST_P(DoubtfulConfigTest, IsLoadedWithAWarning) {
  TempDir directory;
  LoadedConfig const loaded = load(directory, GetParam().yaml);
  EXPECT_EQ(brief(loaded, directory), GetParam().findings);
  EXPECT_TRUE(loaded.snapshot);
}

auto const kName = [](auto const& test) { return test.param.name; };
INSTANTIATE_TEST_SUITE_P(Configs, RefusedConfigTest, ::testing::ValuesIn(refused_configs()), kName);
INSTANTIATE_TEST_SUITE_P(Configs, DoubtfulConfigTest, ::testing::ValuesIn(doubtful_configs()),
                         kName);

TEST(BadConfigTest, AFindingIsPrintedAsACompilerDoes) {
  TempDir directory;
  LoadedConfig const loaded =
      load(directory, "terms: {россия: [Путин]}\nwatches:\n  - {name: Путин, severty: high}\n");
  ASSERT_EQ(loaded.diagnostics.size(), 2u);
  EXPECT_EQ(format_diagnostic(loaded.diagnostics[1]),
            (directory / "w.yaml") +
                ":3:19: error: unknown key 'severty' in watch 'Путин'\n"
                "   3 |   - {name: Путин, severty: high}\n"
                "     |                   ^^^^^^^ did you mean 'severity'?");
}

TEST(BadConfigTest, AFileThatCannotBeReadIsOneFindingWithoutALine) {
  LoadedConfig const loaded = load_config("/nowhere/w.yaml", FakeSecrets());
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_EQ(format_diagnostic(loaded.diagnostics[0]),
            "/nowhere/w.yaml: error: cannot be read: No such file or directory");
}

TEST(BadConfigTest, BytesThatAreNoUtf8AreFoundByLine) {
  TempDir directory;
  EXPECT_EQ(brief(load(directory, "state: a\nuser_agent: \xff\n"), directory),
            "2:1+1 error: the line is not UTF-8 [save the file as UTF-8]");
}

TEST(BadConfigTest, AliasesThatStandForMuchAreRefusedAtOnce) {
  std::string yaml = "terms:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i)
    yaml +=
        fmt::format("  a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
  TempDir directory;
  EXPECT_THAT(brief(load(directory, yaml), directory),
              HasSubstr("anchors and aliases stand for too much"));
}

TEST(BadConfigTest, ThousandsOfErrorsAreCutShort) {
  std::string yaml = "feeds:\n";
  for (int i = 0; i < 5000; ++i) yaml += "  - {ulr: x}\n";
  TempDir directory;
  EXPECT_EQ(load(directory, yaml).diagnostics.size(), 200u);
}

TEST(BadConfigTest, WhatTheRulesFindWrongIsReportedWithTheRest) {
  TempDir directory;
  std::string const findings = brief(load(directory, R"(stat: x
terms: {a: [$none]}
watches:
  - {name: w, all: [$nowhere]}
  - {name: nothing}
)"),
                                     directory);
  EXPECT_THAT(findings, HasSubstr("1:1+4 error: unknown key 'stat'"));
  EXPECT_THAT(findings, HasSubstr("2:13+5 error"));
  EXPECT_THAT(findings, HasSubstr("4:21+8 error"));
  EXPECT_THAT(findings, HasSubstr("5:12+7 error"));
}

// The place of an error in a query that YAML has folded.
struct Folded {
  char const* name;
  char const* yaml;
  char const* finding;
};
void PrintTo(Folded const& folded, std::ostream* out) { *out << folded.name; }
class FoldedTextTest : public ::testing::TestWithParam<Folded> {};

TEST_P(FoldedTextTest, AnErrorInsideIsFoundWhereItStands) {
  TempDir directory;
  EXPECT_THAT(
      brief(load(directory, std::string("watches:\n  - name: w\n") + GetParam().yaml), directory),
      HasSubstr(GetParam().finding));
}

INSTANTIATE_TEST_SUITE_P(
    Styles, FoldedTextTest,
    ::testing::Values(
        Folded{"plain", "    query: foo AND $none\n", "3:20+5 error"},
        Folded{"quoted", "    query: 'foo AND $none'\n", "3:21+5 error"},
        Folded{"literal", "    query: |\n      foo AND\n        Путин OR $none\n", "5:18+5 error"},
        Folded{"folded", "    query: >-\n      foo AND\n        bar OR\n\n      $none\n",
               "7:7+5 error"},
        Folded{"continued", "    query: foo AND\n          $none\n", "4:11+5 error"},
        Folded{"quoted_and_continued", "    query: \"foo AND\n      bar OR $none\"\n",
               "4:14+5 error"},
        Folded{"at_its_end", "    query: |\n      foo AND\n", "4:14+1 error"}),
    [](auto const& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace wirewatch
