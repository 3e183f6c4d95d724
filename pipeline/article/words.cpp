#include "pipeline/article/words.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::uint64_t kSeed = 0xCBF29CE484222325ULL;
constexpr std::uint64_t kPrime = 0x100000001B3ULL;

std::uint64_t mixed(std::uint64_t hash) {
  hash ^= hash >> 29U;
  hash *= 0xBF58476D1CE4E5B9ULL;
  return hash ^ (hash >> 32U);
}

/// A letter or digit in lower case, 0 for what separates words.
char32_t folded(char32_t c) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 0;
  }
  auto const point = UChar32(c);
  constexpr auto kKept = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
  return (U_GET_GC_MASK(point) & kKept) ? char32_t(u_tolower(point)) : 0;
}

}  // namespace

std::string plain_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = folded(next_code_point(text, at));
    if (c == 0) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    append_utf8(out, c);
  }
  return out;
}

std::vector<std::uint64_t> word_hashes(std::string_view text, std::size_t least) {
  std::vector<std::uint64_t> words;
  std::uint64_t hash = kSeed;
  std::size_t length = 0;
  char32_t before = 0;
  auto const finish = [&] {
    if (length > 0 && length >= least) words.push_back(mixed(hash));
    hash = kSeed;
    length = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = folded(next_code_point(text, at));
    bool const unspaced = has_no_spaces(c);
    if (c == 0 || unspaced) finish();
    if (unspaced) {
      bool const paired = least > 1 && before != 0;
      if (least == 1 || paired)
        words.push_back(mixed(((kSeed ^ (paired ? before : 0)) * kPrime ^ c) * kPrime));
    } else if (c != 0) {
      hash = (hash ^ c) * kPrime;
      ++length;
    }
    before = unspaced ? c : 0;
  }
  finish();
  return words;
}

std::vector<std::uint64_t> shingles(std::vector<std::uint64_t> const& words, std::size_t n) {
  std::vector<std::uint64_t> out;
  if (words.empty()) return out;
  auto const length = std::min(n, words.size());
  out.reserve(words.size() - length + 1);
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::uint64_t hash = kSeed;
    for (std::size_t k = i; k < i + length; ++k) hash = mixed(hash * kPrime + words[k]);
    out.push_back(hash);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double share_in(std::vector<std::uint64_t> const& part, std::vector<std::uint64_t> const& whole) {
  if (part.empty()) return 0;
  auto const found = std::count_if(part.begin(), part.end(), [&](std::uint64_t hash) {
    return std::binary_search(whole.begin(), whole.end(), hash);
  });
  return double(found) / double(part.size());
}

}  // namespace wirewatch
