#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// The words of a text in lower case (ASCII), one space behind each, without tags, scripts,
/// comments and punctuation.
struct ReadingText {
  std::string words;
  std::vector<std::size_t> numbers;  ///< where the words with a digit in them begin
};

/// Made for comparing two versions of a text at the speed at which feeds arrive; for people there
/// is `visible_text`.
ReadingText reading_text(std::string_view markup);

}  // namespace wirewatch
