#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "pipeline/article/html_blocks.h"
#include "pipeline/text/date_text.h"

namespace wirewatch {

/// What a reader sees around the headline where a page says nothing to machines.
struct Byline {
  std::vector<std::string> authors;
  std::optional<TimePoint> published;
  std::uint32_t headline = HtmlDocument::kNone;  ///< node of the headline, where there is one
};

Byline find_byline(HtmlDocument const& document, HtmlBlocks const& blocks, std::string const& title,
                   DayOrder order);

/// The names that a byline gives: "By Ann Lee, 19 June 2024"; none of another line.
std::vector<std::string> names_in_byline(std::string_view line);

/// The one author that the whole page marks; several are those of teasers and comments.
std::vector<std::string> only_author(HtmlDocument const& document, HtmlBlocks const& blocks);

/// The one day that short lines of the page name; where they name several, the one that is said to
/// be of publication.
std::optional<TimePoint> only_date(HtmlBlocks const& blocks, DayOrder order);

/// The day in an address such as ".../2024/06/19/slug".
std::optional<TimePoint> date_in_url(std::string const& url);

}  // namespace wirewatch
