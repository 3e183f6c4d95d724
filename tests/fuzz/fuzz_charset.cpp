// Any bytes under any labels: what comes out is UTF-8, at most four times as long and a little.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "pipeline/text/charset.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  if (size < 2) return 0;
  std::string_view const all(reinterpret_cast<char const*>(data), size);
  auto const kind = static_cast<MarkupKind>(data[0] % 3);
  std::size_t const label = std::min<std::size_t>(data[1] % 40U, size - 2);
  auto const bytes = all.substr(2 + label);
  std::string const content_type = "text/x; charset=" + std::string(all.substr(2, label));
  DecodedText const text = decode_text(bytes, content_type, kind);
  if (!is_utf8(text.utf8) || text.utf8.size() > 4 * bytes.size() + 16) std::abort();
  return 0;
}
