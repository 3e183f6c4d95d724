// What stands in place of a feed is named, and the feeds it announces are found.
#include <gmock/gmock.h>

#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ParsedFeed parse(std::string const& bytes, std::string const& content_type = "text/html") {
  ParseHints hints;
  hints.content_type = content_type;
  hints.base_url = "http://example.org/news/";
  return parse_feed(bytes, hints);
}

std::string page(std::string const& head, std::string const& body = {}) {
  return "<!DOCTYPE html><html><head><title>Paper</title>" + head + "</head><body>" + body +
         "</body></html>";
}

struct Link {
  char const* name;
  char const* html;
  char const* found;  ///< "" for nothing
};
void PrintTo(Link const& c, std::ostream* os) { *os << c.name; }
class DiscoveryTest : public ::testing::TestWithParam<Link> {};

TEST_P(DiscoveryTest, FindsWhatThePageAnnounces) {
  ParsedFeed const feed = parse(page(GetParam().html));
  EXPECT_EQ(feed.format, FeedFormat::none);
  EXPECT_EQ(feed.problem, "not a feed but an HTML page, \"Paper\"");
  if (*GetParam().found)
    EXPECT_THAT(feed.discovered, ElementsAre(GetParam().found));
  else
    EXPECT_THAT(feed.discovered, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Links, DiscoveryTest,
    ::testing::Values(
        Link{"rss", "<link rel='alternate' type='application/rss+xml' href='/feed'>",
             "http://example.org/feed"},
        Link{"atom", "<link rel=alternate type=application/atom+xml href=a.xml />",
             "http://example.org/news/a.xml"},
        Link{"json", "<link rel='alternate' type='application/feed+json' href='f.json'>",
             "http://example.org/news/f.json"},
        Link{"rdf", "<link rel='alternate' type='application/rdf+xml' href='f.rdf'>",
             "http://example.org/news/f.rdf"},
        Link{"upper_case", "<LINK HREF='/feed' TYPE='Application/RSS+XML' REL='Alternate'>",
             "http://example.org/feed"},
        Link{"type_with_charset",
             "<link rel=alternate type='application/rss+xml; charset=utf-8' href=/f>",
             "http://example.org/f"},
        Link{"one_of_several_relations",
             "<link rel='home alternate feed' type='text/xml' href='/f'>", "http://example.org/f"},
        Link{"ampersand", "<link rel=alternate type=application/rss+xml href='/f?a=1&amp;b=2'>",
             "http://example.org/f?a=1&b=2"},
        Link{"protocol_relative",
             "<link rel=alternate type=application/rss+xml href='//cdn.example.org/f'>",
             "http://cdn.example.org/f"},
        Link{"base_element",
             "<base href='http://other.example/x/'><link rel=alternate type=application/rss+xml "
             "href=f>",
             "http://other.example/x/f"},
        Link{"announced_twice",
             "<link rel=alternate type=application/rss+xml href=/f>"
             "<link rel=alternate type=application/rss+xml href=/f>",
             "http://example.org/f"},
        Link{"relation_feed", "<link rel='feed' href='/f'>", "http://example.org/f"},
        Link{"in_a_comment", "<!-- <link rel=alternate type=application/rss+xml href=/f> -->", ""},
        Link{"in_a_script",
             "<script>'<link rel=alternate type=application/rss+xml href=/f>'</script>", ""},
        Link{"style_sheet", "<link rel='stylesheet' type='text/css' href='/a.css'>", ""},
        Link{"other_language", "<link rel='alternate' hreflang='de' href='/de'>", ""},
        Link{"oembed", "<link rel='alternate' type='application/json+oembed' href='/o'>", ""},
        Link{"wordpress_api",
             "<link rel='alternate' type='application/json' href='/wp-json/wp/v2/posts/1'>", ""},
        Link{"without_address", "<link rel=alternate type=application/rss+xml>", ""}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(Discovery, SeveralFeedsComeInTheOrderOfThePage) {
  EXPECT_THAT(parse(page("<link rel=alternate type=application/rss+xml href=/a>"
                         "<link rel=alternate type=application/atom+xml href=/b>",
                         "<link rel=alternate type=application/rss+xml href=/c>"))
                  .discovered,
              ElementsAre("http://example.org/a", "http://example.org/b", "http://example.org/c"));
}

TEST(Discovery, APageThatIsSentAsAFeedIsStillAPage) {
  for (char const* type : {"application/rss+xml", "text/xml", "application/octet-stream", ""}) {
    ParsedFeed const feed =
        parse(page("<link rel=alternate type=application/rss+xml href=/f>"), type);
    EXPECT_EQ(feed.format, FeedFormat::none);
    EXPECT_THAT(feed.discovered, ElementsAre("http://example.org/f"));
  }
}

TEST(Discovery, AnXhtmlPageIsAPage) {
  EXPECT_THAT(
      parse("<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>"
            "<head><link rel='alternate' type='application/rss+xml' href='/f'/></head></html>")
          .discovered,
      ElementsAre("http://example.org/f"));
}

struct Challenge {
  char const* name;
  char const* html;
  char const* guard;
};
void PrintTo(Challenge const& c, std::ostream* os) { *os << c.name; }
class ChallengeTest : public ::testing::TestWithParam<Challenge> {};

TEST_P(ChallengeTest, IsNamed) {
  ParsedFeed const feed = parse(GetParam().html);
  EXPECT_TRUE(feed.challenge) << feed.problem;
  EXPECT_THAT(feed.problem, HasSubstr(std::string("blocked by ") + GetParam().guard));
}

INSTANTIATE_TEST_SUITE_P(
    Guards, ChallengeTest,
    ::testing::Values(
        Challenge{"cloudflare_wait",
                  "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script>"
                  "window._cf_chl_opt={cvId:'3'}</script></body></html>",
                  "Cloudflare"},
        Challenge{"cloudflare_no_script",
                  "<html><head><title>Just a moment...</title></head><body></body></html>",
                  "Cloudflare"},
        Challenge{"cloudflare_refusal",
                  "<html><head><title>Attention Required! | Cloudflare</title></head></html>",
                  "Cloudflare"},
        Challenge{"cloudflare_error",
                  "<html><head><title>Access denied | x.org used Cloudflare to restrict access"
                  "</title></head><body><div id='cf-error-details'></div></body></html>",
                  "Cloudflare"},
        Challenge{"ddos_guard", "<html><title>DDoS-Guard</title></html>", "DDoS-Guard"},
        Challenge{
            "imperva",
            "<html><head><META NAME='robots' CONTENT='noindex'><script src='/_Incapsula_Resource"
            "?SWJIYLWA=1'></script></head></html>",
            "Imperva"},
        Challenge{"imperva_pardon",
                  "<html><head><title>Pardon Our Interruption</title></head></html>", "Imperva"},
        Challenge{"datadome",
                  "<html><body><script "
                  "src='https://ct.captcha-delivery.com/c.js'></script></body></html>",
                  "DataDome"},
        Challenge{"human", "<html><body><div id='px-captcha'></div></body></html>", "HUMAN"},
        Challenge{"aws", "<html><script>AwsWafIntegration.checkForceRefresh()</script></html>",
                  "AWS WAF"},
        Challenge{"sucuri", "<html><title>Sucuri WebSite Firewall - Access Denied</title></html>",
                  "Sucuri"},
        Challenge{"akamai",
                  "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference #18.2d351ab8<P>"
                  "https://errors.edgesuite.net/18</BODY></HTML>",
                  "Akamai"},
        Challenge{"anubis", "<html><script id='anubis_challenge'>{}</script></html>", "Anubis"},
        Challenge{"anubis_title", "<html><title>Making sure you&#39;re not a bot!</title></html>",
                  "Anubis"},
        Challenge{"vercel", "<html><title>Vercel Security Checkpoint</title></html>", "Vercel"},
        Challenge{
            "recaptcha",
            "<html><title>Robot Check</title><form><div class='g-recaptcha'></div></form></html>",
            "a bot check"},
        Challenge{"hcaptcha",
                  "<html><title>Are you human?</title><div class='h-captcha'></div></html>",
                  "a bot check"}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(Challenge, AnArticleAboutOneIsNone) {
  EXPECT_FALSE(parse(page("<link rel=alternate type=application/rss+xml href=/f>",
                          "<p>Cloudflare shows \"Just a moment...\" to bots</p>"))
                   .challenge);
  EXPECT_FALSE(parse(page("", "<p>Just a moment, says the minister.</p>")).challenge);
}

struct Thing {
  char const* bytes;
  char const* is;
};
TEST(Page, WhatItIsIsSaid) {
  for (Thing const& thing :
       {Thing{"", "not a feed but an empty document"},
        Thing{" \n", "not a feed but an empty document"},
        Thing{"\xEF\xBB\xBF", "not a feed but an empty document"},
        Thing{"404 not found", "not a feed but plain text"},
        Thing{"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a feed but XML that is no feed"},
        Thing{"<soap:Envelope xmlns:soap='x'/>", "not a feed but XML that is no feed"},
        Thing{"<urlset><url><loc>x</loc></url></urlset>", "not a feed but XML that is no feed"},
        Thing{"<opml version='2.0'><body/></opml>", "not a feed but XML that is no feed"},
        Thing{"<html><body>x</body></html>", "not a feed but an HTML page"},
        Thing{"\x89PNG\r\n\x1a\n", "not a feed but plain text"},
        Thing{"%PDF-1.4", "not a feed but plain text"}}) {
    ParsedFeed const feed = parse(thing.bytes, "");
    EXPECT_EQ(feed.format, FeedFormat::none) << thing.bytes;
    EXPECT_EQ(feed.problem, thing.is) << thing.bytes;
  }
}

TEST(Page, AnAlarmingTitleIsCutShort) {
  EXPECT_LT(parse("<html><title>" + std::string(100'000, 'x') + "</title></html>").problem.size(),
            200U);
}

}  // namespace
}  // namespace wirewatch
