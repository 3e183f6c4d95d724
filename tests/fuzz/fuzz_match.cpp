// The index against the plain evaluator: rules and a document, both made of the input, must give
// the same answer either way; evidence lies inside the text.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/parse_query.h"
#include "pipeline/watch/rule_index.h"
#include "pipeline/watch/rule_set.h"
#include "pipeline/watch/watch_rule.h"

namespace {

using namespace wirewatch;
using Kind = Expression::Kind;

/// Words that meet each other often: case, marks, hyphens, scripts, inflection.
constexpr char const* kWords[] = {
    "a",      "b",      "ab",     "A",         "Kim Jong-un", "kim",    "jong un", "sanction",
    "Élysée", "elysee", "金正恩", "正",        "恩",          "김정은", "missile", "missiles",
    "US",     "us",     "u.s.",   "Straße",    "STRASSE",     "ﬁn",     "fin",     "الكتاب",
    "كتاب",   "é",      "x",      "in\u00adx", "ガ",          "ｶﾞ",     "ไทย",     "2024年"};

/// Reads the input as choices.
class Choices {
 public:
  Choices(std::uint8_t const* data, std::size_t size) : data_(data), size_(size) {}
  unsigned next(unsigned below) { return at_ < size_ ? data_[at_++] % below : 0; }
  bool empty() const { return at_ >= size_; }

