#pragma once

#include <cstddef>
#include <string_view>

namespace wirewatch {

/// What bytes look like when they are read as UTF-8.
struct Utf8Scan {
  std::size_t sequences = 0;  ///< well-formed characters beyond ASCII
  std::size_t bad = 0;        ///< maximal ill-formed parts
  bool valid() const { return bad == 0; }
};

/// One pass; several GB/s over ASCII.
Utf8Scan scan_utf8(std::string_view bytes);

}  // namespace wirewatch
