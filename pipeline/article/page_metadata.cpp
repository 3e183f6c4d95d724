#include "pipeline/article/page_metadata.h"

#include <algorithm>
#include <boost/url.hpp>
#include <map>
#include <ranges>

#include "base/text.h"
#include "pipeline/article/author_names.h"
#include "pipeline/article/byline.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/json_ld.h"
#include "pipeline/article/page_title.h"
#include "pipeline/article/words.h"
#include "pipeline/text/date_text.h"
#include "pipeline/text/html_entities.h"

namespace wirewatch {
namespace {

std::string folded(std::string_view text) {
  std::string out;
  bool gap = false;
  for (char const c : text) {
    bool const space = static_cast<unsigned char>(c) <= ' ';
    if (!space && gap && !out.empty()) out += ' ';
    if (!space) out += c;
    gap = space;
  }
  return out;
}

/// The values of <meta name|property|itemprop|http-equiv>, in document order.
class MetaTags {
 public:
  void add(HtmlDocument const& document, HtmlNode const& node) {
    auto const content = folded(document.attribute(node, "content"));
    if (content.empty()) return;
    for (char const* key : {"property", "name", "itemprop", "http-equiv"})
      if (auto const name = lower_ascii(document.attribute(node, key)); !name.empty())
        values_[name].push_back(content);
  }
  std::string first(std::initializer_list<char const*> names) const {
    for (char const* name : names)
      if (auto const found = values_.find(name); found != values_.end())
        return found->second.front();
    return {};
  }
  std::vector<std::string> all(char const* name) const {
    auto const found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>() : found->second;
  }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

std::string resolved(std::string const& base, std::string const& reference) {
  if (reference.empty()) return {};
  auto const target = boost::urls::parse_uri_reference(reference);
  if (!target) return {};
  auto const from = boost::urls::parse_uri(base);
  if (!from) return target->has_scheme() ? reference : std::string();
  boost::urls::url out;
  auto const done = boost::urls::resolve(*from, *target, out);
  return done ? std::string(out.buffer()) : std::string();
}

std::string_view site_host(boost::urls::url_view const& url) {
  std::string_view host = url.encoded_host();
  for (std::string_view const prefix : {"www.", "m.", "mobile.", "amp."})
    if (host.starts_with(prefix)) return host.substr(prefix.size());
  return host;
}

std::string host_of(std::string const& url) {
  auto const address = boost::urls::parse_uri(url);
  return address ? std::string(site_host(*address)) : std::string();
}

/// The address that a page declares as its own, "" where it cannot be: any page may declare any
/// address, and articles under one address count as one story. So it must be on the page's site,
/// and the home page is none that an article has.
std::string declared_url(std::string const& url, std::string const& declared) {
  std::string out = resolved(url, declared);
  auto const page = boost::urls::parse_uri(url);
  auto const own = boost::urls::parse_uri(out);
  if (!page || !own) return out;
  std::string_view const a = site_host(*page);
  std::string_view const b = site_host(*own);
  bool const is_home = own->encoded_path().size() <= 1 && !own->has_query();
  bool const was_home = page->encoded_path().size() <= 1 && !page->has_query();
  return a == b && (!is_home || was_home) ? out : std::string();
}

/// Everything outside the body that tells of the article, gathered in one walk.
struct Gathered {
  MetaTags meta;
  std::vector<std::string> headings;
  struct Time {
    std::string text;
    std::uint32_t node = 0;
    bool published = false;  ///< microdata says so
  };
  std::vector<Time> times;
  struct Byline {
    std::string text;
    std::uint32_t node = 0;
  };
  std::vector<Byline> bylines;  ///< of rel=author, itemprop=author
  std::string page_title;
  std::string canonical;
  std::string language;
};

constexpr std::size_t kMaxEach = 20;
constexpr std::size_t kMaxTimes = 200;
constexpr std::size_t kLongestTitle = 2000;  // bytes
// Nodes before and behind the headline where its own date stands.
constexpr std::int64_t kBeforeHeadline = 40;
constexpr std::int64_t kBehindHeadline = 160;

/// Whether an element stands in what readers wrote: those are no authors of the article.
bool in_comment(HtmlDocument const& document, std::uint32_t index) {
  constexpr int kLevels = 10;
  auto const& nodes = document.nodes();
  for (int level = 0; level < kLevels && index != 0; ++level, index = nodes[index].parent)
    for (char const* name : {"class", "id", "itemtype", "itemprop"})
      if (lower_ascii(document.attribute(nodes[index], name)).find("comment") != std::string::npos)
        return true;
  return false;
}

void gather_element(HtmlDocument const& document, std::uint32_t index, Gathered& out) {
  auto const& node = document.nodes()[index];
  auto const put = [&](std::vector<std::string>& list, std::string text) {
    if (list.size() < kMaxEach && !text.empty()) list.push_back(std::move(text));
  };
  auto const put_time = [&](std::string text, bool published) {
    if (out.times.size() < kMaxTimes && !text.empty())
      out.times.push_back({std::move(text), index, published});
  };
  switch (node.tag) {
    case Tag::meta:
      out.meta.add(document, node);
      break;
    case Tag::title:
      if (out.page_title.empty())
        out.page_title = cut_utf8(folded(document.text_of(index)), kLongestTitle);
      break;
    case Tag::link:
      if (out.canonical.empty() && lower_ascii(document.attribute(node, "rel")) == "canonical")
        out.canonical = document.attribute(node, "href");
      break;
    case Tag::h1:
      if (node.end - index < 200) put(out.headings, folded(document.text_of(index)));
      break;
    case Tag::time:
      put_time(document.attribute(node, "datetime"),
               lower_ascii(document.attribute(node, "itemprop")) == "datepublished");
      break;
    default:
      break;
  }
  if (node.tag != Tag::a && node.tag != Tag::span && node.tag != Tag::div && node.tag != Tag::p)
    return;
  if (node.end - index > 12) return;
  auto const itemprop = lower_ascii(document.attribute(node, "itemprop"));
  bool const author =
      itemprop == "author" || lower_ascii(document.attribute(node, "rel")) == "author";
  auto text = author && !in_comment(document, index) ? folded(document.text_of(index)) : "";
  if (!text.empty() && out.bylines.size() < kMaxEach)
    out.bylines.push_back({std::move(text), index});
  if (itemprop == "datepublished" || itemprop == "published-date") {
    auto const content = document.attribute(node, "content");
    put_time(content.empty() ? document.text_of(index) : content, true);
  }
}

Gathered gather(HtmlDocument const& document) {
  Gathered out;
  auto const& nodes = document.nodes();
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i].kind != HtmlNode::Kind::element) continue;
    if (nodes[i].tag == Tag::svg || nodes[i].tag == Tag::template_)
      i = nodes[i].end - 1;
    else
      gather_element(document, i, out);
  }
  return out;
}

