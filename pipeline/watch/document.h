#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article/article.h"
#include "pipeline/watch/tokens.h"

namespace wirewatch {

/// Tokens [begin, end) of a document.
struct TokenRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool empty() const { return begin >= end; }
  friend bool operator==(TokenRange const&, TokenRange const&) = default;
};

/// A few ranges that do not overlap, in order; a fixed size, for they are made in inner loops.
struct TokenRanges {
  std::array<TokenRange, 3> range;
  std::size_t count = 0;
  TokenRange const* begin() const { return range.data(); }
  TokenRange const* end() const { return range.data() + count; }
  void add(TokenRange one);
};

/// An article, cut into tokens. Refers to the article, which must outlive it. Keeps its memory when
/// another article is assigned.
class Document {
 public:
  static constexpr std::uint32_t kLeadTokens = 50;  ///< of the body, that belong to `field::hlead`

  void assign(Article const& article);

  Article const& article() const { return *article_; }
  TokenList const& tokens() const { return tokens_; }
  std::string_view authors() const { return authors_; }  ///< one a line

  TokenRange title() const { return title_; }
  TokenRange body() const { return body_; }
  TokenRange author() const { return author_; }
  /// The first two paragraphs of the body.
  TokenRange lead() const { return {body_.begin, lead_end_}; }
  TokenRange hlead() const;

  /// What a set of fields (expression.h) covers. No phrase reaches from one range into another.
  TokenRanges ranges(std::uint8_t fields) const;

  /// The original text that token `i` points into, and the name of its field.
  std::string_view text_of(std::uint32_t i) const;
  char const* field_of(std::uint32_t i) const;

  /// The key of a token, and the token as written (normalised, but neither case nor marks folded).
  std::string_view key(std::uint32_t i) const { return tokens_.key(tokens_[i]); }
  std::string surface(std::uint32_t i) const;
  void append_surface(std::uint32_t i, std::string& to) const;

 private:
  Article const* article_ = nullptr;
  std::string authors_;  ///< one a line
  TokenList tokens_;
  TokenRange title_;
  TokenRange body_;
  TokenRange author_;
  std::uint32_t lead_end_ = 0;
};

/// Sentences of a range: they end at a stop mark before white space and an upper-case or caseless
/// letter, and at line ends. Paragraphs end at empty lines.
std::vector<TokenRange> sentences_of(Document const& document, TokenRange range);
std::vector<TokenRange> paragraphs_of(Document const& document, TokenRange range);

}  // namespace wirewatch
