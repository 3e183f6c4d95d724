#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "pipeline/article/html_blocks.h"

namespace wirewatch {

/// What a page says about its article outside the body. Plain text, references resolved.
struct PageMetadata {
  std::string title;
  std::vector<std::string> authors;
  std::optional<TimePoint> published;
  std::chrono::minutes published_zone{0};
  std::optional<TimePoint> modified;
  std::string description;
  std::string section;
  std::vector<std::string> tags;
  std::string image;
  std::string site_name;
  std::string url;       ///< canonical, absolute where a base is known
  std::string language;  ///< as the page names it, "de" of "de-CH"
  std::string body;      ///< articleBody of JSON-LD, markup removed; an anchor, rarely the whole
  std::vector<std::string> updates;  ///< the same of each post of a live blog
};

/// `url` is where the page came from (may be empty).
PageMetadata read_metadata(HtmlDocument const& document, HtmlBlocks const& blocks,
                           std::string const& url);

}  // namespace wirewatch