std::string two_letters(std::string_view language) {
  auto const code = lower_ascii(trim(language));
  auto const end = std::min(code.find_first_of("-_"), code.size());
  return end == 2 ? code.substr(0, 2) : std::string();
}

std::optional<PageDate> first_date(std::initializer_list<std::string> texts, DayOrder order) {
  for (auto const& text : texts)
    if (auto const date = read_page_date(text, order)) return date;
  return std::nullopt;
}

/// The page's language as it says it: "en-US".
std::string declared_language(HtmlDocument const& document, Gathered const& page,
                              LinkedData const& linked) {
  auto const& nodes = document.nodes();
  for (std::size_t i = 0; i < nodes.size() && i < 40; ++i)
    if (nodes[i].kind == HtmlNode::Kind::element)
      if (std::string language(trim(document.attribute(nodes[i], "lang")));
          !two_letters(language).empty())
        return language;
  return linked.language.empty() ? page.meta.first({"og:locale", "content-language"})
                                 : linked.language;
}

/// Americans write the month first. A page in English that names no country is theirs unless its
/// address has another one.
DayOrder day_order(std::string language, std::string const& url) {
  language = lower_ascii(trim(language));
  if (!language.starts_with("en")) return DayOrder::day_first;
  if (language.size() > 2)
    return language.find("us", 3) == 3 ? DayOrder::month_first : DayOrder::day_first;
  auto const address = boost::urls::parse_uri(url);
  std::string_view const host = address ? std::string_view(address->encoded_host()) : "";
  auto const ending = host.substr(std::min(host.size(), host.rfind('.') + 1));
  return ending.size() == 2 && ending != "us" && ending != "io" && ending != "ai"
             ? DayOrder::day_first
             : DayOrder::month_first;
}

