#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// A token as it reads after NFKC, with the bytes of the original text that it came from.
struct SlowToken {
  std::string surface;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Cuts a text by the definition itself: normalise, drop format characters, cut. For the few places
/// that the character table does not decide. Offsets are exact to the pieces that normalisation
/// cannot join.
std::vector<SlowToken> cut_slowly(std::string_view text);

/// The same, one token after the other; allocates nothing but for very long ones.
void cut_slowly(std::string_view text, std::function<void(SlowToken const&)> const& give);

}  // namespace wirewatch
