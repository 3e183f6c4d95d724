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

bool has_no_spaces(
    char32_t c);  ///< of a script without spaces: Han, kana, Thai, Lao, Khmer, Myanmar

}  // namespace wirewatch
