// Any bytes as an OPML list: what is read can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pipeline/feed/opml.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  auto const feeds = read_opml({reinterpret_cast<char const*>(data), size});
  if (!feeds) return 0;
  auto const again = read_opml(write_opml(*feeds, "fuzz"));
  if (!again || again->size() > feeds->size()) std::abort();
  return 0;
}
