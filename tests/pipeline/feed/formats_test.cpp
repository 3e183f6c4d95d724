// What each format's elements become.
#include <gmock/gmock.h>

#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ParsedFeed parse(std::string const& bytes, std::string const& base = {}) {
  ParseHints hints;
  hints.base_url = base;
  return parse_feed(bytes, hints);
}

constexpr char const* kSpaces =
    " xmlns:atom='http://www.w3.org/2005/Atom' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    " xmlns:dcterms='http://purl.org/dc/terms/'"
    " xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    " xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
    " xmlns:media='http://search.yahoo.com/mrss/'"
    " xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'";

/// The only item of an RSS 2.0 feed.
Entry rss_item(std::string const& inside, std::string const& base = {}) {
  ParsedFeed const feed = parse("<rss version='2.0'" + std::string(kSpaces) + "><channel><item>" +
                                    inside + "</item></channel></rss>",
                                base);
  EXPECT_EQ(feed.format, FeedFormat::rss);
  EXPECT_FALSE(feed.bozo) << feed.problem;
  EXPECT_THAT(feed.entries, SizeIs(1));
  return feed.entries.empty() ? Entry{} : feed.entries.front();
}

Entry atom_entry(std::string const& inside, std::string const& base = {}) {
  ParsedFeed const feed =
      parse("<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + inside + "</entry></feed>", base);
  EXPECT_EQ(feed.format, FeedFormat::atom);
  EXPECT_FALSE(feed.bozo) << feed.problem;
  EXPECT_THAT(feed.entries, SizeIs(1));
  return feed.entries.empty() ? Entry{} : feed.entries.front();
}

std::string iso(std::optional<TimePoint> const& time) { return time ? format_iso(*time) : "none"; }

TEST(Rss, AnItemGivesAllItHas) {
  Entry const entry = rss_item(
      "<title>Title</title><link> http://example.org/1 </link><guid isPermaLink='false'>g1</guid>"
      "<pubDate>Tue, 18 Jun 2024 02:45:00 GMT</pubDate><author>ann@example.org (Ann Lee)</author>"
      "<category>World</category><category domain='x'>Asia</category>"
      "<description>&lt;p&gt;Short&lt;/p&gt;</description>"
      "<content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"
      "<enclosure url='http://example.org/a.mp3' length='123' type='audio/mpeg'/>");
  EXPECT_EQ(entry.id, "g1");
  EXPECT_EQ(entry.title, "Title");
  EXPECT_EQ(entry.link, "http://example.org/1");
  EXPECT_EQ(iso(entry.published), "2024-06-18T02:45:00Z");
  EXPECT_EQ(entry.updated, std::nullopt);
  EXPECT_THAT(entry.authors, ElementsAre("Ann Lee"));
  EXPECT_THAT(entry.categories, ElementsAre("World", "Asia"));
  EXPECT_EQ(entry.summary, "<p>Short</p>");
  EXPECT_EQ(entry.content, "<p>Long</p>");
  EXPECT_THAT(entry.enclosures,
              ElementsAre(Enclosure{"http://example.org/a.mp3", "audio/mpeg", 123}));
}

TEST(Rss, AGuidThatIsAnAddressIsTheLinkWhereNoneIsGiven) {
  EXPECT_EQ(rss_item("<guid>http://example.org/1</guid>").link, "http://example.org/1");
  EXPECT_EQ(rss_item("<guid isPermaLink='false'>http://example.org/1</guid>").link, "");
  EXPECT_EQ(rss_item("<guid>g1</guid>").link, "");
}

TEST(Rss, AnotherVocabularyFillsWhatTheItemDoesNotSay) {
  Entry const entry = rss_item(
      "<dc:title>Title</dc:title><dc:creator>Ann</dc:creator><dc:date>2024-06-18</dc:date>"
      "<dc:subject>World</dc:subject><dc:description>Short</dc:description>"
      "<atom:link href='http://example.org/1'/>");
  EXPECT_EQ(entry.title, "Title");
  EXPECT_EQ(entry.link, "http://example.org/1");
  EXPECT_EQ(iso(entry.published), "2024-06-18T00:00:00Z");
  EXPECT_THAT(entry.authors, ElementsAre("Ann"));
  EXPECT_THAT(entry.categories, ElementsAre("World"));
  EXPECT_EQ(entry.summary, "Short");
}

TEST(Rss, ItsOwnElementsWinWhereverTheyStand) {
  Entry const entry = rss_item(
      "<media:title>No</media:title><dc:title>No</dc:title><title>Yes</title>"
      "<dc:date>2001-01-01</dc:date><pubDate>18 Jun 2024 02:45:00 GMT</pubDate>"
      "<itunes:summary>No</itunes:summary><description>Yes</description>"
      "<atom:link rel='self' href='http://example.org/no'/><link>http://example.org/yes</link>");
  EXPECT_EQ(entry.title, "Yes");
  EXPECT_EQ(iso(entry.published), "2024-06-18T02:45:00Z");
  EXPECT_EQ(entry.summary, "Yes");
  EXPECT_EQ(entry.link, "http://example.org/yes");
}

TEST(Rss, PrefixesMeanWhatTheirNamespacesSay) {
  ParsedFeed const feed = parse(
      "<rss xmlns:d='http://purl.org/dc/elements/1.1/' xmlns:dc='http://example.org/cars'><channel>"
      "<item><d:creator>Ann</d:creator><dc:creator>Car</dc:creator></item></channel></rss>");
  EXPECT_THAT(feed.entries.at(0).authors, ElementsAre("Ann"));
}

TEST(Rss, EachEnclosureAndMediaIsKeptOnce) {
  Entry const entry = rss_item(
      "<enclosure url='/a.mp3'/><enclosure url='/b.mp3'/><media:content url='/a.mp3'/>"
      "<media:group><media:content url='/c.mp4' type='video/mp4' fileSize='9'/></media:group>"
      "<atom:link rel='enclosure' href='/d.mp3'/><enclosure url=''/>",
      "http://example.org/feed");
  ASSERT_THAT(entry.enclosures, SizeIs(4));
  EXPECT_EQ(entry.enclosures[2], (Enclosure{"http://example.org/c.mp4", "video/mp4", 9}));
  EXPECT_EQ(entry.enclosures[3].url, "http://example.org/d.mp3");
}

TEST(Rss, AnEnclosureOfUnknownLengthHasNone) {
  EXPECT_EQ(rss_item("<enclosure url='http://x/a' length='big'/>").enclosures.at(0).bytes, 0U);
  EXPECT_EQ(rss_item("<enclosure url='http://x/a' length='-5'/>").enclosures.at(0).bytes, 0U);
}

TEST(Rss, PeopleAndTagsAreNotRepeated) {
  Entry const entry = rss_item(
      "<author>Ann</author><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>"
      "<category>A</category><dc:subject>A</dc:subject><category> </category>");
  EXPECT_THAT(entry.authors, ElementsAre("Ann", "Bob"));
  EXPECT_THAT(entry.categories, ElementsAre("A"));
}

TEST(Rss, PersonsAreNamedWithoutTheirAddresses) {
  auto const author = [](std::string const& text) {
    return rss_item("<author>" + text + "</author>").authors;
  };
  EXPECT_THAT(author("ann@example.org (Ann Lee)"), ElementsAre("Ann Lee"));
  EXPECT_THAT(author("Ann Lee &lt;ann@example.org&gt;"), ElementsAre("Ann Lee"));
  EXPECT_THAT(author("ann@example.org"), ElementsAre("ann@example.org"));
  EXPECT_THAT(author("Ann Lee (Reuters)"), ElementsAre("Ann Lee (Reuters)"));
  EXPECT_THAT(author(""), IsEmpty());
}

TEST(Rss, MarkupWrittenOpenlyInADescriptionIsKept) {
  EXPECT_EQ(rss_item("<description>a &lt;i&gt;b&lt;/i&gt; <b>c</b></description>").summary,
            "a <i>b</i> <b>c</b>");
}

TEST(Rss, TheChannelSaysWhatItIsAndWhenToComeBack) {
  ParsedFeed const feed = parse(
      "<rss version='2.0'" + std::string(kSpaces) +
      "><channel><title>Paper</title><link>http://example.org/</link><description>News</"
      "description>"
      "<language>de-CH</language><ttl>60</ttl><sy:updatePeriod>daily</sy:updatePeriod>"
      "<sy:updateFrequency>4</sy:updateFrequency><skipHours><hour>0</hour><hour>23</hour>"
      "<hour>99</hour></skipHours><skipDays><day>Sunday</day><day>Saturday</day></skipDays>"
      "<atom:link rel='self' href='http://example.org/feed'/>"
      "<atom:link rel='hub' href='http://hub.example.org/'/>"
      "<image><title>Logo</title><link>http://example.org/logo</link></image></channel></rss>");
  EXPECT_EQ(feed.title, "Paper");
  EXPECT_EQ(feed.link, "http://example.org/");
  EXPECT_EQ(feed.description, "News");
  EXPECT_EQ(feed.language, "de-CH");
  EXPECT_EQ(feed.self_url, "http://example.org/feed");
  EXPECT_EQ(feed.hub, "http://hub.example.org/");
  EXPECT_EQ(feed.rhythm.ttl, std::chrono::minutes(60));
  EXPECT_EQ(feed.rhythm.update_period, std::chrono::hours(6));
  EXPECT_EQ(feed.rhythm.skip_hours, 1U | 1U << 23U);
  EXPECT_EQ(feed.rhythm.skip_days, 1U | 1U << 6U);
}

TEST(Rss, SameGuidsStayTwoEntriesInTheOrderOfTheFeed) {
  ParsedFeed const feed = parse(
      "<rss><channel><item><guid>g</guid><title>A</title></item>"
      "<item><guid>g</guid><title>B</title></item></channel></rss>");
  ASSERT_THAT(feed.entries, SizeIs(2));
  EXPECT_EQ(feed.entries[0].title, "A");
  EXPECT_EQ(feed.entries[1].title, "B");
}

TEST(Rss, AFeedWithoutItemsIsAFeed) {
  ParsedFeed const feed = parse("<rss version='2.0'><channel><title>P</title></channel></rss>");
  EXPECT_EQ(feed.format, FeedFormat::rss);
  EXPECT_THAT(feed.entries, IsEmpty());
  EXPECT_FALSE(feed.bozo);
}

TEST(Rdf, ItemsStandBesideTheChannel) {
  ParsedFeed const feed = parse(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
      "<channel "
      "rdf:about='http://example.org/'><title>Paper</title><link>http://example.org/</link>"
      "<items><rdf:Seq><rdf:li resource='http://example.org/1'/></rdf:Seq></items></channel>"
      "<item rdf:about='http://example.org/1'><title>One</title><link>http://example.org/1</link>"
      "<dc:date>2024-06-18T02:45Z</dc:date></item></rdf:RDF>");
  EXPECT_EQ(feed.format, FeedFormat::rdf);
  EXPECT_EQ(feed.title, "Paper");
  ASSERT_THAT(feed.entries, SizeIs(1));
  EXPECT_EQ(feed.entries[0].id, "http://example.org/1");
  EXPECT_EQ(iso(feed.entries[0].published), "2024-06-18T02:45:00Z");
}

TEST(Rdf, VersionNinetyIsReadToo) {
  ParsedFeed const feed = parse(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>Paper</title></channel>"
      "<item><title>One</title><link>http://example.org/1</link></item></rdf:RDF>");
  EXPECT_EQ(feed.format, FeedFormat::rdf);
  EXPECT_THAT(feed.entries, SizeIs(1));
}

TEST(Atom, AnEntryGivesAllItHas) {
  Entry const entry = atom_entry(
      "<id>tag:example.org,2024:1</id><title type='html'>Fish &amp;amp; &lt;b>chips&lt;/b></title>"
      "<link rel='self' href='/no'/><link href='/1'/><published>2024-06-18T02:45:00Z</published>"
      "<updated>2024-06-19T00:00:00Z</updated><author><name>Ann</name><email>a@b</email></author>"
      "<author><email>bob@example.org</email></author><category term='world' label='World'/>"
      "<summary>Short</summary><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
      "<p>A &amp; B</p></div></content><link rel='enclosure' href='/a.mp3' length='7'/>",
      "http://example.org/feed");
  EXPECT_EQ(entry.id, "tag:example.org,2024:1");
  EXPECT_EQ(entry.title, "Fish &amp; <b>chips</b>");
  EXPECT_EQ(entry.link, "http://example.org/1");
  EXPECT_EQ(iso(entry.published), "2024-06-18T02:45:00Z");
  EXPECT_EQ(iso(entry.updated), "2024-06-19T00:00:00Z");
  EXPECT_THAT(entry.authors, ElementsAre("Ann", "bob@example.org"));
  EXPECT_THAT(entry.categories, ElementsAre("world"));
  EXPECT_EQ(entry.summary, "Short");
  EXPECT_THAT(entry.content, testing::HasSubstr("<p>A &amp; B</p>"));
  EXPECT_THAT(entry.enclosures, ElementsAre(Enclosure{"http://example.org/a.mp3", "", 7}));
}

TEST(Atom, AFeedSaysWhatItIs) {
  ParsedFeed const feed = parse(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title>Paper</title>"
      "<subtitle>News</subtitle><link rel='self' href='http://example.org/feed'/>"
      "<link href='http://example.org/'/><link rel='hub' href='http://hub.example.org/'/></feed>");
  EXPECT_EQ(feed.title, "Paper");
  EXPECT_EQ(feed.description, "News");
  EXPECT_EQ(feed.link, "http://example.org/");
  EXPECT_EQ(feed.language, "fr");
  EXPECT_EQ(feed.self_url, "http://example.org/feed");
  EXPECT_EQ(feed.hub, "http://hub.example.org/");
}

TEST(Atom, VersionThreeIsReadToo) {
  ParsedFeed const feed = parse(
      "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>P</title><tagline>News</tagline>"
      "<entry><title mode='escaped'>&lt;b>One&lt;/b></title><issued>2024-06-18T02:45:00Z</issued>"
      "<modified>2024-06-19T00:00:00Z</modified><content type='text/plain' mode='base64'>"
      "VHdv</content></entry></feed>");
  EXPECT_EQ(feed.format, FeedFormat::atom);
  EXPECT_EQ(feed.description, "News");
  ASSERT_THAT(feed.entries, SizeIs(1));
  EXPECT_EQ(feed.entries[0].title, "<b>One</b>");
  EXPECT_EQ(feed.entries[0].content, "Two");
  EXPECT_EQ(iso(feed.entries[0].published), "2024-06-18T02:45:00Z");
  EXPECT_EQ(iso(feed.entries[0].updated), "2024-06-19T00:00:00Z");
}

TEST(Atom, ASourceInsideAnEntryIsNotTheEntry) {
  Entry const entry = atom_entry(
      "<source><id>no</id><title>No</title><updated>2001-01-01T00:00:00Z</updated>"
      "<author><name>No</name></author></source><id>yes</id><title>Yes</title>");
  EXPECT_EQ(entry.id, "yes");
  EXPECT_EQ(entry.title, "Yes");
  EXPECT_EQ(entry.updated, std::nullopt);
  EXPECT_THAT(entry.authors, IsEmpty());
}

TEST(Atom, PrefixedAndSingleEntriesAreRead) {
  EXPECT_THAT(parse("<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:id>1</a:id>"
                    "</a:entry></a:feed>")
                  .entries,
              SizeIs(1));
  EXPECT_THAT(parse("<entry xmlns='http://www.w3.org/2005/Atom'><id>1</id></entry>").entries,
              SizeIs(1));
}

TEST(Base, NestedXmlBasesAreJoinedAndTheDocumentsAddressComesLast) {
  ParsedFeed const feed = parse(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/a/'><link href='here'/>"
      "<entry xml:base='b/'><link xml:base='c/' href='1'/></entry>"
      "<entry><link href='2'/></entry><entry xml:base='http://other.example/x/'><link href='3'/>"
      "</entry><entry><link href='http://abs.example/4'/></entry></feed>",
      "http://example.org/feed");
  EXPECT_EQ(feed.link, "http://example.org/a/here");
  ASSERT_THAT(feed.entries, SizeIs(4));
  EXPECT_EQ(feed.entries[0].link, "http://example.org/a/b/c/1");
  EXPECT_EQ(feed.entries[1].link, "http://example.org/a/2");
  EXPECT_EQ(feed.entries[2].link, "http://other.example/x/3");
  EXPECT_EQ(feed.entries[3].link, "http://abs.example/4");
}

TEST(Dates, UndatableIsSaidAndNeverNow) {
  Entry const bad = rss_item("<pubDate>yesterday at noon</pubDate>");
  EXPECT_EQ(bad.published, std::nullopt);
  EXPECT_TRUE(bad.undatable);
  Entry const none = rss_item("<title>x</title>");
  EXPECT_EQ(none.published, std::nullopt);
  EXPECT_FALSE(none.undatable);
  Entry const far = rss_item("<pubDate>Fri, 18 Jun 2104 02:45:00 GMT</pubDate>");
  EXPECT_EQ(iso(far.published), "2104-06-18T02:45:00Z");
}

TEST(Dates, ASecondDateCountsOnlyWhereItDiffers) {
  EXPECT_EQ(rss_item("<pubDate>18 Jun 2024 02:45:00 GMT</pubDate>"
                     "<dcterms:modified>2024-06-18T02:45:00Z</dcterms:modified>")
                .updated,
            std::nullopt);
  EXPECT_EQ(iso(rss_item("<pubDate>18 Jun 2024 02:45:00 GMT</pubDate>"
                         "<dcterms:modified>2024-06-19T00:00:00Z</dcterms:modified>")
                    .updated),
            "2024-06-19T00:00:00Z");
}

TEST(JsonFeed, AnItemGivesAllItHas) {
  ParsedFeed const feed = parse(R"({"version":"https://jsonfeed.org/version/1.1","title":"Paper",
    "home_page_url":"https://example.org/","feed_url":"https://example.org/feed.json",
    "description":"News","language":"en","items":[{"id":"1","url":"/1","title":"One",
    "content_html":"<p>Long</p>","content_text":"Long","summary":"Short",
    "date_published":"2024-06-18T02:45:00Z","date_modified":"2024-06-19T00:00:00Z",
    "authors":[{"name":"Ann"},{"name":"Bob"}],"tags":["world","asia"],
    "attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":7}]}]})");
  EXPECT_EQ(feed.format, FeedFormat::json_feed);
  EXPECT_FALSE(feed.bozo);
  EXPECT_EQ(feed.title, "Paper");
  EXPECT_EQ(feed.link, "https://example.org/");
  EXPECT_EQ(feed.self_url, "https://example.org/feed.json");
  ASSERT_THAT(feed.entries, SizeIs(1));
  Entry const& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "1");
  EXPECT_EQ(entry.link, "https://example.org/1");
  EXPECT_EQ(entry.content, "<p>Long</p>");
  EXPECT_EQ(entry.summary, "Short");
  EXPECT_EQ(iso(entry.published), "2024-06-18T02:45:00Z");
  EXPECT_EQ(iso(entry.updated), "2024-06-19T00:00:00Z");
  EXPECT_THAT(entry.authors, ElementsAre("Ann", "Bob"));
  EXPECT_THAT(entry.categories, ElementsAre("world", "asia"));
  EXPECT_THAT(entry.enclosures,
              ElementsAre(Enclosure{"https://example.org/a.mp3", "audio/mpeg", 7}));
}

