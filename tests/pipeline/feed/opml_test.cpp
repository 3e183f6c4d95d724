#include "pipeline/feed/opml.h"

#include <gmock/gmock.h>

namespace wirewatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Opml, FeedsComeWithTheFoldersTheyStandIn) {
  auto const feeds = read_opml(R"(<?xml version="1.0"?><opml version="2.0"><head/><body>
    <outline text="Asia"><outline text="Papers">
      <outline text="Yonhap" type="rss" xmlUrl="https://en.yna.co.kr/RSS/nk.xml" category="/wire,korea"/>
    </outline></outline>
    <outline title="Swissinfo" XMLURL=" https://www.swissinfo.ch/eng/feed/ "/>
    <outline text="no feed" type="link" url="https://example.org"/></body></opml>)");
  ASSERT_TRUE(feeds) << feeds.error().what;
  EXPECT_THAT(*feeds, ElementsAre(OpmlFeed{"Yonhap",
                                           "https://en.yna.co.kr/RSS/nk.xml",
                                           {"Asia", "Papers", "wire", "korea"}},
                                  OpmlFeed{"Swissinfo", "https://www.swissinfo.ch/eng/feed/", {}}));
}

TEST(Opml, WhatIsWrittenIsReadBack) {
  std::vector<OpmlFeed> const feeds = {{"A & B", "https://a.example/?x=1&y=2", {"wire", "korea"}},
                                       {"<C>", "https://c.example/", {}},
                                       {"D", "https://d.example/", {"wire"}}};
  std::string const written = write_opml(feeds, "my feeds");
  EXPECT_THAT(written, HasSubstr("<opml version=\"2.0\">"));
  auto const read = read_opml(written);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_THAT(*read, testing::UnorderedElementsAreArray(feeds));
}

TEST(Opml, AnotherDocumentIsRefusedWithAReason) {
  EXPECT_THAT(read_opml("<rss/>").error().what, HasSubstr("no <opml> element"));
  EXPECT_THAT(read_opml("").error().what, HasSubstr("no OPML"));
  EXPECT_THAT(read_opml("not xml at all").error().what, HasSubstr("no OPML"));
}

TEST(Opml, DeepNestingIsRead) {
  std::string deep = "<opml><body>";
  for (int i = 0; i < 20'000; ++i) deep += "<outline>";
  deep += "<outline xmlUrl='https://x.example/'/>";
  for (int i = 0; i < 20'000; ++i) deep += "</outline>";
  auto const feeds = read_opml(deep + "</body></opml>");
  ASSERT_TRUE(feeds);
  EXPECT_EQ(feeds->size(), 1U);
}

}  // namespace
}  // namespace wirewatch
