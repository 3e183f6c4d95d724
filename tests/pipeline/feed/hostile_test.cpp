// Feeds made to hurt: time and memory stay in proportion to the bytes, and what can be saved is.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <ctime>

#include "base/text.h"
#include "pipeline/feed/feed_json.h"
#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::string repeated(std::string const& what, std::size_t times) {
  std::string out;
  out.reserve(what.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += what;
  return out;
}

std::string channel(std::string const& inside) {
  return "<rss version='2.0'><channel><title>Paper</title>" + inside + "</channel></rss>";
}

double cpu_seconds() {
  std::timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double cost(std::string const& bytes) {
  double const begin = cpu_seconds();
  (void)parse_feed(bytes, {});
  return cpu_seconds() - begin;
}

struct Case {
  char const* name;
  char const* begin;
  char const* unit;  ///< repeated
  char const* end;
};
void PrintTo(Case const& c, std::ostream* os) { *os << c.name; }
class GrowthTest : public ::testing::TestWithParam<Case> {};

TEST_P(GrowthTest, FourTimesTheBytesTakeAboutFourTimesTheTime) {
  auto const& c = GetParam();
  auto const of = [&](std::size_t bytes) {
    return c.begin + repeated(c.unit, bytes / std::string_view(c.unit).size()) + c.end;
  };
  std::string const small = of(500'000);
  std::string const large = of(2'000'000);
  double best_small = cost(small);
  double best_large = cost(large);
  // A quadratic reader would take 16 times as long; the floor leaves short times their noise, and a
  // busy machine, which slows whatever runs just then, gets more tries.
  auto const is_linear = [&] { return best_large < 8 * std::max(best_small, 0.01); };
  for (int run = 0; run < 30 && !is_linear(); ++run) {
    best_small = std::min(best_small, cost(small));
    best_large = std::min(best_large, cost(large));
  }
  EXPECT_TRUE(is_linear()) << best_small << " s, then " << best_large;
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, GrowthTest,
    ::testing::Values(
        Case{"open_tags", "<rss><channel><item>", "<a>", ""},
        Case{"end_tags", "<rss><channel><item>", "</a>", ""},
        Case{"open_items", "<rss><channel>", "<item>", ""},
        Case{"open_titles", "<rss><channel><item>", "<title>", ""},
        Case{"open_brackets", "<rss><channel><item>", "<", ""},
        Case{"open_comments", "<rss><channel><item>", "<!--", ""},
        Case{"open_cdata", "<rss><channel><item>", "<![CDATA[", ""},
        Case{"open_instructions", "<rss><channel><item>", "<?x ", ""},
        Case{"open_quotes", "<rss><channel><item>", "<a b='", ""},
        Case{"ampersands", "<rss><channel><item><title>", "&", ""},
        Case{"entities", "<rss><channel><item><title>", "&amp;", "</title></item></channel></rss>"},
        Case{"unknown_entities", "<rss><channel><item><title>", "&zz;", ""},
        Case{"attributes", "<rss><channel><item", " a='b'", ">"},
        Case{"prefixes", "<rss><channel><item", " xmlns:a='b'", "><title>x</title></item>"},
        Case{"declarations", "", "<?xml version='1.0'?>", "<rss/>"},
        Case{"doctypes", "", "<!DOCTYPE rss [<!ENTITY a 'b'>", "<rss/>"},
        Case{"byte_order_marks", "", "\xEF\xBB\xBF", "<rss/>"},
        Case{"categories", "<rss><channel><item>", "<category>a</category>",
             "</item></channel></rss>"},
        Case{"enclosures", "<rss><channel><item>", "<enclosure url='u'/>",
             "</item></channel></rss>"},
        Case{"html_tags", "<html>", "<a href=x ", ""}, Case{"html_comments", "<html>", "<!--", ""},
        Case{"html_scripts", "<html>", "<script>", ""},
        Case{"html_links", "<html>", "<link rel=alternate type=text/xml href=a>", ""},
        Case{"json_arrays", "", "[", ""}, Case{"json_objects", "", "{\"a\":", ""},
        Case{"json_strings", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[", "\"",
             ""},
        Case{"controls", "<rss><channel><item><title>", "\x01", ""},
        Case{"bad_utf8", "<rss><channel><item><title>", "\xC3", ""},
        Case{"less_than_feed", "", "<rss", ""}, Case{"bases", "<feed>", "<a xml:base='b/'>", ""}),
    [](auto const& test) { return std::string(test.param.name); });

std::string distinct(std::string const& before, std::string const& after, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += before + std::to_string(i) + after;
  return out;
}

TEST(Hostile, ManyDifferentTagsOfOneItemTakeAsLongAsTheyAreMany) {
  auto const categories = [](std::size_t count) {
    return channel("<item>" + distinct("<category>tag ", "</category>", count) + "</item>");
  };
  auto const enclosures = [](std::size_t count) {
    return channel("<item>" + distinct("<enclosure url='http://a.example/", "'/>", count) +
                   "</item>");
  };
  EXPECT_LT(cost(categories(100'000)), 2.0);
  EXPECT_LT(cost(enclosures(100'000)), 2.0);
}

TEST(Hostile, AHundredThousandItemsAreAllRead) {
  std::string items;
  for (int i = 0; i < 100'000; ++i) items += "<item><guid>" + std::to_string(i) + "</guid></item>";
  ParsedFeed const feed = parse_feed(channel(items), {});
  ASSERT_THAT(feed.entries, SizeIs(100'000));
  EXPECT_EQ(feed.entries.back().id, "99999");
  EXPECT_FALSE(feed.bozo);
}

TEST(Hostile, MoreThanTheLimitAreLeftOutAndThatIsSaid) {
  ParseHints hints;
  hints.max_entries = 10;
  ParsedFeed const feed = parse_feed(channel(repeated("<item><guid>g</guid></item>", 11)), hints);
  EXPECT_THAT(feed.entries, SizeIs(10));
  EXPECT_EQ(feed.problem, "more than 10 entries: the rest is left out");
}

TEST(Hostile, DeepNestingLosesNoItem) {
  for (std::size_t depth : {900U, 100'000U}) {
    std::string const deep = repeated("<div>", depth) + "x" + repeated("</div>", depth);
    ParsedFeed const feed =
        parse_feed(channel("<item><guid>1</guid><description>" + deep + "</description></item>" +
                           "<item><guid>2</guid></item>"),
                   {});
    ASSERT_THAT(feed.entries, SizeIs(2)) << depth;
    EXPECT_EQ(feed.entries[1].id, "2");
    EXPECT_EQ(feed.bozo, depth > 1000);
  }
}

long resident_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(Hostile, EntityBombsDoNotGrow) {
  std::string laughs = "<!DOCTYPE rss [<!ENTITY a0 'ha'>";
  for (int i = 1; i < 20; ++i)
    laughs += "<!ENTITY a" + std::to_string(i) + " '" +
              repeated("&a" + std::to_string(i - 1) + ";", 10) + "'>";
  std::string const billion =
      laughs + "]>" + channel("<item><guid>1</guid><title>&a19;</title></item>");
  std::string const quadratic =
      "<!DOCTYPE rss [<!ENTITY a '" + std::string(4'000, 'x') + "'>]>" +
      channel("<item><guid>1</guid><title>" + repeated("&a;", 100'000) + "</title></item>");
  long const before = resident_kilobytes();
  for (std::string const& bomb : {billion, quadratic}) {
    ParsedFeed const feed = parse_feed(bomb, {});
    ASSERT_THAT(feed.entries, SizeIs(1));
    EXPECT_LT(feed.entries[0].title.size(), 2 * bomb.size());
  }
  EXPECT_LT(resident_kilobytes() - before, 20'000);
}

TEST(Hostile, ExternalEntitiesAreNotRead) {
  for (char const* doctype : {"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
                              "<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://127.0.0.1/x.dtd'> %p;]>",
                              "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>"}) {
    ParsedFeed const feed =
        parse_feed(doctype + channel("<item><guid>1</guid><title>a&x;b</title></item>"), {});
    ASSERT_THAT(feed.entries, SizeIs(1));
    EXPECT_THAT(feed.entries[0].title, testing::Not(HasSubstr("root")));
  }
}

TEST(Hostile, WhatComesOutIsUtf8AndJson) {
  for (std::string const& bytes :
       {channel(
            "<item><title>\xED\xA0\xBD\xED\xB8\x80 \xC0\xAF \xF8\x88\x80\x80\x80</title></item>"),
        channel("<item><title>&#xD800;&#xDC00;&#xFFFE;&#x110000;</title></item>"),
        std::string("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"\xFF\","
                    "\"title\":\"\\ud83d\"}]}")}) {
    ParsedFeed const feed = parse_feed(bytes, {});
    ASSERT_THAT(feed.entries, SizeIs(1)) << feed.problem;
    EXPECT_TRUE(is_utf8(feed.entries[0].title));
    EXPECT_TRUE(is_utf8(feed.entries[0].id));
    EXPECT_TRUE(is_utf8(to_json(feed, "x")));
  }
}

}  // namespace
}  // namespace wirewatch
