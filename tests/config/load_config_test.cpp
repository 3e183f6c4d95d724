#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/config/load.h"

namespace wirewatch {
namespace {

using namespace test;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// The config of a file that has nothing wrong with it.
Config good(TempDir const& directory, std::string const& yaml) {
  LoadedConfig loaded = load(directory, yaml);
  EXPECT_EQ(brief(loaded, directory), "");
  return loaded.snapshot ? std::move(loaded.snapshot->config) : Config();
}

std::vector<std::string> texts(std::vector<SourceText> const& all) {
  std::vector<std::string> plain;
  for (SourceText const& one : all) plain.push_back(one.text);
  return plain;
}

TEST(LoadConfigTest, AnAddressIsEnoughForAFeed) {
  TempDir directory;
  Config const config =
      good(directory, "feeds: ['https://www.example.org/news/?x=1', 'https://example.org/b']\n");
  ASSERT_EQ(config.feeds.size(), 2u);
  FeedSource expected;
  expected.name = "example.org/news";
  expected.url = "https://www.example.org/news/?x=1";
  EXPECT_EQ(config.feeds[0], expected);
  EXPECT_EQ(config.feeds[1].name, "example.org/b");
}

TEST(LoadConfigTest, EverythingAboutAFeedIsRead) {
  TempDir directory;
  Config const config = good(directory, R"(
defaults: {every: 90s, max_delay: 2h, full_text: never, backlog: alert}
feeds:
  - {name: plain, url: "http://example.org/"}
  - name: full
    url: https://example.org/feed
    tags: [wire, korea]
    every: 1h30m
    max_delay: 7d
    full_text: always
    backlog: silent
    content: {keep: [article, .story], drop: .related}
    headers: {Authorization: "Bearer ${env:KEY}"}
  - {name: tagged, url: "file:///tmp/feed.xml", tags: wire, every: 3h}
)");
  ASSERT_EQ(config.feeds.size(), 3u);
  FeedSource const plain{.name = "plain",
                         .url = "http://example.org/",
                         .tags = {},
                         .every = 90s,
                         .max_delay = 2h,
                         .full_text = FullText::never,
                         .backlog = Backlog::alert,
                         .content = {},
                         .headers = {}};
  EXPECT_EQ(config.feeds[0], plain);
  FeedSource const full{.name = "full",
                        .url = "https://example.org/feed",
                        .tags = {"wire", "korea"},
                        .every = 90min,
                        .max_delay = 168h,
                        .full_text = FullText::always,
                        .backlog = Backlog::silent,
                        .content = {.keep = "article, .story", .drop = ".related"},
                        .headers = {{"Authorization", "Bearer hunter2"}}};
  EXPECT_EQ(config.feeds[1], full);
  EXPECT_THAT(config.feeds[2].tags, ElementsAre("wire"));
  EXPECT_EQ(config.feeds[2].max_delay, 3h) << "the default bound grows with the floor";
}

TEST(LoadConfigTest, EverythingAboutAWatchIsReadWithItsPlace) {
  TempDir directory;
  Config const config = good(directory, R"(feeds: ['https://example.org/']
terms: {arms: [missile*, "artillery"], all: [$arms]}
watches:
  - name: a
    about: Arms
    severity: critical
    tags: korea
    feeds: [example.org]
    event: [new, corrected]
    in: title
    any: [Путин, $arms]
    all: x
    none: [y]
    near: {words: 40, all: [p, q]}
    query: a AND b
)");
  ASSERT_EQ(config.watches.size(), 1u);
  WatchSpec const expected{.name = "a",
                           .about = "Arms",
                           .severity = Severity::critical,
                           .tags = {"korea"},
                           .feeds = {"example.org"},
                           .events = {ArticleEvent::fresh, ArticleEvent::corrected},
                           .in = {{"title", 10, 9}},
                           .any = {{"Путин", 11, 11}, {"$arms", 11, 18}},
                           .all = {{"x", 12, 10}},
                           .none = {{"y", 13, 12}},
                           .near_all = {{"p", 14, 29}, {"q", 14, 32}},
                           .near_words = 40,
                           .query = {"a AND b", 15, 12},
                           .place = {"a", 4, 11}};
  EXPECT_EQ(config.watches[0], expected);
  EXPECT_THAT(config.terms.at("arms"),
              ElementsAre(SourceText{"missile*", 2, 16}, SourceText{"artillery", 2, 27}));
}

TEST(LoadConfigTest, WordsThatOtherYamlReadersTakeForMoreStayWords) {
  TempDir directory;
  Config const config = good(directory, "terms: {a: [NO, yes, 010, 22:00, 1e3, null, ~x]}\n");
  EXPECT_THAT(texts(config.terms.at("a")),
              ElementsAre("NO", "yes", "010", "22:00", "1e3", "null", "~x"));
}

TEST(LoadConfigTest, SinksRoutesAndTestsAreRead) {
  TempDir directory;
  Config const config = good(directory, R"(
feeds: [{name: f, url: "https://example.org/"}]
watches: [{name: w, any: [a], tags: [t]}]
sinks:
  screen: {type: log}
  archive: {type: jsonl, path: out/alerts.jsonl}
  hook:
    type: webhook
    url: ${env:HOOK}
    secret: ["${env:KEY}", whsec_AAAA]
    headers: {X-Team: desk}
    timeout: 5s
routes:
  - {when: {severity: [high, medium], watch: w, tags: [t], feeds: f}, to: [hook, screen]}
  - to: archive
tests:
  - {article: samples/a.txt, feed: f, expect: [w]}
  - {text: nothing, expect: []}
)");
  EXPECT_EQ(*config.sink("archive"), (SinkSpec{.name = "archive",
                                               .type = SinkSpec::Type::jsonl,
                                               .url = {},
                                               .secrets = {},
                                               .path = directory / "out/alerts.jsonl",
                                               .headers = {}}));
  EXPECT_EQ(*config.sink("hook"), (SinkSpec{.name = "hook",
                                            .type = SinkSpec::Type::webhook,
                                            .url = "https://hooks.example.org/T0/hunter2",
                                            .secrets = {"hunter2", "whsec_AAAA"},
                                            .path = {},
                                            .headers = {{"X-Team", "desk"}},
                                            .timeout = 5s}));
  EXPECT_THAT(
      config.routes,
      ElementsAre(
          Route{.severities = {Severity::high, Severity::medium},
                .watches = {"w"},
                .tags = {"t"},
                .feeds = {"f"},
                .sinks = {"hook", "screen"}},
          Route{.severities = {}, .watches = {}, .tags = {}, .feeds = {}, .sinks = {"archive"}}));
  ASSERT_EQ(config.tests.size(), 2u);
  EXPECT_EQ(config.tests[0].article, directory / "samples/a.txt");
  EXPECT_THAT(texts(config.tests[0].expect), ElementsAre("w"));
  EXPECT_EQ(config.tests[1].text, "nothing");
}

TEST(LoadConfigTest, TheRestIsReadAndPathsAreBesideTheFile) {
  TempDir directory;
  Config const config = good(directory, R"(
state: var/state
allow_networks: [10.0.0.0/8, "::1", fd00::/8]
user_agent: desk/1.0
proxy: http://proxy.example:3128
keep: 30d
http: {listen: "[::1]:8720"}
)");
  EXPECT_EQ(config.path, directory / "w.yaml");
  EXPECT_EQ(config.state, directory / "var/state");
  EXPECT_THAT(config.allow_networks, ElementsAre("10.0.0.0/8", "::1", "fd00::/8"));
  EXPECT_EQ(config.user_agent, "desk/1.0");
  EXPECT_EQ(config.proxy, "http://proxy.example:3128");
  EXPECT_EQ(config.keep, std::chrono::hours(30 * 24));
  EXPECT_EQ(config.http_listen, "[::1]:8720");
}

TEST(LoadConfigTest, WithoutSinksAlertsGoToTheLog) {
  TempDir directory;
  Config const config = good(directory, "state: ./state\n");
  ASSERT_EQ(config.sinks.size(), 1u);
  EXPECT_EQ(config.sinks[0].type, SinkSpec::Type::log);
}

TEST(LoadConfigTest, LookupsFindByNameOrGiveNothing) {
  TempDir directory;
  Config const config = good(directory, "feeds: [{name: a, url: 'https://example.org/'}]\n");
  EXPECT_EQ(config.feed("a"), &config.feeds[0]);
  EXPECT_EQ(config.feed("b"), nullptr);
  EXPECT_EQ(config.sink("b"), nullptr);
}

TEST(LoadConfigTest, WatchesAreCompiled) {
  TempDir directory;
  LoadedConfig const loaded = load(directory, "watches: [{name: w, any: [Pyongyang]}]\n");
  ASSERT_TRUE(loaded.snapshot);
  Article article;
  article.body = "From Pyongyang.";
  ASSERT_EQ(loaded.snapshot->rules.match(article).size(), 1u);
}

TEST(LoadConfigTest, ByteOrderMarkAndForeignLineEndsChangeNothing) {
  TempDir directory;
  Config const config = good(directory, "\xEF\xBB\xBFstate: a\r\nuser_agent: b\r\n");
  EXPECT_EQ(config.user_agent, "b");
}

TEST(LoadConfigTest, AnchorsSpareRepetition) {
  TempDir directory;
  Config const config = good(directory,
                             "watches:\n"
                             "  - {name: a, any: &places [Paris, Rome]}\n"
                             "  - {name: b, any: *places}\n");
  EXPECT_THAT(texts(config.watches[1].any), ElementsAre("Paris", "Rome"));
}

TEST(OpmlTest, ItsFeedsArePolledWithWhatStandsBesideIt) {
  TempDir const directory;
  directory.write("lists/asia.opml",
                  "<opml version='2.0'><body><outline text='Korea'>"
                  "<outline text='yonhap' xmlUrl='https://en.yna.co.kr/RSS/nk.xml'/></outline>"
                  "<outline text='mine' xmlUrl='https://b.example/feed'/>"
                  "<outline text='odd' xmlUrl='ftp://c.example/feed'/></body></opml>");
  std::string const path = directory.write("w.yaml",
                                           "feeds:\n  - {name: mine, url: 'https://a.example/'}\n"
                                           "  - {opml: lists/asia.opml, tags: [press], every: 7m}\n"
                                           "watches: [{name: w, any: [a], feeds: [Korea]}]\n");
  LoadedConfig const loaded = load_config(path, FakeSecrets());
  ASSERT_TRUE(loaded.snapshot) << brief(loaded, directory);
  Config const& config = loaded.snapshot->config;
  ASSERT_EQ(config.feeds.size(), 3U);
  FeedSource const* const yonhap = config.feed("yonhap");
  ASSERT_NE(yonhap, nullptr);
  EXPECT_EQ(yonhap->url, "https://en.yna.co.kr/RSS/nk.xml");
  EXPECT_EQ(yonhap->tags, (std::vector<std::string>{"press", "Korea"}));
  EXPECT_EQ(yonhap->every, std::chrono::minutes(7));
  EXPECT_NE(config.feed("b.example/feed"), nullptr) << "its name was taken by another feed";
  EXPECT_EQ(brief(loaded, directory),
            "3:12+15 warning: 'lists/asia.opml' lists 'ftp://c.example/feed', which is no http or "
            "https address");
}

TEST(WordListTest, AFileHoldsATermALineOrACsvOfAliases) {
  TempDir directory;
  directory.write("lists/names.csv",
                  "# people\nKim Jong Un,leader\n\n\"Lee, Min\",\"x\"\n  Путин  \r\n");
  Config const config = good(directory, "terms: {names: {file: lists/names.csv}}\n");
  EXPECT_THAT(
      config.terms.at("names"),
      ElementsAre(SourceText{"Kim Jong Un", 2, 1}, SourceText{"leader", 2, 13},
                  SourceText{"Lee, Min", 4, 1}, SourceText{"x", 4, 12}, SourceText{"Путин", 5, 1}));
  EXPECT_THAT(config.files, ElementsAre(directory / "w.yaml", directory / "lists/names.csv"));
}

TEST(WordListTest, AnErrorInsideIsReportedThere) {
  TempDir directory;
  directory.write("names.csv", "Paris\n$nowhere\n");
  LoadedConfig const loaded = load(directory, "terms: {names: {file: names.csv}}\n");
  ASSERT_EQ(loaded.diagnostics.size(), 1u);
  EXPECT_EQ(loaded.diagnostics[0].file, directory / "names.csv");
  EXPECT_EQ(loaded.diagnostics[0].line, 2u);
  EXPECT_EQ(loaded.diagnostics[0].source_line, "$nowhere");
}

TEST(IncludeTest, IncludedFilesAddToTheMainOne) {
  TempDir directory;
  directory.write("conf.d/1.yaml",
                  "feeds: [{name: b, url: 'https://b.org/'}]\n"
                  "terms: {two: [y]}\n"
                  "sinks: {file: {type: jsonl, path: out.jsonl}}\n");
  directory.write("conf.d/2.yaml",
                  "include: [../w.yaml, 1.yaml]\nwatches: [{name: w, any: [$two]}]\n");
  Config const config = good(directory, R"(include: conf.d/*.yaml
defaults: {every: 1h}
feeds: [{name: a, url: "https://a.org/"}]
terms: {one: [x]}
routes: [{to: file}]
)");
  ASSERT_EQ(config.feeds.size(), 2u);
  EXPECT_EQ(config.feeds[1].name, "b");
  EXPECT_EQ(config.feeds[1].every, 1h) << "defaults are for all files";
  EXPECT_EQ(config.terms.size(), 2u);
  EXPECT_EQ(config.sink("file")->path, directory / "conf.d/out.jsonl");
  EXPECT_EQ(config.watches[0].place, (SourceText{"w", 2, 18}));
  EXPECT_THAT(config.files, ElementsAre(directory / "w.yaml", directory / "conf.d/1.yaml",
                                        directory / "conf.d/2.yaml"));
}

TEST(IncludeTest, ErrorsAreReportedInTheOrderOfTheFiles) {
  TempDir directory;
  directory.write("a.yaml", "watches: [{name: w, any: [$none]}]\nstate: a\n");
  directory.write("b.yaml", "feeds: [x, [y]\n");
  LoadedConfig const loaded =
      load(directory, "include: [b.yaml, a.yaml]\nstat: x\nstate: b\nfeeds: [{name: a}]\n");
  std::vector<std::string> places;
  for (Diagnostic const& one : loaded.diagnostics)
    places.push_back(
        fmt::format("{}:{}", std::filesystem::path(one.file).filename().string(), one.line));
  EXPECT_THAT(places, ElementsAre("w.yaml:2", "w.yaml:4", "b.yaml:2", "a.yaml:2"))
      << "what b.yaml would define is not missed";
}

TEST(IncludeTest, ANameThatTwoFilesDefineIsNamedWithBothPlaces) {
  TempDir directory;
  directory.write("a.yaml", "terms: {x: [b]}\n");
  LoadedConfig const loaded = load(directory, "include: [a.yaml]\nterms: {x: [a]}\n");
  EXPECT_EQ(brief(loaded, directory), "1:9+1 error: another word list is called 'x', at w.yaml:2");
}

TEST(SystemSecretsTest, AFilesLastLineEndIsNotPartOfTheSecret) {
  TempDir directory;
  std::string const path = directory.write("key", "hunter2\n");
  EXPECT_EQ(SystemSecrets().read("file", path), "hunter2");
}

TEST(SystemSecretsTest, CredentialsLieWhereSystemdSays) {
  TempDir directory;
  directory.write("key", "hunter2");
  ::setenv("CREDENTIALS_DIRECTORY", directory.path().c_str(), 1);
  EXPECT_EQ(SystemSecrets().read("credential", "key"), "hunter2");
  EXPECT_FALSE(SystemSecrets().read("credential", "../key"));
  ::unsetenv("CREDENTIALS_DIRECTORY");
  EXPECT_THAT(SystemSecrets().read("credential", "key").error().what,
              HasSubstr("CREDENTIALS_DIRECTORY is not set"));
}

}  // namespace
}  // namespace wirewatch
