// The tokeniser: one pass over the bytes, by table.
//
// ASCII, the common scripts and their usual marks are decided by one look into the character table.
// What needs normalisation ("ﬁ", half-width kana, marks in an odd order) is rare: the stretch from
// the open token's begin to the next character that no normalisation can reach is given to
// `cut_slowly`, the definition itself. Its result is appended as if the fast path had made it.
#include "pipeline/watch/tokens.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/text.h"
#include "pipeline/text/fold.h"
#include "pipeline/watch/character_table.h"
#include "pipeline/watch/hash.h"
#include "pipeline/watch/slow_tokens.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr std::size_t kPadding = 16;

static_assert(std::endian::native == std::endian::little);

constexpr std::uint64_t every_byte(unsigned char value) { return 0x0101010101010101U * value; }
constexpr std::uint64_t kHighBits = every_byte(0x80);
constexpr std::uint64_t kLowerBits = every_byte(0x20);  ///< makes ASCII letters small ones

/// 0x80 in each of 8 bytes that is an ASCII letter or digit. Sums of 7 bits stay in their byte.
std::uint64_t word_bits(std::uint64_t bytes) {
  std::uint64_t const low = bytes & ~kHighBits;
  std::uint64_t const lower = low | kLowerBits;
  std::uint64_t const letters =
      (lower + every_byte(0x80 - 'a')) & ~(lower + every_byte(0x7F - 'z'));
  std::uint64_t const digits = (low + every_byte(0x80 - '0')) & ~(low + every_byte(0x7F - '9'));
  return (letters | digits) & ~bytes & kHighBits;
}

/// Which byte, in reading order, holds the lowest bit.
unsigned first_byte(std::uint64_t bits) {
  return static_cast<unsigned>(std::countr_zero(bits)) / 8;
}

/// The same of one byte: its key, or 0.
char word_key(char c) {
  auto const lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'z') return lower;
  return c >= '0' && c <= '9' ? c : '\0';
}

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }
bool is_ascii(char c) { return byte_of(c) < 0x80; }
bool is_tail(char c) { return (byte_of(c) & 0xC0) == 0x80; }

