#include "alerts/alert.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <boost/json.hpp>
#include <utility>

#include "alerts/route.h"
#include "base/text.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

// Receivers should get bodies under about 20 kB (Standard Webhooks): the long texts are cut to fit.
constexpr std::size_t kExcerptBytes = 2'000;
constexpr std::size_t kTitleBytes = 1'000;
constexpr std::size_t kNameBytes = 300;
constexpr std::size_t kMostEvidence = 24;
constexpr std::size_t kMostNames = 20;
constexpr std::size_t kMostBytes = 20'000;
constexpr char32_t kHitBegins = 0xE000;
constexpr char32_t kHitEnds = 0xE001;

std::string cut(std::string_view text, std::size_t bytes) {
  return repair_utf8(cut_utf8(text, bytes));
}

json::array names(std::vector<std::string> const& values) {
  json::array out;
  for (std::string const& value : values) {
    if (out.size() == kMostNames) break;
    out.emplace_back(cut(value, kNameBytes));
  }
  return out;
}

json::value time_or_null(std::optional<TimePoint> const& time) {
  return time ? json::value(format_iso(*time)) : json::value(nullptr);
}

json::object article_json(Article const& article, int revision) {
  json::object out;
  out["url"] = cut(article.url, kTitleBytes);
  out["title"] = cut(article.title, kTitleBytes);
  out["authors"] = names(article.authors);
  out["published"] = time_or_null(article.published);
  out["modified"] = time_or_null(article.modified);
  out["language"] = article.language;
  out["source"] = article.source;
  out["tags"] = names(article.tags);
  out["section"] = cut(article.section, kNameBytes);
  out["categories"] = names(article.categories);
  out["event"] = name_of(article.event);
  out["revision"] = revision;
  out["excerpt"] = cut(article.body, kExcerptBytes);
  out["confidence"] = article.confidence;
  return out;
}

std::string_view text_of(Article const& article, std::string_view field, Span span) {
  std::string_view text;
  if (field == "title") text = article.title;
  if (field == "body") text = article.body;
  return span.begin <= span.end && span.end <= text.size()
             ? text.substr(span.begin, span.end - span.begin)
             : std::string_view{};
}

json::array evidence_json(Alert const& alert) {
  json::array out;
  for (Evidence const& evidence : alert.match->evidence) {
    if (out.size() == kMostEvidence) break;
    json::object one;
    one["term"] = cut(evidence.term, kNameBytes);
    one["field"] = evidence.field;
    one["begin"] = evidence.span.begin;
    one["end"] = evidence.span.end;
    one["text"] = cut(text_of(*alert.article, evidence.field, evidence.span), kNameBytes);
    out.push_back(std::move(one));
  }
  return out;
}

// The snippet without its marks, and where the hits lie in it, in code points.
void add_snippet(json::object& data, std::string const& marked) {
  std::string plain;
  json::array hits;
  std::size_t points = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < marked.size();) {
    char32_t const point = next_code_point(marked, at);
    if (point == kHitBegins) {
      begin = points;
    } else if (point == kHitEnds) {
      hits.push_back(json::array{begin, points});
    } else {
      append_utf8(plain, point);
      ++points;
    }
  }
  data["snippet"] = std::move(plain);
  data["snippet_hits"] = std::move(hits);
}

}  // namespace

std::string story_of(Article const& article, std::string const& feed, std::string const& key) {
  if (!article.url.empty()) return article.url + "\n" + article.title;
  return feed + "\n" + key;
}

std::string delivery_id(Alert const& alert, std::string const& sink) {
  std::string key;
  for (std::string_view const part :
       {std::string_view(alert.watch->name), std::string_view(alert.story), std::string_view(sink)})
    key += fmt::format("{}:{};", part.size(), part);
  key += std::to_string(alert.revision);
  XXH128_hash_t const hash = XXH3_128bits(key.data(), key.size());
  return fmt::format("msg_{:016x}{:016x}", hash.high64, hash.low64);
}

std::string render_json(Alert const& alert, std::string const& id) {
  json::object data;
  data["id"] = id;
  data["watch"] = alert.watch->name;
  data["about"] = cut(alert.watch->about, kTitleBytes);
  data["severity"] = name_of(alert.watch->severity);
  data["watch_tags"] = names(alert.watch->tags);
  data["seen"] = format_iso(alert.seen);
  data["article"] = article_json(*alert.article, alert.revision);
  data["evidence"] = evidence_json(alert);
  add_snippet(data, alert.match->snippet);
  json::object message;
  message["type"] = "watch.matched";
  message["timestamp"] = format_iso(alert.seen);
  message["data"] = std::move(data);
  std::string text = json::serialize(message);
  if (text.size() >
      kMostBytes) {  // escapes or many long names: what explains the alert stays, the rest goes
    json::object& article = message["data"].as_object()["article"].as_object();
    article["excerpt"] = cut(alert.article->body, kNameBytes);
    article["categories"] = json::array{};
    article["cut"] = true;
    text = json::serialize(message);
  }
  return text;
}

std::vector<Delivery> make_deliveries(Config const& config, Alert const& alert, TimePoint now) {
  std::vector<Delivery> deliveries;
  for (std::string const& sink : sinks_for(config, *alert.watch, *alert.article)) {
    Delivery delivery;
    delivery.id = delivery_id(alert, sink);
    delivery.sink = sink;
    delivery.watch = alert.watch->name;
    delivery.body = render_json(alert, delivery.id);
    delivery.created = now;
    delivery.due = now;
    deliveries.push_back(std::move(delivery));
  }
  return deliveries;
}

}  // namespace wirewatch
