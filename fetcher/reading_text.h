#pragma once

#include <string>
#include <string_view>

namespace wirewatch {

/// The words of `markup` in lower case (ASCII), one space behind each, without tags, scripts,
/// comments and punctuation. Made for comparing two versions of a text at the speed at which feeds
/// arrive; for people there is `visible_text`.
std::string reading_text(std::string_view markup);

}  // namespace wirewatch
