#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace wirewatch {

/// A range of bytes of a text, [begin, end).
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(Span const&, Span const&) = default;
};

/// News furniture that stands inside the body: kept, but known for what it is.
struct Furniture {
  enum class Kind {
    dateline,
    agency,
    byline,
    correction,
    update_note,
    caption,
    credit,
    sign_off,
    read_more
  };
  Kind kind = Kind::dateline;
  Span span;  ///< bytes of Article::body
  friend bool operator==(Furniture const&, Furniture const&) = default;
};
char const* name_of(Furniture::Kind kind);

/// A block of the page that is not the article, and why it is not.
struct DroppedBlock {
  std::string text;
  std::string reason;  ///< for people: "link list (94 % of its text is links) after the body's end"
  std::uint32_t at = 0;  ///< bytes of Article::body before it
  friend bool operator==(DroppedBlock const&, DroppedBlock const&) = default;
};

/// Why an article is looked at. `fresh` (called "new" in rules and output) is the first sight of
/// it.
enum class ArticleEvent { fresh, updated, corrected, withdrawn, feed_quiet, feed_failing };
char const* name_of(ArticleEvent event);  ///< "new", "updated", ... "feed-quiet", "feed-failing"
std::optional<ArticleEvent> article_event_from(std::string_view name);

/// One article, cleaned. A value: copyable, comparable, no pointer into anything else.
struct Article {
  std::string url;                     ///< canonical, absolute
  std::string title;                   ///< plain text, NFC, entities resolved
  std::vector<std::string> authors;    ///< names, as the source writes them
  std::optional<TimePoint> published;  ///< UTC; nullopt when the source names none (never "now")
  std::chrono::minutes published_zone{0};  ///< east of UTC: where `published` is a day of its own
  std::optional<TimePoint> modified;
  std::string language;  ///< ISO 639-1, lower case; empty when not known
  std::string body;      ///< UTF-8; paragraphs joined by "\n\n"; `Span`s count its bytes
  std::string summary;   ///< plain text; the feed's or the page's description
  std::string section;
  std::vector<std::string> categories;  ///< the entry's and the page's own tags
  std::string image;
  std::string site_name;
  double confidence = 0;  ///< 0 to 1: how sure the extraction is of `body`
  std::vector<Furniture> furniture;
  std::vector<DroppedBlock> dropped;

  std::string source;             ///< name of the feed it came from
  std::vector<std::string> tags;  ///< that feed's tags
  ArticleEvent event = ArticleEvent::fresh;

  friend bool operator==(Article const&, Article const&) = default;
};

}  // namespace wirewatch
