#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// Where a headline may be found. Any may be empty.
struct TitleCandidates {
  std::vector<std::string> headings;  ///< first-level headings, in order
  std::string open_graph;
  std::string linked_data;
  std::string page;  ///< of <title>: often with the site's name
  std::string site_name;
  std::string host{};                     ///< of the page's address
  std::vector<std::string_view> lines{};  ///< short lines of the page, headings first
};

/// The headline: the heading that the others confirm, else the line of the page that is a part of
/// its <title>, else what they say with the site's name removed.
std::string choose_title(TitleCandidates const& candidates);

}  // namespace wirewatch
