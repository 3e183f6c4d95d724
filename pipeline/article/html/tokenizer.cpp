#include "pipeline/article/html/tokenizer.h"

#include <algorithm>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f";

bool is_space(char c) { return kSpace.find(c) != std::string_view::npos; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view name_of_tag(std::string_view tag_text) {
  return tag_text.substr(0, std::min(tag_text.find_first_of(" \t\r\n\f/"), tag_text.size()));
}

}  // namespace

bool HtmlTokenizer::next(HtmlToken& token) {
  token = {};
  if (raw_ != Tag::other) {
    token.kind = HtmlToken::Kind::raw;
    token.tag = raw_;
    token.text = read_raw(raw_);
    raw_ = Tag::other;
    return true;
  }
  while (at_ < source_.size()) {
    if (source_[at_] == '<' && read_markup(token)) {
      if (!token.text.empty()) return true;
      continue;
    }
    // Text runs to the next '<' that begins markup; one that does not is text itself.
    auto const begin = at_;
    at_ = std::min(source_.find('<', at_ + 1), source_.size());
    token.kind = HtmlToken::Kind::text;
    token.text = source_.substr(begin, at_ - begin);
    return true;
  }
  return false;
}

/// At '<'. False when it is only a character. What carries nothing leaves `token.text` empty.
bool HtmlTokenizer::read_markup(HtmlToken& token) {
  char const c = at_ + 1 < source_.size() ? source_[at_ + 1] : '\0';
  if (c == '!' || c == '?') {
    skip_comment();
    return true;
  }
  bool const end = c == '/';
  char const first = end ? (at_ + 2 < source_.size() ? source_[at_ + 2] : '\0') : c;
  if (!is_letter(first)) return false;
  at_ += end ? 2 : 1;
  token.text = read_tag();
  token.kind = end ? HtmlToken::Kind::end : HtmlToken::Kind::start;
  token.tag = find_tag(name_of_tag(token.text));
  token.self_closing = token.text.ends_with('/');
  if (!end && is_raw(token.tag)) raw_ = token.tag;
  return true;
}

void HtmlTokenizer::skip_comment() {
  bool const comment = source_.substr(at_, 4) == "<!--";
  std::string_view const close = comment ? "-->" : ">";
  // "<!-->" is a whole comment: the search begins at its dashes.
  auto const end = source_.find(close, at_ + 2);
  at_ = end == std::string_view::npos ? source_.size() : end + close.size();
}

/// Name and attributes up to '>', which quotes may hold. An unclosed quote must not swallow the
/// page: then the first
/// '>' ends the tag.
std::string_view HtmlTokenizer::read_tag() {
  auto const begin = at_;
  for (char quote = '\0', before = '\0'; at_ < source_.size(); ++at_) {
    char const c = source_[at_];
    if (quote) {
      auto const close = source_.find(quote, at_);
      if (close == std::string_view::npos) {
        at_ = std::min(source_.find('>', at_), source_.size());
        break;
      }
      at_ = close;
      quote = '\0';
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    } else if (c == '>') {
      break;
    }
    if (!is_space(c)) before = c;
  }
  auto const text = source_.substr(begin, at_ - begin);
  if (at_ < source_.size()) ++at_;
  return text;
}

/// The content of a raw element up to its end tag, which is left to be read.
std::string_view HtmlTokenizer::read_raw(Tag tag) {
  std::string_view const name = name_of(tag);
  auto const begin = at_;
  for (auto at = source_.find("</", at_); at != std::string_view::npos;
       at = source_.find("</", at + 2)) {
    if (!equals_ignoring_case(source_.substr(at + 2, name.size()), name)) continue;
    at_ = at;
    return source_.substr(begin, at - begin);
  }
  at_ = source_.size();
  return source_.substr(begin);
}

std::string_view attributes_of(std::string_view tag_text) {
  return tag_text.substr(name_of_tag(tag_text).size());
}

bool next_attribute(std::string_view& rest, HtmlAttribute& attribute) {
  auto const begin = rest.find_first_not_of(" \t\r\n\f/=");
  if (begin == std::string_view::npos) return false;
  auto const end = std::min(rest.find_first_of(" \t\r\n\f/=", begin), rest.size());
  attribute = {rest.substr(begin, end - begin), {}};
  auto at = rest.find_first_not_of(kSpace, end);
  if (at == std::string_view::npos || rest[at] != '=') {
    rest.remove_prefix(end);
    return true;
  }
  at = rest.find_first_not_of(kSpace, at + 1);
  if (at == std::string_view::npos) {
    rest = {};
    return true;
  }
  char const quote = rest[at];
  bool const quoted = quote == '"' || quote == '\'';
  auto const value = quoted ? at + 1 : at;
  auto const stop =
      std::min(quoted ? rest.find(quote, value) : rest.find_first_of(kSpace, value), rest.size());
  attribute.value = rest.substr(value, stop - value);
  rest.remove_prefix(std::min(stop + (quoted ? 1 : 0), rest.size()));
  return true;
}

}  // namespace wirewatch
