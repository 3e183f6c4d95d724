#include "tests/pipeline/watch/rules.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "pipeline/watch/evaluate.h"
#include "pipeline/watch/parse_query.h"
#include "pipeline/watch/rule_set.h"

namespace wirewatch::test {
namespace {

std::string brief(std::vector<Diagnostic> const& problems) {
  std::string out;
  for (Diagnostic const& one : problems)
    out += fmt::format("{}{}:{}+{} {}{}", out.empty() ? "" : "\n", one.line, one.column, one.length,
                       one.message, one.hint.empty() ? "" : " [" + one.hint + "]");
  return out;
}

std::string form_of(Expression const& expression) {
  if (expression.kind != Expression::Kind::sequence) return {};
  return expression.form == Expression::Form::stem ? "~" : "";
}

void write(Expression const& expression, std::string& out) {
  out += form_of(expression) + describe(expression);
  if (expression.children.empty()) return;
  out += '(';
  for (Expression const& child : expression.children) {
    if (&child != &expression.children.front()) out += ' ';
    write(child, out);
  }
  out += ')';
}

}  // namespace

WatchSpec watch(std::string_view query) {
  WatchSpec spec;
  spec.name = "w";
  spec.query = {std::string(query), 1, 1};
  return spec;
}

Article article(std::string body, std::string language, std::string title) {
  Article out;
  out.title = std::move(title);
  out.body = std::move(body);
  out.language = std::move(language);
  return out;
}

bool fires(std::string_view query, Article const& article, TermLists const& lists) {
  WatchSpec const spec = watch(query);
  std::vector<Diagnostic> problems;
  RuleSet const rules = RuleSet::compile(std::span(&spec, 1), lists, problems);
  EXPECT_EQ(brief(problems), "") << query;
  bool const indexed = !rules.match(article).empty();
  WordLists words(lists, problems);
  auto const expression = parse_query(spec.query, words, problems);
  if (!expression) return false;
  Document document;
  document.assign(article);
  Stemmer stemmer;
  EXPECT_EQ(Evaluator(document, stemmer).holds(*expression), indexed)
      << query << "\nindex and evaluator differ on\n"
      << article.body;
  return indexed;
}

Match match_of(std::string_view query, Article const& article, TermLists const& lists) {
  WatchSpec const spec = watch(query);
  std::vector<Diagnostic> problems;
  auto matches = RuleSet::compile(std::span(&spec, 1), lists, problems).match(article);
  EXPECT_EQ(brief(problems), "") << query;
  EXPECT_EQ(matches.size(), 1u) << query;
  return matches.empty() ? Match{} : std::move(matches.front());
}

std::string tree_of(std::string_view query, TermLists const& lists) {
  std::vector<Diagnostic> problems;
  WordLists words(lists, problems);
  auto const parsed = parse_query({std::string(query), 1, 1}, words, problems);
  if (!parsed) return brief(problems);
  std::string out;
  write(*parsed, out);
  return out;
}

std::string errors_of(std::string_view query, TermLists const& lists) {
  std::vector<Diagnostic> problems;
  WordLists words(lists, problems);
  (void)parse_query({std::string(query), 1, 1}, words, problems);  // its errors are what is asked
  return brief(problems);
}

TermLists lists(std::vector<std::pair<std::string, std::vector<std::string>>> const& all) {
  TermLists out;
  std::size_t line = 0;
  for (auto const& [name, terms] : all) {
    ++line;
    for (std::string const& term : terms) out[name].push_back({term, line, 1});
  }
  return out;
}

std::string text_at(Evidence const& evidence, Article const& article) {
  std::string const& text = evidence.field == "title" ? article.title : article.body;
  return text.substr(evidence.span.begin, evidence.span.end - evidence.span.begin);
}

}  // namespace wirewatch::test