/// "admin.site", "page.extra.author": a key or an account, of which a person's name is better.
bool looks_like_account(std::string_view name) {
  return name.find(' ') == std::string_view::npos && name.find('.') != std::string_view::npos &&
         lower_ascii(name) == name;
}

/// The publisher's own name or an account in the author's field says less than a person's name
/// elsewhere: it is taken last.
/// Those of the article: the first below or just above the headline, with what follows at once.
/// Others are those of teasers. On a page without any of these, the first.
std::vector<std::string> own_bylines(Gathered const& page, std::uint32_t headline) {
  constexpr std::uint32_t kApart = 60;  // nodes
  auto const is_below = [&](Gathered::Byline const& byline) {
    return headline == HtmlDocument::kNone || byline.node + kBeforeHeadline >= headline;
  };
  auto at = std::ranges::find_if(page.bylines, is_below);
  if (at == page.bylines.end()) at = page.bylines.begin();
  std::vector<std::string> own;
  for (auto last = at; at != page.bylines.end() && at->node <= last->node + kApart; last = at++)
    own.push_back(at->text);
  return own;
}

std::vector<std::string> find_authors(HtmlDocument const& document, HtmlBlocks const& blocks,
                                      Gathered const& page, LinkedData const& linked,
                                      Byline const& byline, std::string const& site_name,
                                      std::string const& url) {
  auto const& meta = page.meta;
  std::vector<std::string> written_by;
  for (std::string const n : {"1", "2"})
    if (lower_ascii(meta.first({("twitter:label" + n).c_str()})).find("by") != std::string::npos)
      written_by.push_back(meta.first({("twitter:data" + n).c_str()}));
  std::vector<std::string> publisher;
  auto const site = plain_words(site_name);
  auto const host = host_of(url);
  auto const is_publisher = [&](std::string const& author) {
    auto name = plain_words(author);
    if (!site.empty() && (site.starts_with(name) || name.starts_with(site))) return true;
    std::erase(name, ' ');
    return host.starts_with(name + ".") || host == lower_ascii(author) ||
           looks_like_account(author);
  };
  for (auto const& fields :
       {linked.authors, meta.all("author"), meta.all("article:author"),
        meta.all("article:author_name"), meta.all("sailthru.author"), meta.all("parsely-author"),
        meta.all("dc.creator"), meta.all("byl"), meta.all("cxenseparse:author"), written_by,
        meta.all("twitter:misc:written by"), own_bylines(page, byline.headline), byline.authors}) {
    auto names = author_names(fields);
    auto const persons = std::stable_partition(
        names.begin(), names.end(), [&](auto const& name) { return !is_publisher(name); });
    if (persons != names.begin()) {
      names.erase(persons, names.end());
      return names;
    }
    if (publisher.empty()) publisher = std::move(names);
  }
  auto marked = only_author(document, blocks);
  return marked.empty() ? publisher : marked;
}

/// The date that the page's markup gives its article: by microdata, else the first <time> behind
/// the headline, else the last one before it. Times elsewhere are those of teasers and comments.
std::optional<PageDate> marked_date(Gathered const& page, std::uint32_t headline, DayOrder order) {
  std::optional<PageDate> before;
  std::optional<PageDate> behind;
  for (auto const& time : page.times) {
    auto const distance = std::int64_t(time.node) - std::int64_t(headline);
    bool const near = headline != HtmlDocument::kNone && distance >= -kBeforeHeadline &&
                      distance <= kBehindHeadline;
    if (!near && !time.published) continue;
    auto const date = read_page_date(time.text, order);
    if (date && time.published) return date;
    if (!behind) (distance < 0 ? before : behind) = date;
  }
  return behind ? behind : before;
}

void find_dates(Gathered const& page, LinkedData const& linked, std::string const& url,
                Byline const& byline, HtmlBlocks const& blocks, DayOrder order, PageMetadata& out) {
  auto const& meta = page.meta;
  auto published = first_date(
      {linked.published, meta.first({"article:published_time", "og:article:published_time"}),
       meta.first({"datepublished", "date", "pubdate", "publishdate", "publish-date",
                   "publish_date", "article.published", "dc.date.issued", "dc.date",
                   "dcterms.created", "parsely-pub-date", "sailthru.date", "article:published",
                   "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "published",
                   "publication_date", "citation_publication_date"})},
      order);
  if (!published) published = marked_date(page, byline.headline, order);
  if (published) {
    out.published = published->time;
    out.published_zone = published->zone;
  } else {
    out.published = date_in_url(url);
    if (!out.published) out.published = byline.published;
  }
  if (!out.published) out.published = only_date(blocks, order);
  for (std::size_t i = 0; i < page.times.size() && !out.published; ++i)
    out.published = parse_page_date(page.times[i].text, order);
  auto const modified =
      first_date({linked.modified, meta.first({"article:modified_time", "og:updated_time",
                                               "datemodified", "last-modified", "lastmod"})},
                 order);
  if (modified) out.modified = modified->time;
}

