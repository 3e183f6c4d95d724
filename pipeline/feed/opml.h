#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wirewatch {

/// A subscription of an OPML list.
struct OpmlFeed {
  std::string name;               ///< its text or title; may be empty
  std::string url;                ///< xmlUrl
  std::vector<std::string> tags;  ///< the outlines it stands in, from outside, and its categories
  friend bool operator==(OpmlFeed const&, OpmlFeed const&) = default;
};

/// The feeds of an OPML 1.0 or 2.0 document in any encoding, in its order. Error::parse where it is
/// no OPML. Source: OPML 2.0, "Subscription lists".
Result<std::vector<OpmlFeed>> read_opml(std::string_view bytes);

/// An OPML 2.0 list; feeds stand in an outline for their first tag.
std::string write_opml(std::span<OpmlFeed const> feeds, std::string_view title);

}  // namespace wirewatch
