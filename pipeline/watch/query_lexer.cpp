#include "pipeline/watch/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace wirewatch {
namespace {

using Kind = QueryToken::Kind;

constexpr unsigned kMostNear = 10'000;
constexpr std::size_t kMostProblems = 20;  ///< of one query; more help nobody

struct Operator {
  std::string_view name;
  Kind kind;
  bool counts;  ///< is followed by "/n"
};
constexpr std::array<Operator, 8> kOperators{{{"AND", Kind::all, false},
                                              {"OR", Kind::any, false},
                                              {"NOT", Kind::none, false},
                                              {"NEAR", Kind::near, true},
                                              {"ADJ", Kind::adjacent, true},
                                              {"atleast", Kind::at_least, true},
                                              {"SENT", Kind::sentence, false},
                                              {"PARA", Kind::paragraph, false}}};

/// The quotes that people paste from texts count as the plain one.
constexpr std::array<std::string_view, 4> kQuotes{"\"", "“", "”", "„"};

std::size_t quote_length(std::string_view text) {
  for (std::string_view const quote : kQuotes)
    if (text.starts_with(quote)) return quote.size();
  return 0;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  Lexer(std::string_view text, QueryProblems& problems) : text_(text), problems_(problems) {}

  std::vector<QueryToken> run() && {
    while (skip_spaces()) take();
    push(Kind::end, text_.size(), text_.size());
    return std::move(tokens_);
  }

 private:
  bool skip_spaces() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_]))
        ++at_;
      else if (text_.substr(at_).starts_with("\u00a0"))
        at_ += 2;
      else
        break;
    }
    return at_ < text_.size();
  }

  void take() {
    char const c = text_[at_];
    if (c == '(' || c == ')') {
      push(c == '(' ? Kind::open : Kind::close, at_, at_ + 1);
      ++at_;
    } else if (quote_length(text_.substr(at_)) > 0) {
      take_quoted();
    } else if (c == '/' && !is_behind_url()) {
      take_regex();
    } else if (c == '$') {
      take_list();
    } else {
      take_word();
    }
  }

  /// "url:/world/" is a path, no regular expression.
  bool is_behind_url() const {
    return !tokens_.empty() && tokens_.back().kind == Kind::prefix &&
           tokens_.back().text == "url" && tokens_.back().end == at_;
  }

  QueryToken& push(Kind kind, std::size_t begin, std::size_t end, std::string_view text = {}) {
    return tokens_.emplace_back(QueryToken{kind, std::string(text), 0, begin, end});
  }

  void take_quoted() {
    std::size_t const begin = at_;
    at_ += quote_length(text_.substr(at_));
    std::size_t const inside = at_;
    while (at_ < text_.size()) {
      if (std::size_t const length = quote_length(text_.substr(at_)); length > 0) {
        push(Kind::quoted, begin, at_ + length, text_.substr(inside, at_ - inside));
        at_ += length;
        return;
      }
      ++at_;
    }
    problems_.error(begin, begin + 1, "the quote that opens here is never closed",
                    "close it with '\"' behind the phrase");
  }

  void take_regex() {
    std::size_t const begin = at_++;
    std::string pattern;
    while (at_ < text_.size() && text_[at_] != '/') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        if (text_[at_ + 1] != '/') pattern += text_[at_];
        ++at_;
      }
      pattern += text_[at_++];
    }
    if (at_ >= text_.size()) {
      problems_.error(begin, begin + 1, "the regular expression that opens here is never closed",
                      "close it with '/'; a slash inside is written '\\/'");
      return;
    }
    ++at_;
    push(Kind::regex, begin, at_, pattern);
  }

  void take_list() {
    std::size_t const begin = at_++;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    if (at_ == begin + 1)
      problems_.error(begin, at_, "'$' without the name of a word list",
                      "write '$name', or quote the text");
    else
      push(Kind::list, begin, at_, text_.substr(begin + 1, at_ - begin - 1));
  }

  bool ends_word() const {
    char const c = text_[at_];
    return is_space(c) || c == '(' || c == ')' ||
           (quote_length(text_.substr(at_)) > 0 && !is_gershayim()) ||
           text_.substr(at_).starts_with("\u00a0");
  }

  /// A quote between Hebrew letters, as acronyms are written.
  bool is_gershayim() const {
    constexpr char kHebrew = '\xD7';
    return text_[at_] == '"' && at_ >= 2 && text_[at_ - 2] == kHebrew && at_ + 1 < text_.size() &&
           text_[at_ + 1] == kHebrew;
  }

  void take_word() {
    std::size_t const begin = at_;
    while (at_ < text_.size() && !ends_word()) {
      if (text_[at_] == ':' && is_prefix(begin)) {
        push(Kind::prefix, begin, at_ + 1, text_.substr(begin, at_ - begin));
        ++at_;
        return;
      }
      ++at_;
    }
    std::string_view const word = text_.substr(begin, at_ - begin);
    if (!take_operator(word, begin)) push(Kind::word, begin, at_, word);
  }

  /// A letter first and something behind the colon: "title:x", not "10:30" and not "note: x".
  bool is_prefix(std::size_t begin) const {
    std::string_view const name = text_.substr(begin, at_ - begin);
    bool const named = !name.empty() && std::ranges::all_of(name, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    });
    return named && !text_.substr(at_ + 1).starts_with("//");
  }

  bool take_operator(std::string_view word, std::size_t begin) {
    std::size_t const slash = word.find('/');
    std::string_view const name = word.substr(0, slash);
    auto const found = std::ranges::find(kOperators, name, &Operator::name);
    if (found == kOperators.end()) return false;
    if (!found->counts) {
      if (slash != std::string_view::npos) return false;
      push(found->kind, begin, at_, word);
      return true;
    }
    unsigned n = 0;
    if (slash != std::string_view::npos) {
      char const* const end = word.data() + word.size();
      auto const read = std::from_chars(word.data() + slash + 1, end, n);
      if (read.ec != std::errc() || read.ptr != end || n > kMostNear) n = 0;
    } else if (found->kind == Kind::at_least) {
      return false;  // a word like others
    }
    if (n == 0)
      problems_.error(begin, at_,
                      fmt::format("'{}' needs a count from 1 to {}", printable(word), kMostNear),
                      fmt::format("write '{}/10'", name));
    push(found->kind, begin, at_, word).n = std::max(n, 1U);
    return true;
  }

  std::string_view text_;
  QueryProblems& problems_;
  std::size_t at_ = 0;
  std::vector<QueryToken> tokens_;
};

}  // namespace

