#include "pipeline/watch/parse_query.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "pipeline/watch/query_lexer.h"
#include "pipeline/watch/query_parser.h"

namespace wirewatch {
namespace {

constexpr std::size_t kLongestQuery = 8U << 20;  ///< bytes

/// Whether an item of a simple key is written in the query language rather than as plain words.
bool is_query_item(std::string_view text) {
  if (text.starts_with('$') || text.starts_with("\"") || text.starts_with("“")) return true;
  if (text.size() > 2 && text.starts_with('/') && text.ends_with('/')) return true;
  std::size_t const colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  static constexpr std::string_view kPrefixes =
      " case exact stem title body lead hlead author text lang source tag url category event ";
  return kPrefixes.find(fmt::format(" {} ", text.substr(0, colon))) != std::string_view::npos;
}

}  // namespace

struct WordLists::Flattening {
  std::vector<std::string> path;     ///< the lists being opened
  std::set<std::string> seen_lists;  ///< opened and done
  std::set<std::string> seen_terms;
  std::vector<Expression> members;
  bool failed = false;
};

WordLists::Members WordLists::find(std::string_view name, TermContext const& context) {
  Key const key{name, context.fields, context.form ? static_cast<int>(*context.form) : -1};
  if (auto const found = known_.find(key); found != known_.end()) return found->second;
  auto const opened = opening_.emplace(name);
  if (!opened.second) return nullptr;
  Flattening into;
  bool const ok = collect(std::string(name), context, into) && !into.failed;
  opening_.erase(opened.first);
  Members members;
  if (ok) members = std::make_shared<std::vector<Expression> const>(std::move(into.members));
  known_.emplace(key, members);
  return members;
}

bool WordLists::collect(std::string const& name, TermContext const& context, Flattening& into) {
  if (!into.seen_lists.insert(name).second) return true;
  auto const found = lists_.find(name);
  if (found == lists_.end()) return false;
  into.path.push_back(name);
  for (SourceText const& member : found->second) add(name, member, context, into);
  into.path.pop_back();
  return true;
}

void WordLists::add(std::string const& name, SourceText const& member, TermContext const& context,
                    Flattening& into) {
  std::string_view const text = trim(member.text);
  std::vector<Diagnostic> found;
  QueryProblems problems(member, found);
  if (text.starts_with('$')) {
    std::string const other(trim(text.substr(1)));
    auto const open = std::ranges::find(into.path, other);
    if (open != into.path.end()) {
      std::vector<std::string> circle(open, into.path.end());
      circle.push_back(other);
      problems.error(0, member.text.size(),
                     fmt::format("word list '${}' contains itself: ${}", printable(other),
                                 fmt::join(circle, " -> $")),
                     "remove one of these");
    } else if (!collect(other, context, into)) {
      problems.error(0, member.text.size(),
                     fmt::format("unknown word list '${}'", printable(other)),
                     "define it under 'terms:'");
    }
  } else if (auto term = parse_term(member, *this, context, found)) {
    if (into.seen_terms
            .insert(fmt::format("{}\n{}\n{}", describe(*term), static_cast<int>(term->form),
                                term->text))
            .second)
      into.members.push_back(std::move(*term));
  }
  if (found.empty()) return;
  into.failed = true;
  std::string const where = fmt::format("{}\n{}", name, member.text);
  if (broken_.insert(where).second) problems_.insert(problems_.end(), found.begin(), found.end());
}

std::optional<Expression> parse_query(SourceText const& source, WordLists& lists,
                                      std::vector<Diagnostic>& problems) {
  QueryProblems place(source, problems);
  if (source.text.size() > kLongestQuery) {
    place.error(
        0, 1,
        fmt::format("the query has {} bytes, the limit is {}", source.text.size(), kLongestQuery),
        "put its words into a word list");
    return std::nullopt;
  }
  QueryParser parser(source.text, lex_query(source.text, place), lists, place);
  return parser.run({});
}

std::optional<Expression> parse_term(SourceText const& source, WordLists& lists,
                                     TermContext const& context,
                                     std::vector<Diagnostic>& problems) {
  QueryProblems place(source, problems);
  std::string_view const text = trim(source.text);
  if (is_query_item(text)) {
    QueryParser parser(source.text, lex_query(source.text, place), lists, place);
    return parser.run(context);
  }
  auto term = make_term(text, false, context);
  if (!term) {
    place.error(0, source.text.size(),
                fmt::format("'{}' has no letter or digit to look for", printable(text)));
    return std::nullopt;
  }
  place.place(0, term->line, term->column);
  return term;
}

}  // namespace wirewatch
