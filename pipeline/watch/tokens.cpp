// The tokeniser: one pass over the bytes, by table.
//
// ASCII, the common scripts and their usual marks are decided by one look into the character table.
// What needs normalisation ("ﬁ", half-width kana, marks in an odd order) is rare: the stretch from
// the open token's begin to the next character that no normalisation can reach is given to
// `cut_slowly`, the definition itself. Its result is appended as if the fast path had made it.
#include "pipeline/watch/tokens.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pipeline/watch/character_table.h"
#include "pipeline/watch/fold.h"
#include "pipeline/watch/hash.h"
#include "pipeline/watch/slow_tokens.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr std::size_t kPadding = 16;

/// The key byte of an ASCII letter or digit; 0 for all that cuts.
constexpr std::array<char, 256> ascii_keys() {
  std::array<char, 256> keys{};
  for (char c = '0'; c <= '9'; ++c) keys[static_cast<unsigned char>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    keys[static_cast<unsigned char>(c)] = c;
    keys[static_cast<unsigned char>(c - 'a' + 'A')] = c;
  }
  return keys;
}
constexpr std::array<char, 256> kAsciiKeys = ascii_keys();

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }
bool is_ascii(char c) { return byte_of(c) < 0x80; }
bool is_tail(char c) { return (byte_of(c) & 0xC0) == 0x80; }

/// Well-formed sequences of two and three bytes at once, the rest by `next_code_point`.
char32_t decode(std::string_view text, std::size_t& at) {
  std::size_t const left = text.size() - at;
  char const* const p = text.data() + at;
  auto const lead = byte_of(p[0]);
  if (lead >= 0xC2 && lead < 0xE0 && left >= 2 && is_tail(p[1])) {
    at += 2;
    return (lead & 0x1FU) << 6 | (byte_of(p[1]) & 0x3FU);
  }
  if (lead >= 0xE0 && lead < 0xF0 && left >= 3 && is_tail(p[1]) && is_tail(p[2])) {
    char32_t const c =
        (lead & 0x0FU) << 12 | (byte_of(p[1]) & 0x3FU) << 6 | (byte_of(p[2]) & 0x3FU);
    if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
      at += 3;
      return c;
    }
  }
  return next_code_point(text, at);
}

}  // namespace

std::uint64_t hash_padded_key(char const* key, std::size_t length) {
  return hash_padded(key, length);
}

std::uint64_t hash_key(std::string_view key) {
  std::string padded(key);
  padded.append(8, '\0');
  return hash_padded(padded.data(), key.size());
}

/// Cuts one text. All positions are bytes of it.
class Tokeniser {
 public:
  Tokeniser(std::string_view text, TokenList& list) : text_(text), list_(list) {
    // A character's key is at most twice as long as the character.
    reserve(2 * text.size());
    key_begin_ = out_ = list_.keys_.data() + list_.used_;
  }

  void run() {
    while (at_ < text_.size()) {
      take_ascii();
      if (at_ < text_.size()) take_wide();
    }
    close();
  }

 private:
  bool is_open() const { return out_ != key_begin_; }

  /// Letters and digits go to the open token; what cuts closes it.
  void take_ascii() {
    char const* p = text_.data() + at_;
    char const* const end = text_.data() + text_.size();
    while (p < end && is_ascii(*p)) {
      char key = kAsciiKeys[byte_of(*p)];
      if (key == 0) {
        close();
        ++p;
        continue;
      }
      if (!is_open()) begin_ = static_cast<std::size_t>(p - text_.data());
      char* out = out_;
      do {
        *out++ = key;
        ++p;
      } while (p < end && (key = kAsciiKeys[byte_of(*p)]) != 0);
      out_ = out;
      end_ = static_cast<std::size_t>(p - text_.data());
      drops_marks_ = true;
      after_mark_ = false;
    }
    at_ = static_cast<std::size_t>(p - text_.data());
  }

  void take_wide() {
    std::size_t next = at_;
    char32_t const c = decode(text_, next);
    if (c == 0xFFFD) list_.saw_ill_formed_ = true;  // or the text says so itself: no matter
    CharacterEntry const& entry = table_.at(c);
    switch (entry.kind) {
      case CharacterClass::cut:
        close();
        break;
      case CharacterClass::run:
        add(entry, next);
        drops_marks_ = entry.takes_marks_away;
        break;
      case CharacterClass::single:
        return take_single(entry, next);
      case CharacterClass::skip:
        break;
      case CharacterClass::mark:
      case CharacterClass::stable:
      case CharacterClass::loose:
        if (!take_mark(entry, next)) return take_slowly();
        break;
      case CharacterClass::slow:
        return take_slowly();
    }
    at_ = next;
  }

