#include "pipeline/article/article_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>

#include "base/text.h"
#include "pipeline/text/date_text.h"

namespace wirewatch {
namespace {

namespace json = boost::json;

json::string text(std::string_view value) {
  return is_utf8(value) ? json::string(value) : json::string(repair_utf8(value));
}

json::array list(std::vector<std::string> const& values) {
  json::array out;
  for (auto const& value : values) out.emplace_back(text(value));
  return out;
}

json::value date(std::optional<TimePoint> const& time) {
  return time ? json::value(format_iso(*time)) : json::value(nullptr);
}

/// In the source's own zone, whose day is the one that readers name.
json::value local_date(std::optional<TimePoint> const& time, std::chrono::minutes zone) {
  if (!time || zone == zone.zero()) return date(time);
  auto text = format_iso(*time + zone);
  text.pop_back();
  auto const minutes = std::abs(zone.count());
  return json::value(fmt::format("{}{}{:02}:{:02}", text, zone.count() < 0 ? '-' : '+',
                                 minutes / 60, minutes % 60));
}

json::array furniture_list(Article const& article) {
  json::array out;
  for (auto const& piece : article.furniture)
    out.push_back(json::object{
        {"kind", name_of(piece.kind)}, {"begin", piece.span.begin}, {"end", piece.span.end}});
  return out;
}

json::array dropped_list(Article const& article) {
  json::array out;
  for (auto const& block : article.dropped)
    out.push_back(
        json::object{{"text", text(block.text)}, {"reason", text(block.reason)}, {"at", block.at}});
  return out;
}

/// Reads keys of an object; absent or of another type is empty.
class Reader {
 public:
  explicit Reader(json::object const& object) : object_(object) {}
  std::string string(char const* key) const {
    auto const* value = object_.if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
  }
  std::vector<std::string> strings(char const* key) const {
    std::vector<std::string> out;
    for (auto const& item : array(key))
      if (item.is_string()) out.emplace_back(item.get_string());
    return out;
  }
  std::optional<TimePoint> date(char const* key) const { return parse_page_date(string(key)); }
  double number(char const* key) const {
    auto const* value = object_.if_contains(key);
    return value && value->is_number() ? value->to_number<double>() : 0;
  }
  json::array const& array(char const* key) const {
    static json::array const kEmpty;
    auto const* value = object_.if_contains(key);
    return value && value->is_array() ? value->get_array() : kEmpty;
  }

 private:
  json::object const& object_;
};

std::optional<Furniture> furniture_from(json::value const& value, std::size_t body_size) {
  if (!value.is_object()) return std::nullopt;
  Reader const reader(value.get_object());
  auto const begin = reader.number("begin");
  auto const end = reader.number("end");
  if (begin < 0 || end < begin || end > double(body_size)) return std::nullopt;
  auto const name = reader.string("kind");
  for (auto kind = Furniture::Kind::dateline; kind <= Furniture::Kind::read_more;
       kind = Furniture::Kind(int(kind) + 1))
    if (name == name_of(kind)) return Furniture{kind, {std::uint32_t(begin), std::uint32_t(end)}};
  return std::nullopt;
}

}  // namespace

std::string to_json(Article const& article, std::string_view file) {
  json::object out;
  out["file"] = text(file);
  out["url"] = text(article.url);
  out["title"] = text(article.title);
  out["authors"] = list(article.authors);
  out["published"] = local_date(article.published, article.published_zone);
  out["modified"] = date(article.modified);
  out["language"] = text(article.language);
  out["summary"] = text(article.summary);
  out["section"] = text(article.section);
  out["categories"] = list(article.categories);
  out["image"] = text(article.image);
  out["site_name"] = text(article.site_name);
  out["source"] = text(article.source);
  out["tags"] = list(article.tags);
  out["event"] = name_of(article.event);
  out["confidence"] = article.confidence;
  out["body"] = text(article.body);
  out["furniture"] = furniture_list(article);
  out["dropped"] = dropped_list(article);
  return json::serialize(out);
}

Result<Article> article_from_json(std::string_view line) {
  boost::system::error_code error;
  auto const value = json::parse(line, error);
  if (error) return fail(Error::Kind::parse, "not JSON: " + error.message());
  if (!value.is_object()) return fail(Error::Kind::parse, "not a JSON object");
  Reader const reader(value.get_object());
  Article article;
  article.url = reader.string("url");
  article.title = reader.string("title");
  article.authors = reader.strings("authors");
  if (auto const published = read_page_date(reader.string("published"))) {
    article.published = published->time;
    article.published_zone = published->zone;
  }
  article.modified = reader.date("modified");
  article.language = reader.string("language");
  article.body = reader.string("body");
  article.summary = reader.string("summary");
  article.section = reader.string("section");
  article.categories = reader.strings("categories");
  article.image = reader.string("image");
  article.site_name = reader.string("site_name");
  article.source = reader.string("source");
  article.tags = reader.strings("tags");
  article.event = article_event_from(reader.string("event")).value_or(ArticleEvent::fresh);
  article.confidence = reader.number("confidence");
  if (article.body.empty() && article.title.empty())
    return fail(Error::Kind::parse, "the object has neither \"body\" nor \"title\"");
  for (auto const& item : reader.array("furniture"))
    if (auto const piece = furniture_from(item, article.body.size()))
      article.furniture.push_back(*piece);
  for (auto const& item : reader.array("dropped"))
    if (item.is_object()) {
      Reader const block(item.get_object());
      auto const at = std::clamp(block.number("at"), 0.0, double(article.body.size()));
      article.dropped.push_back({block.string("text"), block.string("reason"), std::uint32_t(at)});
    }
  return article;
}

}  // namespace wirewatch
