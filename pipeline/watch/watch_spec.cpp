#include "pipeline/watch/watch_spec.h"

#include <array>

namespace wirewatch {

char const* name_of(Severity severity) {
  static constexpr std::array<char const*, 4> kNames{"low", "medium", "high", "critical"};
  return kNames[static_cast<std::size_t>(severity)];
}

}  // namespace wirewatch
