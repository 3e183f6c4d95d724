#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "pipeline/article/article.h"
#include "pipeline/feed/feed.h"

namespace wirewatch {

class SiteProfile;
struct PageSketch;

/// A user's own rule for a site that resists. Both are selectors: tag, .class, #id, [attr=value],
/// descendant by space, several joined by commas.
struct ContentOverride {
  std::string keep;  ///< the body is what stands in these elements; empty: found by itself
  std::string drop;  ///< never body
  friend bool operator==(ContentOverride const&, ContentOverride const&) = default;
};

struct ExtractHints {
  std::string url;               ///< where the page came from; resolves links, may be empty
  std::string content_type;      ///< the HTTP header's value; may be empty
  Entry const* entry = nullptr;  ///< the feed's own text about it: an anchor, or the better body
  SiteProfile const* site = nullptr;  ///< what earlier pages of the site taught
  ContentOverride const* override_ = nullptr;
  std::string language;  ///< the feed's, a hint for short texts
  std::size_t max_bytes = 10'000'000;
};

/// The clean article of an HTML page given as bytes in any encoding. Error::limit for a page over
/// `max_bytes`, parse where there is no text at all. A page without an article yields an Article
/// with a low confidence.
Result<Article> extract_article(std::string_view html, ExtractHints const& hints);

/// Likewise; `sketch` gets what the site's profile may learn from the page (SiteProfile::learn).
Result<Article> extract_article(std::string_view html, ExtractHints const& hints,
                                PageSketch& sketch);

/// The same for text that has lost its HTML: blocks are paragraphs separated by blank lines (or
/// lines).
Result<Article> extract_text(std::string_view text, ExtractHints const& hints);

/// The article a feed's entry carries by itself (content, else summary), without a page.
Article article_of_entry(Entry const& entry, ExtractHints const& hints);

/// What markup shows: tags removed, entities decoded, white space folded, paragraphs kept as
/// "\n\n".
std::string visible_text(std::string_view markup);

}  // namespace wirewatch
