#include "pipeline/text/utf8_scan.h"

#include <cstdint>
#include <cstring>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
constexpr std::size_t kStride = 32;

std::uint64_t load(char const* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// The first place at or after `at` whose stride is not all ASCII (or where less than one is left).
std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
  while (at + kStride <= bytes.size()) {
    char const* const p = bytes.data() + at;
    if ((load(p) | load(p + 8) | load(p + 16) | load(p + 24)) & kHighBits) break;
    at += kStride;
  }
  return at;
}

/// Length of the commonest well-formed sequences at `at`, 0 for those that need a closer look.
std::size_t plain_sequence(unsigned char const* p, std::size_t left) {
  auto const continues = [&](std::size_t i) { return (p[i] & 0xC0U) == 0x80U; };
  if (left < 4) return 0;
  if (p[0] >= 0xC2 && p[0] <= 0xDF) return continues(1) ? 2 : 0;
  bool const usual_three = p[0] >= 0xE1 && p[0] <= 0xEF && p[0] != 0xED;
  return usual_three && continues(1) && continues(2) ? 3 : 0;
}

}  // namespace

Utf8Scan scan_utf8(std::string_view bytes) {
  Utf8Scan scan;
  auto const* const data = reinterpret_cast<unsigned char const*>(bytes.data());
  for (std::size_t at = skip_ascii(bytes, 0); at < bytes.size();) {
    if (data[at] < 0x80) {
      ++at;
      if (at % kStride == 0) at = skip_ascii(bytes, at);
    } else if (auto const length = plain_sequence(data + at, bytes.size() - at)) {
      ++scan.sequences;
      at += length;
    } else {
      auto const start = at;
      bool const good =
          next_code_point(bytes, at) != 0xFFFD || bytes.substr(start, at - start) == "\xEF\xBF\xBD";
      ++(good ? scan.sequences : scan.bad);
    }
  }
  return scan;
}

}  // namespace wirewatch
