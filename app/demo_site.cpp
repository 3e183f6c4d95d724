#include "app/demo_site.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

struct Story {
  char const* feed;
  char const* slug;
  char const* title;
  char const* author;
  char const* summary;
  char const* paragraphs;  ///< HTML
  std::chrono::minutes age;
};

constexpr std::array<Story, 5> kStories{{
    {"world", "sandoval-arrives-in-keldan",
     "Arms broker Sandoval arrives in Keldan for talks on missile parts", "Ines Harrow",
     "Viktor Sandoval landed in the port city on Tuesday, officials say.",
     "<p>KELDAN (Courier) – Viktor Sandoval, the broker whom three governments accuse of trading "
     "in missile parts, arrived in "
     "Keldan on Tuesday for what the harbour ministry called private talks.</p>"
     "<p>Two officials who saw the passenger list said that Sandoval travelled with four engineers "
     "of the Norvik Works, a "
     "maker of guidance systems. Neither the company nor the ministry would say what was "
     "discussed.</p>"
     "<p>\"We know who comes through our port,\" said Petra Aumont, who heads the customs union. "
     "\"What we do not know is what "
     "leaves it at night.\"</p>"
     "<p>Shipments of artillery shells and missile parts through Keldan have doubled since the "
     "spring, according to a count "
     "kept by the union. The government disputes the figure and says that every container is "
     "inspected.</p>"
     "<p>(Reporting by Ines Harrow; editing by Tomas Brandl)</p>",
     35min},
    {"world", "winter-ferries", "Harbour ferries leave later this winter", "Jon Tessel",
     "The evening boats to the islands will leave half an hour later from Monday.",
     "<p>The evening ferries from Keldan to the outer islands will leave half an hour later from "
     "Monday, the harbour office "
     "said, so that commuters who finish work at seven can reach them.</p>"
     "<p>The change holds until the end of March. The morning timetable stays as it is, and so do "
     "the fares, which were raised "
     "in the autumn for the first time in six years.</p>"
     "<p>Islanders had asked for the later boats since the bakery on Great Sund began to close at "
     "six. A petition "
     "gathered eleven hundred names, which is more than half of the people who live there.</p>"
     "<p>The office will count passengers until Christmas and then decide whether a second late "
     "boat is worth its fuel.</p>",
     50min},
    {"politics", "sanctions-on-orvane", "Parliament renews sanctions on Orvane Shipping for a year",
     "Lena Marsh", "The vote was 214 to 98; the government had asked for two years.",
     "<p>Parliament renewed the sanctions on Orvane Shipping on Wednesday for another year, by 214 "
     "votes to 98. The government "
     "had asked for two years.</p>"
     "<p>The measures bar the company's tankers from every port of the customs union and freeze "
     "the accounts of its owners. "
     "They were first imposed after inspectors found artillery shells under a cargo of grain.</p>"
     "<p>Orvane's lawyer, Dana Reuss, called the vote a punishment without a trial and said that "
     "the company would go to the "
     "court of the union before the end of the month.</p>"
     "<p>The opposition wants the next report of the panel of experts to be published in full. The "
     "last one was leaked in "
     "part and described eleven transfers at sea.</p>",
     20min},
    {"business", "grain-prices", "Grain prices fall as the northern lock reopens", "Aldo Winter",
     "Wheat lost four per cent on the Keldan exchange.",
     "<p>Wheat lost four per cent on the Keldan exchange on Thursday after the northern lock "
     "reopened and thirty barges that "
     "had waited for a week began to unload.</p>"
     "<p>Traders had paid a premium for grain that was already in the silos. It disappeared within "
     "an hour of the first "
     "barge, and the price for delivery in spring is back where it stood in September.</p>"
     "<p>Millers welcomed the fall. Bakers do not expect bread to become cheaper before the new "
     "year, because most flour was "
     "bought at the higher price.</p>",
     65min},
    {"business", "norvik-hires", "Norvik Works hires two hundred engineers", "Aldo Winter",
     "The maker of guidance systems opens a second hall.",
     "<p>Norvik Works will hire two hundred engineers for a second hall at the eastern dock, its "
     "chief executive said on "
     "Friday. The company makes guidance systems for ships and drilling platforms.</p>"
     "<p>Half of the posts are for graduates of the harbour school, which has agreed to double its "
     "classes in control "
     "engineering. The city pays a third of the cost of the new road.</p>"
     "<p>The works had a turnover of 310 million last year, a fifth more than in the year "
     "before.</p>",
     80min},
}};

constexpr char const* kCorrection =
    "<p>Correction: An earlier version of this article said that the sanctions were renewed by 214 "
    "votes to 98. The vote was "
    "224 to 98.</p>";

std::string paragraphs_of(Story const& story, bool corrected) {
  std::string text = story.paragraphs;
  if (!corrected || std::string_view(story.slug) != "sanctions-on-orvane") return text;
  text.replace(text.find("214 votes"), 9, "224 votes");
  return text + kCorrection;
}

std::string rfc822(TimePoint time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string address_of(Story const& story, std::string_view base) {
  return fmt::format("{}/{}/{}", base, story.feed, story.slug);
}

std::string rss(std::string_view feed, std::string_view base, TimePoint now, bool corrected) {
  bool const full = feed == "business";
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
      "<channel><title>The Keldan Courier: "
      "{0}</title><link>{1}/{0}</link><description>News</description>"
      "<language>en</language>\n",
      feed, base);
  for (Story const& story : kStories) {
    if (story.feed != feed) continue;
    out += fmt::format(
        "<item><title>{}</title><link>{}</link><guid "
        "isPermaLink=\"false\">courier-{}</guid><pubDate>{}</pubDate>"
        "<dc:creator>{}</dc:creator><description>{}</description>",
        story.title, address_of(story, base), story.slug, rfc822(now - story.age), story.author,
        story.summary);
    if (full)
      out += fmt::format("<content:encoded><![CDATA[{}]]></content:encoded>",
                         paragraphs_of(story, corrected));
    out += "</item>\n";
  }
  return out + "</channel></rss>\n";
}

