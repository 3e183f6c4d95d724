#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/watch/document.h"

namespace wirewatch {

/// The ways in which one occurrence of each list stand near each other, at most one for each
/// occurrence that begins such a group. Lists are in order and from one field.
/// Ordered: each begins behind the end of the one before, at most `n` tokens further (so 1 is
/// adjacent). Not ordered: none overlap, and the last begins at most `n` tokens behind the end of
/// the first.
std::vector<std::vector<TokenRange>> near_groups(std::vector<std::vector<TokenRange>> const& lists,
                                                 std::uint32_t n, bool ordered);

}  // namespace wirewatch
