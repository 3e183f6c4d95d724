#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// Letters and digits of any script, lower case where the script has cases (ICU simple mapping);
/// everything else becomes one space. For comparing texts whatever their punctuation.
std::string plain_words(std::string_view text);

/// The words of `plain_words`, as hashes. In scripts without spaces every letter is a word. With
/// `least` above 1 only words of so many letters, and in scripts without spaces every pair of
/// letters.
std::vector<std::uint64_t> word_hashes(std::string_view text, std::size_t least = 1);

/// Hashes of all runs of `n` words, sorted, without repetition; of all words together when there
/// are fewer.
std::vector<std::uint64_t> shingles(std::vector<std::uint64_t> const& words, std::size_t n);

/// The share of `part`'s shingles that `whole` (sorted) holds; 0 for an empty part.
double share_in(std::vector<std::uint64_t> const& part, std::vector<std::uint64_t> const& whole);

/// Of a script without spaces: Han, kana, Thai, Lao, Khmer, Myanmar.
constexpr bool has_no_spaces(char32_t c) {
  return c >= 0x0E00 && (c <= 0x0EFF || (c >= 0x1000 && c <= 0x109F) ||
                         (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
                         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF));
}

}  // namespace wirewatch