namespace {

/// Characters from the begin of its line.
std::size_t column_of(std::string_view text, std::size_t offset) {
  std::string_view const before = text.substr(0, offset);
  return utf8_length(before.substr(before.rfind('\n') + 1));
}

}  // namespace

void QueryProblems::place(std::size_t offset, std::size_t& line, std::size_t& column) const {
  std::string_view const text = source_.text;
  if (offset < known_offset_) {
    std::string_view const back = text.substr(offset, known_offset_ - offset);
    auto const lines = static_cast<std::size_t>(std::ranges::count(back, '\n'));
    known_line_ -= lines;
    known_column_ = lines == 0 ? known_column_ - utf8_length(back) : column_of(text, offset);
    known_offset_ = offset;
  }
  std::string_view const between = text.substr(known_offset_, offset - known_offset_);
  std::size_t const line_end = between.rfind('\n');
  known_line_ += static_cast<std::size_t>(std::ranges::count(between, '\n'));
  known_column_ = line_end == std::string_view::npos ? known_column_ + utf8_length(between)
                                                     : utf8_length(between.substr(line_end + 1));
  known_offset_ = offset;
  line = source_.line == 0 ? 0 : source_.line + known_line_;
  column = std::max<std::size_t>(source_.column, 1) + known_column_;
}

void QueryProblems::error(std::size_t begin, std::size_t end, std::string message,
                          std::string hint) {
  if (++count_ > kMostProblems) return;
  Diagnostic problem;
  place(begin, problem.line, problem.column);
  std::string_view const marked = std::string_view(source_.text).substr(begin, end - begin);
  problem.length = std::max<std::size_t>(1, utf8_length(marked));
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  problems_.push_back(std::move(problem));
}

std::vector<QueryToken> lex_query(std::string_view text, QueryProblems& problems) {
  return Lexer(text, problems).run();
}

}  // namespace wirewatch
