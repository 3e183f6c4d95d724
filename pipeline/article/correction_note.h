#pragma once

#include <cstdint>
#include <string_view>

namespace wirewatch {

/// How a paragraph tells that the article around it was corrected.
enum class CorrectionNote : std::uint8_t {
  none,
  labelled,  ///< "Correction: ...": to be believed where notes stand
  told,      ///< "An earlier version of this article said ...": wherever it stands
};

/// In the main languages. What corrects something else, or asks readers for corrections, is none.
CorrectionNote correction_note(std::string_view paragraph);

}  // namespace wirewatch
