#pragma once

#include <cstdint>
#include <string_view>

namespace wirewatch {

/// What a paragraph around an article speaks of when it is not the article.
enum class Phrase : std::uint8_t {
  prompt,   ///< asks to subscribe, register, give, write, click
  channel,  ///< names where else the paper can be followed
  legal,    ///< rights, advertising, disclosures, whose opinion it is
  origin,   ///< who reported, where it came from or appeared first, when it was changed
  picture,  ///< who took it, who is seen in it
  writer,   ///< presents somebody who writes
  count
};

/// Bit set of Phrase, in the main languages. Weak evidence: articles speak of such things too.
std::uint32_t find_phrases(std::string_view text);

}  // namespace wirewatch
