// Every entry of every feed that changed comes through here, so the bytes are looked at once, with
// one table. A tag parts words unless it is one of those that stand inside words.
#include "fetcher/reading_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/text.h"
#include "pipeline/text/html_entities.h"

namespace wirewatch {
namespace {

constexpr std::size_t kLongestReference = 40;
constexpr std::ptrdiff_t kBlock = 16;

/// What a byte is written as: itself or its small letter, ' ' for what parts words, 0 for what
/// needs a closer look.
constexpr auto kWritten = [] {
  std::array<char, 256> written{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    char const c = static_cast<char>(byte);
    if (byte >= 0x80 || (c >= 'a' && c <= 'z'))
      written[byte] = c;
    else
      written[byte] = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : ' ';
  }
  for (unsigned char const special : {'<', '&', '\xC2', '\xE2'}) written[special] = 0;
  for (std::size_t digit = '0'; digit <= '9'; ++digit) written[digit] = 0;
  return written;
}();

/// Sixteen bytes looked at together; a vector type of GCC and Clang. A mask is all ones or zeros in
/// each byte.
using Block = unsigned char __attribute__((vector_size(16)));

Block load(char const* from) {
  Block block;
  std::memcpy(&block, from, sizeof block);
  return block;
}

bool holds_any(Block const& mask) {
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), &mask, sizeof words);
  return (words[0] | words[1]) != 0;
}

Block letters_of(Block const& block) {
  Block const small = block | 0x20;
  return reinterpret_cast<Block>((small >= 'a') & (small <= 'z')) |
         reinterpret_cast<Block>(block >= 0x80);
}

/// Writes sixteen bytes of words that single separators part; false where they are anything else.
/// The byte before `from` was written by the same rules.
bool write_block(char const* from, char* to) {
  Block const block = load(from);
  Block const letters = letters_of(block);
  Block const special =
      reinterpret_cast<Block>((block == '<') | (block == '&') | (block == 0xC2) | (block == 0xE2) |
                              ((block >= '0') & (block <= '9')));
  if (holds_any(special | (~letters & ~letters_of(load(from - 1))))) return false;
  Block const ascii = reinterpret_cast<Block>(block < 0x80);
  Block const written = (letters & (block | (ascii & 0x20))) | (~letters & ' ');
  std::memcpy(to, &written, sizeof written);
  return true;
}

constexpr std::array<std::string_view, 14> kInsideWords = {
    "a", "b", "i", "u", "s", "em", "strong", "span", "sub", "sup", "small", "font", "mark", "abbr"};

class Reader {
 public:
  /// Nothing gets longer than it was written.
  explicit Reader(std::string_view markup)
      : markup_(markup), out_(markup.size() + 1, ' '), to_(out_.data()) {}

  ReadingText run() {
    while (at_ < markup_.size()) {
      read_plain();
      if (at_ < markup_.size()) read_special();
    }
    part();
    out_.resize(length());
    return {std::move(out_), std::move(numbers_)};
  }

 private:
  /// Up to the next byte that needs a closer look.
  void read_plain() {
    char const* const end = markup_.data() + markup_.size();
    char const* from = read_bytes(markup_.data() + at_, std::min(markup_.data() + at_ + 1, end));
    while (from && from != end) {
      while (end - from >= kBlock && write_block(from, to_)) {
        from += kBlock;
        to_ += kBlock;
      }
      from = read_bytes(from, std::min(from + kBlock, end));
    }
    if (!from) return;
    at_ = markup_.size();
  }

  /// One by one up to `end`; nullptr when a byte needs a closer look, `at_` is there.
  char const* read_bytes(char const* from, char const* end) {
    char* to = to_;
    bool in_word = is_in_word();
    for (; from != end; ++from) {
      char const written = kWritten[static_cast<unsigned char>(*from)];
      if (written == 0) break;
      *to = written;
      bool const is_word = written != ' ';
      to += is_word || in_word ? 1 : 0;
      in_word = is_word;
    }
    to_ = to;
    at_ = static_cast<std::size_t>(from - markup_.data());
    return from == end ? from : nullptr;
  }

  std::size_t length() const { return static_cast<std::size_t>(to_ - out_.data()); }
  bool is_in_word() const { return to_ != out_.data() && to_[-1] != ' '; }
  void part() {
    if (is_in_word()) *to_++ = ' ';
  }

  void read_special() {
    auto const rest = markup_.substr(at_);
    if (rest[0] == '<') return read_tag(rest);
    if (rest[0] == '&') return read_reference(rest);
    if (is_digit(rest[0])) return read_digits();
    if (std::size_t const length = punctuation_length(rest)) {
      part();
      at_ += length;
      return;
    }
    *to_++ = rest[0];
    ++at_;
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  void read_digits() {
    std::size_t begin = length();
    while (begin > 0 && out_[begin - 1] != ' ') --begin;
    if (numbers_.empty() || numbers_.back() != begin) numbers_.push_back(begin);
    while (at_ < markup_.size() && is_digit(markup_[at_])) *to_++ = markup_[at_++];
  }

  /// Typographic punctuation and spaces (U+2000 to U+206F), no-break space, « and ».
  static std::size_t punctuation_length(std::string_view rest) {
    if (rest.starts_with("\xE2\x80") || rest.starts_with("\xE2\x81"))
      return std::min<std::size_t>(3, rest.size());
    for (auto const mark : {"\xC2\xA0", "\xC2\xAB", "\xC2\xBB"})
      if (rest.starts_with(mark)) return 2;
    return 0;
  }

  void read_reference(std::string_view rest) {
    std::size_t const end = rest.substr(0, kLongestReference).find(';');
    std::string_view const reference = rest.substr(0, end == std::string_view::npos ? 1 : end + 1);
    std::string const text = unescape_html(reference);
    bool const is_reference = text != reference && text.size() <= reference.size();
    at_ += is_reference ? reference.size() : 1;
    if (!is_reference) return part();
    if (text == "<" || text == "&" || punctuation_length(text) > 0) return part();
    for (char const c : text) {
      char const written = kWritten[static_cast<unsigned char>(c)];
      if (written == ' ')
        part();
      else
        *to_++ = written == 0 ? c : written;
    }
  }

  void skip_past(std::string_view end) {
    std::size_t const found = markup_.find(end, at_);
    at_ = found == std::string_view::npos ? markup_.size() : found + end.size();
  }

  void read_tag(std::string_view rest) {
    if (rest.starts_with("<!--")) return skip_past("-->");
    std::size_t const begin = rest.starts_with("</") ? 2 : 1;
    std::size_t end = begin;
    while (end < rest.size() && is_letter(rest[end])) ++end;
    if (end == begin) {  // "5 < 6"
      ++at_;
      return part();
    }
    std::string const name = lower_ascii(rest.substr(begin, end - begin));
    if (std::find(kInsideWords.begin(), kInsideWords.end(), name) == kInsideWords.end()) part();
    skip_past(">");
    if (begin == 1 && (name == "script" || name == "style")) skip_to_end_of(name);
  }

  void skip_to_end_of(std::string_view name) {
    do at_ = std::min(markup_.find("</", at_ + 1), markup_.size());
    while (at_ < markup_.size() &&
           !equals_ignoring_case(markup_.substr(at_ + 2, name.size()), name));
  }

  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  std::string_view markup_;
  std::size_t at_ = 0;
  std::string out_;
  char* to_;
  std::vector<std::size_t> numbers_;
};

}  // namespace

ReadingText reading_text(std::string_view markup) { return Reader(markup).run(); }

}  // namespace wirewatch