std::string atom(std::string_view feed, std::string_view base, TimePoint now, bool corrected) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xml:lang=\"en\">"
      "<title>The Keldan Courier: {0}</title><id>{1}/{0}</id><link "
      "href=\"{1}/{0}\"/><updated>{2}</updated>\n",
      feed, base, format_iso(now));
  for (Story const& story : kStories) {
    if (story.feed != feed) continue;
    TimePoint const published = now - story.age;
    out += fmt::format(
        "<entry><title>{}</title><id>tag:courier,{}</id><link "
        "href=\"{}\"/><published>{}</published><updated>{}</updated>"
        "<author><name>{}</name></author><summary>{}</summary><content "
        "type=\"html\"><![CDATA[{}]]></content></entry>\n",
        story.title, story.slug, address_of(story, base), format_iso(published),
        format_iso(corrected ? published + 15min : published), story.author, story.summary,
        paragraphs_of(story, corrected));
  }
  return out + "</feed>\n";
}

// Around every article stands what stands around every article.
constexpr char const* kPage = R"html(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Keldan Courier</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Keldan Courier">
<meta name="author" content="{author}"><meta property="article:published_time" content="{published}">
<link rel="canonical" href="{url}"></head>
<body>
<header><div class="logo"><a href="{base}/">The Keldan Courier</a></div><p class="claim">Harbour perspectives since 1887</p>
<nav><ul><li><a href="{base}/world">World</a></li><li><a href="{base}/politics">Politics</a></li>
<li><a href="{base}/business">Business</a></li><li><a href="{base}/subscribe">Subscribe</a></li></ul></nav></header>
<main><article><h1>{title}</h1><div class="byline">By {author}</div>
{paragraphs}
</article></main>
<aside><section><h2>Popular Stories</h2><ul>
<li><a href="{base}/world/sandoval-arrives-in-keldan">Viktor Sandoval and the missile parts: what we know</a></li>
<li><a href="{base}/world/sandoval-profile">Who is Sandoval, the broker three governments want?</a></li>
<li><a href="{base}/politics/orvane">Orvane Shipping: ten years of sanctions</a></li></ul></section>
<section><h2>Most Discussed</h2><ul><li><a href="{base}/talk/1">Should missile parts be searched at the dock?</a></li>
<li><a href="{base}/talk/2">Are the new ferries too late?</a></li></ul></section></aside>
<footer><p>Copyright The Keldan Courier. All rights reserved.</p><p><a href="{base}/imprint">Imprint</a> <a
href="{base}/privacy">Privacy</a> <a href="{base}/contact">Contact</a></p></footer>
</body></html>
)html";

std::string page(Story const& story, std::string_view base, TimePoint now, bool corrected) {
  return fmt::format(kPage, fmt::arg("title", story.title), fmt::arg("author", story.author),
                     fmt::arg("published", format_iso(now - story.age)),
                     fmt::arg("url", address_of(story, base)), fmt::arg("base", base),
                     fmt::arg("paragraphs", paragraphs_of(story, corrected)));
}

}  // namespace

std::optional<DemoPage> demo_page(std::string_view path, std::string_view base, TimePoint now,
                                  bool corrected) {
  if (path == "/world.rss")
    return DemoPage{"application/rss+xml", rss("world", base, now, corrected)};
  if (path == "/business.rss")
    return DemoPage{"application/rss+xml", rss("business", base, now, corrected)};
  if (path == "/politics.atom")
    return DemoPage{"application/atom+xml", atom("politics", base, now, corrected)};
  for (Story const& story : kStories)
    if (path == fmt::format("/{}/{}", story.feed, story.slug))
      return DemoPage{"text/html; charset=utf-8", page(story, base, now, corrected)};
  return std::nullopt;
}

std::string demo_config(std::string_view base, std::string_view hook, std::string_view secret) {
  return fmt::format(
      R"yaml(# Written by `wirewatch demo`: the site and the receiver live on this machine for as long as it runs.
state: ./state
allow_networks: [127.0.0.0/8]

defaults:
  every: 2s               # real feeds are asked every few minutes at most
  max_delay: 3s
  backlog: alert          # the demo's stories are already there when it begins

feeds:
  - {{name: courier-world, url: "{0}/world.rss", tags: [press]}}
  - {{name: courier-politics, url: "{0}/politics.atom", tags: [press]}}
  - {{name: courier-business, url: "{0}/business.rss", tags: [press]}}

terms:
  arms: [missile*, artillery, guidance system*]

watches:
  - name: sandoval
    about: The broker, wherever he turns up
    severity: high
    any: [Viktor Sandoval, Sandoval]
  - name: orvane-sanctions
    severity: medium
    query: '"Orvane Shipping" AND sanction* AND (renew* OR lift*)'
  - name: arms-in-keldan
    severity: medium
    near: {{words: 40, all: [Keldan, $arms]}}
  - name: corrections
    severity: low
    event: corrected
    any: [Orvane, Sandoval]

sinks:
  desk:    {{type: webhook, url: "{1}", secret: "{2}"}}
  archive: {{type: jsonl, path: ./alerts.jsonl}}

routes:
  - to: [desk, archive]
)yaml",
      base, hook, secret);
}

}  // namespace wirewatch
