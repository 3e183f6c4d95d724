#include "pipeline/watch/document.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/watch/character_table.h"
#include "pipeline/watch/expression.h"
#include "pipeline/watch/slow_tokens.h"

namespace wirewatch {
namespace {

/// Where the second paragraph ends, in bytes. Paragraphs end in one or more line ends.
std::size_t lead_bytes(std::string_view body) {
  std::size_t at = 0;
  for (int paragraph = 0; paragraph < 2; ++paragraph) {
    at = body.find_first_not_of('\n', at);
    if (at == std::string_view::npos) return body.size();
    at = std::min(body.find('\n', at), body.size());
  }
  return at;
}

/// Whether normalisation leaves all of it as it is: letters and digits without marks.
bool is_plain(std::string_view text) {
  CharacterTable const& table = CharacterTable::instance();
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    CharacterClass const kind = table.at(next_code_point(text, at)).kind;
    if (kind != CharacterClass::run && kind != CharacterClass::single) return false;
  }
  return true;
}

}  // namespace

void TokenRanges::add(TokenRange one) {
  if (!one.empty()) range[count++] = one;
}

void Document::assign(Article const& article) {
  article_ = &article;
  authors_.clear();
  for (std::string const& author : article.authors) authors_ += author + '\n';
  tokens_.clear();
  auto const append = [this](std::string_view text) {
    auto const begin = static_cast<std::uint32_t>(tokens_.size());
    tokens_.append(text);
    return TokenRange{begin, static_cast<std::uint32_t>(tokens_.size())};
  };
  title_ = append(article.title);
  body_ = append(article.body);
  author_ = append(authors_);
  std::size_t const lead = lead_bytes(article.body);
  Token const* const first = tokens_.data() + body_.begin;
  Token const* const last = tokens_.data() + body_.end;
  auto const behind =
      std::partition_point(first, last, [lead](Token const& token) { return token.begin < lead; });
  lead_end_ = body_.begin + static_cast<std::uint32_t>(behind - first);
}

TokenRange Document::hlead() const {
  return {body_.begin, std::min(body_.end, body_.begin + kLeadTokens)};
}

TokenRanges Document::ranges(std::uint8_t fields) const {
  TokenRanges ranges;
  if (fields & (field::title | field::lead | field::hlead)) ranges.add(title_);
  TokenRange body{body_.begin, body_.begin};
  if (fields & field::body) body.end = body_.end;
  if (fields & field::lead) body.end = std::max(body.end, lead_end_);
  if (fields & field::hlead) body.end = std::max(body.end, hlead().end);
  ranges.add(body);
  if (fields & field::author) ranges.add(author_);
  return ranges;
}

std::string_view Document::text_of(std::uint32_t i) const {
  if (i < title_.end) return article_->title;
  return i < body_.end ? std::string_view(article_->body) : std::string_view(authors_);
}

char const* Document::field_of(std::uint32_t i) const {
  if (i < title_.end) return "title";
  return i < body_.end ? "body" : "author";
}

std::string Document::surface(std::uint32_t i) const {
  std::string surface;
  append_surface(i, surface);
  return surface;
}

void Document::append_surface(std::uint32_t i, std::string& to) const {
  Token const& token = tokens_[i];
  std::string_view const text = text_of(i).substr(token.begin, token.end - token.begin);
  if (is_plain(text)) {
    to += text;
    return;
  }
  std::size_t nth = 0;
  while (nth < i && tokens_[i - nth - 1].begin == token.begin &&
         tokens_[i - nth - 1].end == token.end)
    ++nth;
  std::vector<SlowToken> const tokens = cut_slowly(text);
  to += nth < tokens.size() ? std::string_view(tokens[nth].surface) : text;
}

}  // namespace wirewatch
