#include "pipeline/article/word_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

bool read_number(std::string_view& rest, float& out) {
  rest = trim(rest);
  auto const result = std::from_chars(rest.data(), rest.data() + rest.size(), out);
  rest.remove_prefix(std::size_t(result.ptr - rest.data()));
  return result.ec == std::errc();
}

/// The table's key of a line's first word.
std::uint64_t first_word(std::uint64_t word) { return ~word; }

}  // namespace

Result<WordEvidence> WordEvidence::parse(std::string_view text) {
  WordEvidence out;
  int line_number = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    auto const line = trim(text.substr(at, end - at));
    at = end + 1;
    ++line_number;
    if (line.empty()) continue;
    auto const word = line.substr(0, line.find(' '));
    auto rest = line.substr(word.size());
    bool const first = word.starts_with('^');
    auto const hashes = word_hashes(word);
    WordWeights weights;
    bool const numbers = read_number(rest, weights.body) && read_number(rest, weights.before) &&
                         read_number(rest, weights.behind);
    if (hashes.size() != 1 || !numbers || !rest.empty())
      return fail(Error::Kind::parse,
                  fmt::format("line {} of the words: expected a word and three numbers, not '{}'",
                              line_number, line));
    out.words_[first ? first_word(hashes[0]) : hashes[0]] = weights;
  }
  return out;
}

LineEvidence WordEvidence::of(std::string_view line) const {
  LineEvidence out;
  double known = 0;
  auto const add = [&](std::uint64_t key) {
    auto const found = words_.find(key);
    if (found == words_.end()) return;
    ++known;
    auto const& [body, before, behind] = found->second;
    out.body += double(body);
    out.before += double(before);
    out.behind += double(behind);
    out.least = std::min(out.least, double(body));
    out.most = std::max(out.most, double(body));
    out.says_before = std::max(out.says_before, double(before));
    out.says_behind = std::max(out.says_behind, double(behind));
  };
  auto const words = word_hashes(line);
  if (!words.empty()) add(first_word(words[0]));
  for (auto const word : words) add(word);
  if (known == 0) return out;
  out.known = known / double(words.size() + 1);
  out.body /= known + 1;
  out.before /= known + 1;
  out.behind /= known + 1;
  return out;
}

}  // namespace wirewatch
