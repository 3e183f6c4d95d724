#pragma once

#include <algorithm>
#include <cmath>

namespace wirewatch {

/// Finite for 0 and 1, too.
inline double log_odds(double p) { return std::log(std::max(p, 1e-6) / std::max(1 - p, 1e-6)); }
inline double probability_of(double odds) { return 1 / (1 + std::exp(-odds)); }

}  // namespace wirewatch