/// Lines that may be the headline, those marked as headings first.
std::vector<std::string_view> short_lines(HtmlBlocks const& blocks) {
  constexpr std::uint32_t kLongest = 300;
  constexpr std::size_t kMost = 300;
  std::vector<std::string_view> lines;
  for (bool const headings : {true, false})
    for (auto const& block : blocks.blocks)
      if (lines.size() < kMost && (block.heading != 0) == headings && block.letters <= kLongest &&
          (headings || block.link_letters * 2 < block.letters))
        lines.push_back(block.text);
  return lines;
}

/// The tags of lists that may each hold several: "ferries, Great Sund". Not what only the site's
/// own programs understand.
std::vector<std::string> split_tags(std::vector<std::string> const& lists) {
  constexpr std::size_t kLongest = 80;
  constexpr std::size_t kMost = 50;
  std::vector<std::string> tags;
  for (auto const& list : lists) {
    auto const text = unescape_html(list);
    for (auto const part : std::views::split(text, ',')) {
      auto const tag = trim(std::string_view(part.begin(), part.end()));
      bool const for_people = !tag.empty() && tag.size() <= kLongest && !tag.starts_with('@') &&
                              tag.find('|') == std::string_view::npos;
      if (for_people && tags.size() < kMost && std::ranges::find(tags, tag) == tags.end())
        tags.emplace_back(tag);
    }
  }
  return tags;
}

/// Of a list of sections and tags the first; nothing of an address.
std::string one_section(std::string const& named) {
  constexpr int kFewest = 2;  // commas: one stands in "Arts, Culture"
  auto text = unescape_html(named);
  if (text.starts_with("http")) return {};
  if (std::ranges::count(text, ',') >= kFewest) text.resize(text.find(','));
  return std::string(trim(text));
}

}  // namespace

PageMetadata read_metadata(HtmlDocument const& document, HtmlBlocks const& blocks,
                           std::string const& url) {
  auto const page = gather(document);
  auto const linked = read_linked_data(document);
  auto const& meta = page.meta;
  PageMetadata out;
  out.site_name = meta.first({"og:site_name", "application-name"});
  if (out.site_name.empty() || out.site_name.starts_with("http")) out.site_name = linked.site_name;
  out.title = choose_title({page.headings, meta.first({"og:title", "twitter:title"}),
                            visible_text(linked.headline), page.page_title, out.site_name,
                            host_of(url), short_lines(blocks)});
  auto const language = declared_language(document, page, linked);
  auto const order = day_order(language, url);
  auto const byline = find_byline(document, blocks, out.title, order);
  out.authors = find_authors(document, blocks, page, linked, byline,
                             out.site_name.empty() ? linked.site_name : out.site_name, url);
  find_dates(page, linked, url, byline, blocks, order, out);
  out.description = meta.first({"og:description", "description", "twitter:description"});
  if (out.description.empty()) out.description = visible_text(linked.description);
  out.section = one_section(linked.section);
  if (out.section.empty()) out.section = one_section(meta.first({"article:section", "section"}));
  out.tags = split_tags(linked.keywords);
  for (auto const* name : {"article:tag", "news_keywords"})
    if (auto more = split_tags(meta.all(name)); out.tags.size() < 2 && !more.empty())
      out.tags = std::move(more);
  out.image = resolved(url, meta.first({"og:image", "og:image:url", "twitter:image"}));
  if (out.image.empty()) out.image = resolved(url, linked.image);
  out.url = declared_url(url, page.canonical);
  if (out.url.empty()) out.url = declared_url(url, meta.first({"og:url"}));
  if (out.url.empty()) out.url = url;
  out.language = two_letters(language);
  out.body = visible_text(linked.body);
  for (auto const& update : linked.updates) out.updates.push_back(visible_text(update));
  return out;
}

}  // namespace wirewatch
