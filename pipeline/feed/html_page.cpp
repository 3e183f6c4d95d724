#include "pipeline/feed/html_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "pipeline/feed/html_entities.h"
#include "pipeline/feed/resolve_url.h"
#include "pipeline/feed/xml_chars.h"
#include "pipeline/feed/xml_repair.h"

namespace wirewatch {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxDiscovered = 100;
constexpr std::size_t kShownTitle = 80;

/// A start tag of HTML: name and attributes in lower case, values with their entities resolved.
struct HtmlTag {
  std::string name;
  std::map<std::string, std::string> attributes;

  std::string attribute(std::string const& wanted) const {
    auto const found = attributes.find(wanted);
    return found == attributes.end() ? std::string{} : found->second;
  }
};

std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto const rest = text.substr(at);
    std::size_t const semicolon =
        rest[0] == '&' ? rest.substr(0, 32).find(';') : std::string_view::npos;
    if (auto const number = read_char_reference(rest); number.length > 0) {
      append_utf8(out,
                  is_xml_char(number.code_point) ? meant_code_point(number.code_point) : 0xFFFD);
      at += number.length;
    } else if (auto const known = semicolon == std::string_view::npos
                                      ? std::nullopt
                                      : html_entity(rest.substr(1, semicolon - 1))) {
      append_utf8(out, *known);
      at += semicolon + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

/// Walks over the start tags of a page; comments, scripts and styles are passed over.
class TagReader {
 public:
  explicit TagReader(std::string_view html) : html_(html) {}

  bool next(HtmlTag& tag) {
    while ((at_ = html_.find('<', at_)) != std::string_view::npos) {
      ++at_;
      if (html_.substr(at_).starts_with("!--")) {
        skip_past("-->");
      } else if (at_ < html_.size() && is_xml_name_start(html_[at_])) {
        read(tag);
        if (tag.name == "script" || tag.name == "style") skip_past("</" + tag.name);
        return true;
      }
    }
    return false;
  }

  std::string_view rest() const { return html_.substr(std::min(at_, html_.size())); }

 private:
  void skip_past(std::string_view end) { at_ = std::min(html_.find(end, at_), html_.size()); }
  char peek() const { return at_ < html_.size() ? html_[at_] : '>'; }
  void skip_space() {
    while (at_ < html_.size() && (is_xml_space(html_[at_]) || html_[at_] == '/')) ++at_;
  }
  std::string_view take_until(std::string_view ends) {
    std::size_t const begin = at_;
    at_ = std::min(html_.find_first_of(ends, at_), html_.size());
    return html_.substr(begin, at_ - begin);
  }

  void read(HtmlTag& tag) {
    tag.attributes.clear();
    tag.name = lower_ascii(take_until(" \t\r\n/>"));
    for (skip_space(); peek() != '>'; skip_space()) {
      auto name = lower_ascii(take_until(" \t\r\n/>="));
      skip_space();
      std::string value;
      if (peek() == '=') {
        ++at_;
        skip_white();
        value = read_value();
      }
      tag.attributes.emplace(std::move(name), std::move(value));
    }
  }
  void skip_white() {
    while (at_ < html_.size() && is_xml_space(html_[at_])) ++at_;
  }
  std::string read_value() {
    char const quote = peek();
    if (quote != '"' && quote != '\'') return unescape(take_until(" \t\r\n>"));
    ++at_;
    auto const value = take_until(std::string_view(&quote, 1));
    ++at_;
    return unescape(value);
  }

  std::string_view html_;
  std::size_t at_ = 0;
};

bool has_token(std::string const& list, std::string_view token) {
  std::string const lower = lower_ascii(list);
  for (std::size_t begin = 0; begin < lower.size();) {
    std::size_t const end = std::min(lower.find_first_of(" \t\r\n", begin), lower.size());
    if (std::string_view(lower).substr(begin, end - begin) == token) return true;
    begin = end + 1;
  }
  return false;
}

bool is_feed_type(std::string_view type) {
  std::string const lower = lower_ascii(trim(type.substr(0, type.find(';'))));
  constexpr std::array kTypes{"application/rss+xml"sv,
                              "application/atom+xml"sv,
                              "application/rdf+xml"sv,
                              "application/feed+json"sv,
                              "application/json"sv,
                              "application/xml"sv,
                              "text/xml"sv,
                              "application/x.atom+xml"sv,
                              "text/rss+xml"sv};
  return std::find(kTypes.begin(), kTypes.end(), lower) != kTypes.end();
}

bool announces_feed(HtmlTag const& link) {
  std::string const relations = link.attribute("rel");
  std::string const type = link.attribute("type");
  if (has_token(relations, "feed") && type.empty()) return true;
  return has_token(relations, "alternate") && is_feed_type(type) &&
         link.attribute("href").find("/wp-json/") == std::string::npos;  // WordPress's own API
}

/// Words that stand in the page a guard shows in place of the content, and the guard's name.
struct Challenge {
  std::string_view words;  ///< lower case
  std::string_view name;
};
constexpr std::array kChallenges{
    Challenge{"cf-browser-verification", "Cloudflare"},
    Challenge{"cf_chl_opt", "Cloudflare"},
    Challenge{"/cdn-cgi/challenge-platform", "Cloudflare"},
    Challenge{"cf-error-details", "Cloudflare"},
    Challenge{"checking your browser before accessing", "Cloudflare"},
    Challenge{"ddos-guard", "DDoS-Guard"},
    Challenge{"_incapsula_resource", "Imperva"},
    Challenge{"incapsula incident id", "Imperva"},
    Challenge{"captcha-delivery.com", "DataDome"},
    Challenge{"px-captcha", "HUMAN"},
    Challenge{"awswaf", "AWS WAF"},
    Challenge{"sucuri_cloudproxy", "Sucuri"},
    Challenge{"errors.edgesuite.net", "Akamai"},
    Challenge{"reference&#32;&#35;", "Akamai"},
    Challenge{"anubis_challenge", "Anubis"},
    Challenge{"verifying you are human", "a bot check"},
    Challenge{"enable javascript and cookies to continue", "a bot check"},
};

/// How the titles of such pages begin.
constexpr std::array kChallengeTitles{
    Challenge{"just a moment...", "Cloudflare"},
    Challenge{"attention required! | cloudflare", "Cloudflare"},
    Challenge{"please wait... | cloudflare", "Cloudflare"},
    Challenge{"ddos-guard", "DDoS-Guard"},
    Challenge{"pardon our interruption", "Imperva"},
    Challenge{"access to this page has been denied", "HUMAN"},
    Challenge{"sucuri website firewall", "Sucuri"},
    Challenge{"making sure you're not a bot", "Anubis"},
    Challenge{"vercel security checkpoint", "Vercel"},
    Challenge{"client challenge", "Fastly"},
    Challenge{"robot check", "a bot check"},
    Challenge{"bot verification", "a bot check"},
    Challenge{"human verification", "a bot check"},
    Challenge{"are you human", "a bot check"},
    Challenge{"are you a robot", "a bot check"},
    Challenge{"verify you are human", "a bot check"},
    Challenge{"checking your browser", "a bot check"},
    Challenge{"one moment, please", "a bot check"},
};

std::string_view challenge_in(std::string_view html, std::string const& title) {
  std::string const lower_title = lower_ascii(title);
  for (Challenge const& challenge : kChallengeTitles)
    if (lower_title.starts_with(challenge.words)) return challenge.name;
  std::string const lower = lower_ascii(html.substr(0, 200'000));
  for (Challenge const& challenge : kChallenges)
    if (lower.find(challenge.words) != std::string::npos) return challenge.name;
  return {};
}

std::string what_it_is(std::string_view text, std::string const& title) {
  if (trim(text).empty()) return "an empty document";
  if (!title.empty()) return fmt::format("an HTML page, \"{}\"", cut_utf8(title, kShownTitle));
  if (is_html_page(text)) return "an HTML page";
  return text.find('<') == std::string_view::npos ? "plain text" : "XML that is no feed";
}

}  // namespace

bool is_html_page(std::string_view head) {
  TagReader tags(head);
  HtmlTag tag;
  std::string const lower = lower_ascii(head.substr(0, 1024));
  std::size_t const doctype = lower.find("<!doctype");
  bool const html = doctype != std::string::npos &&
                    trim(std::string_view(lower).substr(doctype + 9)).starts_with("html");
  if (!tags.next(tag)) return html;
  if (find_feed_root("<" + tag.name) == 0) return false;
  return html || tag.name == "html" || tag.name == "head" || tag.name == "body";
}

ParsedFeed read_page_without_feed(std::string_view html, std::string const& base_url) {
  ParsedFeed page;
  std::string base = base_url;
  std::string title;
  TagReader tags(html);
  HtmlTag tag;
  while (tags.next(tag) && page.discovered.size() < kMaxDiscovered) {
    if (tag.name == "base" && !tag.attribute("href").empty())
      base = resolve_url(base_url, tag.attribute("href"));
    if (tag.name == "title" && title.empty()) {
      auto const rest = tags.rest().substr(std::min<std::size_t>(1, tags.rest().size()));
      title = trim(unescape(rest.substr(0, std::min<std::size_t>(rest.find('<'), 400))));
    }
    auto const href = tag.attribute("href");
    if (tag.name != "link" || href.empty() || !announces_feed(tag)) continue;
    auto url = resolve_url(base, href);
    if (std::find(page.discovered.begin(), page.discovered.end(), url) == page.discovered.end())
      page.discovered.push_back(std::move(url));
  }
  auto const guard = challenge_in(html, title);
  page.challenge = !guard.empty() && page.discovered.empty();
  page.problem =
      page.challenge
          ? fmt::format("blocked by {}: a challenge page stands in place of the feed", guard)
          : fmt::format("not a feed but {}", what_it_is(html, title));
  return page;
}

}  // namespace wirewatch