 private:
  std::uint8_t const* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

Expression make_leaf(Choices& choices, bool with_places) {
  constexpr std::uint8_t kFields[] = {field::text,  field::title,  field::body, field::lead,
                                      field::hlead, field::author, field::all};
  Expression leaf;
  unsigned const kind = choices.next(with_places ? 4 : 8);
  leaf.kind = kind < 2    ? Kind::sequence
              : kind == 2 ? Kind::prefix
              : kind == 3 ? Kind::wildcard
              : kind == 4 ? Kind::regex
              : kind == 5 ? Kind::language
              : kind == 6 ? Kind::sequence
                          : Kind::tag;
  leaf.text = kWords[choices.next(std::size(kWords))];
  if (leaf.kind == Kind::language) leaf.text = choices.next(2) == 0 ? "en" : "ar";
  if (leaf.kind == Kind::wildcard) leaf.text = choices.next(2) == 0 ? "?" + leaf.text : "k*m";
  if (leaf.kind == Kind::regex && choices.next(2) == 0) leaf.text = "\\b" + leaf.text;
  if (leaf.kind == Kind::sequence) leaf.form = static_cast<Expression::Form>(choices.next(3));
  leaf.fields = choices.next(3) == 0 ? kFields[choices.next(std::size(kFields))] : field::text;
  return leaf;
}

Expression make_places(Choices& choices) {
  if (choices.next(3) != 0) return make_leaf(choices, true);
  Expression any;
  any.kind = Kind::any;
  for (unsigned i = 0; i < 2; ++i) any.children.push_back(make_leaf(choices, true));
  return any;
}

Expression make_rule(Choices& choices, int depth) {
  if (depth > 3 || choices.empty()) return make_leaf(choices, false);
  Expression out;
  switch (choices.next(9)) {
    case 0:
    case 1:
      out.kind = Kind::all;
      break;
    case 2:
      out.kind = Kind::any;
      break;
    case 3:
      out.kind = Kind::none;
      out.children.push_back(make_rule(choices, depth + 1));
      return out;
    case 4:
      out.kind = choices.next(2) == 0 ? Kind::sentence : Kind::paragraph;
      out.children.push_back(make_rule(choices, depth + 1));
      return out;
    case 5:
      out.kind = Kind::at_least;
      out.n = choices.next(4);
      out.children.push_back(make_places(choices));
      return out;
    case 6:
    case 7:
      out.kind = Kind::near;
      out.n = 1 + choices.next(6);
      out.ordered = choices.next(2) == 0;
      for (unsigned i = 0, count = choices.next(8) == 0 ? 3 : 2; i < count; ++i)
        out.children.push_back(make_places(choices));
      return out;
    default:
      return make_leaf(choices, false);
  }
  for (unsigned i = 0, count = 2 + choices.next(2); i < count; ++i)
    out.children.push_back(make_rule(choices, depth + 1));
  return out;
}

/// As many as are searched for together.
void add_regexes(std::vector<Expression>& rules) {
  for (char const* const text : {"ki+m", "us[ -]us", "\\bk1", "k2$", "[0-9]{4}"}) {
    Expression& rule = rules.emplace_back();
    rule.kind = Kind::regex;
    rule.text = text;
    rule.fields = field::text;
  }
}

std::string make_text(Choices& choices, unsigned most) {
  constexpr char const* kBetween[] = {" ", " ", " ", "-", ". ", "\n\n", "", "’", "\u0301", "\xff"};
  std::string text;
  for (unsigned i = 0, count = choices.next(most); i < count; ++i) {
    text += kWords[choices.next(std::size(kWords))];
    text += kBetween[choices.next(std::size(kBetween))];
  }
  return text;
}

void compare(std::vector<Expression> const& rules, Article const& article) {
  static MatchScratch scratch;
  Document document;
  document.assign(article);
  std::vector<RuleIndex::Rule> numbered;
  for (Expression const& rule : rules)
    numbered.push_back({static_cast<std::uint32_t>(numbered.size()), &rule});
  std::vector<std::uint32_t> fired;
  RuleIndex(numbered).match(document, scratch, fired);
  static RuleSet const none;
  RuleSet changing = none;
  for (RuleIndex::Rule const& rule : numbered) {
    std::vector<WatchRule> put(1);
    put.front().name = std::to_string(rule.number);
    put.front().expression = *rule.expression;
    changing = changing.with(std::move(put), {});
    if (rule.number % 5 == 0) changing = changing.tidied();
  }
  std::vector<std::string> const live = changing.firing(article);
  Stemmer stemmer;
  Evaluator evaluator(document, stemmer);
  for (RuleIndex::Rule const& rule : numbered) {
    bool const holds = evaluator.holds(*rule.expression);
    if (holds != (std::count(fired.begin(), fired.end(), rule.number) == 1) ||
        holds != (std::count(live.begin(), live.end(), std::to_string(rule.number)) == 1)) {
      std::fprintf(stderr, "rule %u: %s is %d\n", rule.number, describe(*rule.expression).c_str(),
                   holds);
      std::abort();
    }
    for (Evidence const& one : evaluator.evidence(*rule.expression, 20)) {
      if (one.span.begin > one.span.end) std::abort();
      if (one.field == "title" && one.span.end > article.title.size()) std::abort();
      if (one.field == "body" && one.span.end > article.body.size()) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size < 2 || size > 4000) return 0;
  std::vector<Expression> rules;
  Article article;
  article.language = data[0] % 3 == 0 ? "en" : data[0] % 3 == 1 ? "ar" : "";
  if (data[0] >= 128) {  // a query, a form feed, a text
    std::string const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    std::size_t const cut = std::min(text.find('\f'), text.size());
    std::vector<Diagnostic> problems;
    TermLists const none;
    WordLists words(none, problems);
    auto query = parse_query({text.substr(0, cut), 1, 1}, words, problems);
    if (!query) return 0;
    rules.push_back(std::move(*query));
    article.body = text.substr(std::min(cut + 1, text.size()));
  } else {
    Choices choices(data + 1, size - 1);
    for (unsigned i = 0, count = 1 + choices.next(6); i < count; ++i)
      rules.push_back(make_rule(choices, 0));
    article.title = make_text(choices, 5);
    if (choices.next(2) == 0) article.authors = {"Kim", "a b"};
    if (choices.next(4) == 0) article.tags = {"us"};
    article.body = make_text(choices, 90);
  }
  if (data[0] % 4 == 0) add_regexes(rules);
  compare(rules, article);
  return 0;
}