/// The items of a JSON Feed with those bytes between its brackets.
ParsedFeed json_items(std::string const& items) {
  return parse("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[" + items + "]}");
}

TEST(JsonFeed, OddValuesAreTakenForWhatTheyMean) {
  ParsedFeed const feed = json_items(
      R"({"id":7,"title":null,"tags":[1,"a",null],"author":{"name":"Ann"},"date_published":"soon"},
         {"id":2.5,"external_url":"http://example.org/x","content_text":"a","attachments":[{}]},
         "no item",null,{"tags":"a","authors":"Ann","attachments":7})");
  EXPECT_FALSE(feed.bozo);
  ASSERT_THAT(feed.entries, SizeIs(3));
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_THAT(feed.entries[0].categories, ElementsAre("a"));
  EXPECT_THAT(feed.entries[0].authors, ElementsAre("Ann"));
  EXPECT_TRUE(feed.entries[0].undatable);
  EXPECT_EQ(feed.entries[1].link, "http://example.org/x");
  EXPECT_EQ(feed.entries[1].content, "a");
  EXPECT_THAT(feed.entries[1].enclosures, IsEmpty());
}

TEST(JsonFeed, WhatIsCutOffKeepsTheWholeItems) {
  ParsedFeed const feed = parse(
      R"({"version":"https://jsonfeed.org/version/1","title":"P","items":[{"id":"1"},{"id":"2","ti)");
  EXPECT_EQ(feed.format, FeedFormat::json_feed);
  EXPECT_TRUE(feed.bozo);
  ASSERT_FALSE(feed.entries.empty());
  EXPECT_EQ(feed.entries[0].id, "1");
}

TEST(JsonFeed, SmallFaultsOfHandWrittenJsonAreForgiven) {
  for (char const* items : {R"({"id":"1"},)", R"({"id":"1",})", "{\"id\":\"1\",\"title\":\"a\nb\"}",
                            "{\"id\":\"1\",\"title\":\"a\tb\"} /* end */"}) {
    ParsedFeed const feed = json_items(items);
    EXPECT_TRUE(feed.bozo) << items;
    ASSERT_THAT(feed.entries, SizeIs(1)) << items;
    EXPECT_EQ(feed.entries[0].id, "1");
  }
}

TEST(JsonFeed, OtherJsonIsNoFeed) {
  for (char const* bytes : {"{}", "[]", "{\"error\":\"not found\"}", "[1,2]", "{\"items\":[]}"}) {
    ParsedFeed const feed = parse(bytes);
    EXPECT_EQ(feed.format, FeedFormat::none) << bytes;
    EXPECT_EQ(feed.problem, "not a feed but other JSON") << bytes;
  }
}

}  // namespace
}  // namespace wirewatch
