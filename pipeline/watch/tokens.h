#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// One token of a text: where it stands, and the key that it is compared by.
struct Token {
  std::uint64_t hash = 0;    ///< of the key, see `hash_key`
  std::uint32_t begin = 0;   ///< bytes of the original text
  std::uint32_t end = 0;     ///< bytes of the original text
  std::uint32_t key = 0;     ///< where its key begins in the list's keys
  std::uint32_t length = 0;  ///< of the key, in bytes
};

/// The tokens of one or several texts, in order. Keeps its memory when cleared, so that cutting one
/// article after the other allocates nothing.
///
/// The rules: NFKC; format characters are not there; in scripts without spaces and in Hangul each
/// letter or digit, with the marks after it, is a token; elsewhere a run of letters, marks and
/// digits. All else cuts: apostrophes, hyphens, dots, underscores. A token's key is `fold` of it.
class TokenList {
 public:
  void clear();

  /// Whether some of the bytes were no UTF-8.
  bool saw_ill_formed() const { return saw_ill_formed_; }

  /// Cuts `text` (any bytes; what is not UTF-8 cuts) and appends its tokens. Linear in the text.
  /// Texts of more than 1 GB are cut off there.
  void append(std::string_view text);

  std::size_t size() const { return count_; }
  Token const& operator[](std::size_t i) const { return tokens_.data()[i]; }
  Token const* data() const { return tokens_.data(); }
  std::string_view key(Token const& token) const {
    return {keys_.data() + token.key, token.length};
  }
  /// Readable for at least 8 bytes behind each key's end.
  char const* key_bytes(Token const& token) const { return keys_.data() + token.key; }

 private:
  friend class Tokeniser;
  // Both as large as they ever had to be; `count_` and `used_` of them are in use.
  std::vector<Token> tokens_;
  std::vector<char> keys_;
  std::size_t count_ = 0;
  std::size_t used_ = 0;
  bool saw_ill_formed_ = false;
};

/// Hash of a key of which at least 8 bytes behind its end may be read.
std::uint64_t hash_padded_key(char const* key, std::size_t length);
std::uint64_t hash_key(std::string_view key);

/// The keys of the tokens of a text, as rules need them.
std::vector<std::string> keys_of(std::string_view text);

}  // namespace wirewatch