/// Well-formed sequences of two and three bytes at once, the rest by `next_code_point`.
[[gnu::always_inline]] inline char32_t decode(std::string_view text, std::size_t& at) {
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
      take_words();
      take_ascii();
      take_wide();
    }
    close();
  }

 private:
  bool is_open() const { return out_ != key_begin_; }
  bool at_ascii() const { return at_ < text_.size() && is_ascii(text_.data()[at_]); }
  bool at_wide() const { return at_ < text_.size() && !is_ascii(text_.data()[at_]); }

  /// Words of ASCII letters and digits alone, as long as they come: eight bytes at a time, and no
  /// look at one byte. Ends before a word that goes on beyond ASCII, and near the text's end.
  void take_words() {
    if (is_open() || !at_ascii()) return;
    char const* const text = text_.data();
    std::size_t const end = text_.size() > 8 ? text_.size() - 8 : 0;
    std::size_t at = at_;
    char* out = out_;
    while (at < end) {
      std::uint64_t const bytes = load_8(text + at);
      std::uint64_t const word = word_bits(bytes);
      std::uint64_t const stop = ~word & kHighBits;
      if (std::uint64_t const begin = word | (bytes & kHighBits); (begin & 0x80) == 0) {
        at += begin == 0 ? 8 : first_byte(begin);  // what cuts
        continue;
      }
      std::uint64_t const lower = bytes | kLowerBits;
      std::memcpy(out, &lower, 8);
      std::size_t length = 8;
      std::uint64_t hash = 0;
      if (stop != 0) {
        length = first_byte(stop);
        if (length == 0 || (bytes >> (8 * length) & 0x80) != 0) break;
        hash = hash_short(lower, length);
      } else {
        length = take_long_word(text, at, end, out);
        if (length == 0) break;
        hash = hash_padded(out, length);
      }
      push(hash, at, at + length, out, length);
      out += length;
      at += length + 1;
    }
    at_ = at;
    out_ = key_begin_ = out;
  }

  /// Of a word at `at` whose first 8 bytes are in `out`: its length, or 0 where it ends neither in
  /// ASCII nor before `end`.
  static std::size_t take_long_word(char const* text, std::size_t at, std::size_t end, char* out) {
    for (std::size_t length = 8; at + length < end; length += 8) {
      std::uint64_t const bytes = load_8(text + at + length);
      std::uint64_t const lower = bytes | kLowerBits;
      std::memcpy(out + length, &lower, 8);
      std::uint64_t const stop = ~word_bits(bytes) & kHighBits;
      if (stop == 0) continue;
      unsigned const more = first_byte(stop);
      return (bytes >> (8 * more) & 0x80) != 0 ? 0 : length + more;
    }
    return 0;
  }

  /// Byte by byte: the word that is open, or the next one, up to what cuts it.
  void take_ascii() {
    while (at_ascii()) {
      char const key = word_key(text_.data()[at_]);
      if (key == 0) {
        close();
        ++at_;
        return;
      }
      if (!is_open()) begin_ = at_;
      *out_++ = key;
      end_ = ++at_;
      drops_marks_ = true;
      after_mark_ = false;
    }
  }

  void take_wide() {
    while (at_wide()) {
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
          take_singles(&entry, next);
          continue;
        case CharacterClass::skip:
          break;
        case CharacterClass::mark:
        case CharacterClass::stable:
        case CharacterClass::loose:
          if (take_mark(entry, next)) break;
          [[fallthrough]];
        case CharacterClass::slow:
          take_slowly();
          continue;
      }
      at_ = next;
    }
  }

  static bool is_mark(CharacterEntry const& entry) {
    return entry.kind == CharacterClass::mark || entry.kind == CharacterClass::stable ||
           entry.kind == CharacterClass::loose;
  }

  /// Letters that are tokens of their own, with the marks that follow them.
  void take_singles(CharacterEntry const* entry, std::size_t next) {
    for (;;) {
      close();
      add(*entry, next);
      drops_marks_ = entry->takes_marks_away;
      for (;;) {
        at_ = next;
        if (!at_wide()) return close();
        entry = &table_.at(decode(text_, next));
        if (entry->kind == CharacterClass::single) break;
        if (entry->kind == CharacterClass::skip) continue;
        bool const marks = is_mark(*entry);
        if (entry->kind == CharacterClass::slow || (marks && !take_mark(*entry, next)))
          return take_slowly();
        if (!marks) return close();
      }
    }
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
    if (entry.length > 0) {
      std::memcpy(out_, entry.folded.data(), 4);
      out_ += entry.length;
    } else if (at_ + 4 <= text_.size()) {
      std::memcpy(out_, text_.data() + at_, 4);
      out_ += next - at_;
    } else {
      out_ = std::copy_n(text_.data() + at_, next - at_, out_);
    }
    end_ = next;
    after_mark_ = false;
  }

  void push(std::uint64_t hash, std::size_t begin, std::size_t end, char const* key,
            std::size_t length) {
    if (list_.count_ == list_.tokens_.size()) list_.tokens_.resize(2 * list_.count_ + 64);
    list_.tokens_.data()[list_.count_++] = {
        hash, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
        static_cast<std::uint32_t>(key - list_.keys_.data()), static_cast<std::uint32_t>(length)};
  }

  void close() {
    if (!is_open()) return;
    auto const length = static_cast<std::size_t>(out_ - key_begin_);
    push(hash_padded(key_begin_, length), begin_, end_, key_begin_, length);
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
    cut_slowly(text_.substr(begin, end - begin),
               [this, begin](SlowToken const& token) { append(token, begin); });
  }

  void append(SlowToken const& token, std::size_t begin) {
    std::string const key = fold(token.surface);
    list_.used_ = static_cast<std::size_t>(out_ - list_.keys_.data());
    reserve(key.size() + 2 * (text_.size() - begin));
    key_begin_ = list_.keys_.data() + list_.used_;
    out_ = std::copy(key.begin(), key.end(), key_begin_);
    begin_ = begin + token.begin;
    end_ = begin + token.end;
    close();
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
  count_ = 0;
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
