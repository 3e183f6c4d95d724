// Any bytes under any coding: unpacking ends, and gives no more than the limits say. The first byte
// chooses the codings.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "net/content_coding.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  if (size == 0) return 0;
  constexpr char const* kCodings[] = {"gzip", "deflate", "br", "zstd", "br, gzip", "deflate, zstd"};
  constexpr BodyLimits kLimits{.bytes = 100'000};
  std::string body(reinterpret_cast<char const*>(data) + 1, size - 1);
  auto const text = unpacked(std::move(body), kCodings[data[0] % 6U], kLimits);
  if (text && text->size() > kLimits.bytes) std::abort();
  return 0;
}