  /// A letter that is a token of its own, with the marks that follow it.
  void take_single(CharacterEntry const& entry, std::size_t next) {
    close();
    add(entry, next);
    drops_marks_ = entry.takes_marks_away;
    at_ = next;
    while (at_ < text_.size() && !is_ascii(text_[at_])) {
      next = at_;
      CharacterEntry const& after = table_.at(decode(text_, next));
      if (after.kind == CharacterClass::slow) return take_slowly();
      bool const is_mark = after.kind == CharacterClass::mark ||
                           after.kind == CharacterClass::stable ||
                           after.kind == CharacterClass::loose;
      if (!is_mark && after.kind != CharacterClass::skip) break;
      if (is_mark && !take_mark(after, next)) return take_slowly();
      at_ = next;
    }
    close();
  }

  /// False when the mark needs normalisation.
  bool take_mark(CharacterEntry const& entry, std::size_t next) {
    if (is_open() && drops_marks_ && entry.is_nonspacing) {
      end_ = next;
      return true;
    }
    bool const combines = entry.kind != CharacterClass::mark;
    if (entry.kind == CharacterClass::loose || (combines && (after_mark_ || !is_open())))
      return false;
    add(entry, next);
    after_mark_ = combines;
    drops_marks_ = false;
    return true;
  }

  /// Appends the character from `at_` to `next` to the open token, or opens one.
  void add(CharacterEntry const& entry, std::size_t next) {
    if (!is_open()) begin_ = at_;
    char const* const key = entry.length > 0 ? entry.folded.data() : text_.data() + at_;
    std::size_t const length = entry.length > 0 ? entry.length : next - at_;
    out_ = std::copy_n(key, length, out_);
    end_ = next;
    after_mark_ = false;
  }

  void close() {
    if (!is_open()) return;
    auto const length = static_cast<std::size_t>(out_ - key_begin_);
    std::uint64_t const hash = hash_padded(key_begin_, length);
    list_.tokens_.push_back({hash, static_cast<std::uint32_t>(begin_),
                             static_cast<std::uint32_t>(end_),
                             static_cast<std::uint32_t>(key_begin_ - list_.keys_.data()),
                             static_cast<std::uint32_t>(length)});
    key_begin_ = out_;
    after_mark_ = false;
  }

  /// From the open token's begin (or the character before, which a mark may join) to the next
  /// character that begins anew whatever stands before it.
  void take_slowly() {
    std::size_t begin = at_;
    if (is_open()) {
      begin = begin_;
      out_ = key_begin_;
    } else if (begin > slow_end_) {
      do --begin;
      while (begin > slow_end_ && is_tail(text_[begin]));
    }
    std::size_t end = at_;
    for (bool first = true; end < text_.size(); first = false) {
      std::size_t next = end;
      auto const kind = table_.at(decode(text_, next)).kind;
      if (!first && (kind == CharacterClass::cut || kind == CharacterClass::single)) break;
      end = next;
    }
    append_slowly(begin, end);
    at_ = slow_end_ = end;
  }

  void append_slowly(std::size_t begin, std::size_t end) {
    for (SlowToken const& token : cut_slowly(text_.substr(begin, end - begin))) {
      std::string const key = fold(token.surface);
      list_.used_ = static_cast<std::size_t>(out_ - list_.keys_.data());
      reserve(key.size() + 2 * (text_.size() - begin));
      key_begin_ = list_.keys_.data() + list_.used_;
      out_ = std::copy(key.begin(), key.end(), key_begin_);
      begin_ = begin + token.begin;
      end_ = begin + token.end;
      close();
    }
  }

  void reserve(std::size_t bytes) {
    if (list_.keys_.size() < list_.used_ + bytes + kPadding)
      list_.keys_.resize(2 * (list_.used_ + bytes + kPadding));
  }

  friend class TokenList;
  CharacterTable const& table_ = CharacterTable::instance();
  std::string_view text_;
  TokenList& list_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;     ///< of the open token
  std::size_t end_ = 0;       ///< of the open token
  std::size_t slow_end_ = 0;  ///< of the last stretch that was cut slowly
  char* key_begin_ = nullptr;
  char* out_ = nullptr;
  bool drops_marks_ = false;  ///< the last letter is Latin or Greek
  bool after_mark_ = false;   ///< the last character is a mark that order matters for
};

void TokenList::clear() {
  tokens_.clear();
  saw_ill_formed_ = false;
  used_ = 0;
}

void TokenList::append(std::string_view text) {
  Tokeniser tokeniser(text.substr(0, kMostBytes), *this);
  tokeniser.run();
  used_ = static_cast<std::size_t>(tokeniser.key_begin_ - keys_.data());
}

std::vector<std::string> keys_of(std::string_view text) {
  TokenList list;
  list.append(text);
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < list.size(); ++i) keys.emplace_back(list.key(list[i]));
  return keys;
}

}  // namespace wirewatch
