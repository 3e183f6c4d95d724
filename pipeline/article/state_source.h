#pragma once

#include <boost/json/value.hpp>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/article/html/document.h"

namespace wirewatch {

/// What a page's scripts hand to its program, JSON-LD left out. At most 3 MB of one script and 6 MB
/// of all.
struct PageStates {
  explicit PageStates(HtmlDocument const& document);

  std::size_t values_left =
      400'000;  ///< a number takes a dozen times the memory that its text does
  std::deque<boost::json::value> roots;  ///< in order
  /// What was pushed to `__next_f`, by the names under which the rows refer to each other.
  std::deque<std::pair<std::string, boost::json::value>> rows;
};

/// null for what is no JSON, or more than `values_left` values, from which they are taken.
boost::json::value parse_state(std::string_view text, std::size_t& values_left);

}  // namespace wirewatch
