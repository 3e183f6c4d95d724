#include "pipeline/watch/evaluate.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "pipeline/text/fold.h"
#include "pipeline/watch/near.h"
#include "pipeline/watch/regex.h"

namespace wirewatch {
namespace {

using Form = Expression::Form;
using Kind = Expression::Kind;

TokenRange intersection(TokenRange a, TokenRange b) {
  return {std::max(a.begin, b.begin), std::min(a.end, b.end)};
}

bool contains(std::vector<std::string> const& values, std::string const& key) {
  return std::ranges::any_of(values, [&](std::string const& value) { return fold(value) == key; });
}

std::vector<std::string> surfaces_of(std::string const& text) {
  Article article;
  article.title = text;
  Document document;
  document.assign(article);
  std::vector<std::string> surfaces;
  for (std::uint32_t i = 0; i < document.tokens().size(); ++i)
    surfaces.push_back(document.surface(i));
  return surfaces;
}

}  // namespace

bool has_shape(std::string_view text, std::string_view pattern) {
  // The usual loop with one point to return to: the last '*'. Quadratic at worst, on one word.
  std::size_t t = 0, p = 0, star = std::string_view::npos, star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    std::size_t next_t = t, next_p = p;
    if (p < pattern.size()) {
      char32_t const c = next_code_point(text, next_t);
      char32_t const want = next_code_point(pattern, next_p);
      if (want == U'?' || c == want) {
        t = next_t;
        p = next_p;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    (void)next_code_point(text, star_text);
    t = star_text;
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool Evaluator::holds(Expression const& expression, Window const& window) {
  auto const child_holds = [&](Expression const& child) { return holds(child, window); };
  switch (expression.kind) {
    case Kind::all:
      return std::ranges::all_of(expression.children, child_holds);
    case Kind::any:
      return std::ranges::any_of(parts_of(expression), child_holds);
    case Kind::none:
      return !child_holds(expression.children.front());
    case Kind::sentence:
    case Kind::paragraph:
      return holds_in_one(expression, window);
    case Kind::at_least:
      return count_starts(expression, window) >= expression.n;
    case Kind::regex:
      return !regex_places(expression, window, 1).empty();
    case Kind::sequence:
    case Kind::prefix:
    case Kind::wildcard:
    case Kind::near:
      return holds_somewhere(expression, window);
    default:
      return has_value(expression);
  }
}

bool Evaluator::holds_somewhere(Expression const& expression, Window const& window) {
  // NEAR's leaves carry their own fields, so that each field is searched as a whole.
  auto const ranges =
      document_.ranges(expression.kind == Kind::near ? field::all : expression.fields);
  return std::ranges::any_of(ranges, [&](TokenRange range) {
    if (window) range = intersection(range, *window);
    return !range.empty() && !places(expression, range).empty();
  });
}

bool Evaluator::holds_in_one(Expression const& expression, Window const& window) {
  return std::ranges::any_of(pieces_of(expression, window), [&](TokenRange const& piece) {
    return holds(expression.children.front(), piece);
  });
}

std::vector<TokenRange> Evaluator::pieces_of(Expression const& scope, Window const& window) const {
  std::vector<TokenRange> pieces;
  for (TokenRange range : document_.ranges(field::text)) {
    if (window) range = intersection(range, *window);
    auto const more = scope.kind == Kind::sentence ? sentences_of(document_, range)
                                                   : paragraphs_of(document_, range);
    pieces.insert(pieces.end(), more.begin(), more.end());
  }
  return pieces;
}

bool Evaluator::has_value(Expression const& expression) const {
  Article const& article = document_.article();
  std::string const key = fold(expression.text);
  switch (expression.kind) {
    case Kind::language:
      return fold(article.language) == key;
    case Kind::source:
      return fold(article.source) == key || (!key.empty() && fold(article.site_name) == key);
    case Kind::tag:
      return contains(article.tags, key);
    case Kind::url:
      return fold(article.url).find(key) != std::string::npos;
    case Kind::category:
      return fold(article.section) == key || contains(article.categories, key);
    case Kind::event:
      return expression.text == name_of(article.event);
    default:
      return false;
  }
}

std::size_t Evaluator::count_starts(Expression const& expression, Window const& window) {
  std::set<std::uint32_t> starts;
  for (TokenRange range : document_.ranges(field::all)) {
    if (window) range = intersection(range, *window);
    if (range.empty()) continue;
    for (TokenRange const& place : places(expression.children.front(), range))
      starts.insert(place.begin);
  }
  return starts.size();
}

Evaluator::Places Evaluator::places(Expression const& expression, TokenRange part) {
  Places found;
  auto const append = [&found](Places const& more) {
    found.insert(found.end(), more.begin(), more.end());
  };
  switch (expression.kind) {
    case Kind::sequence:
    case Kind::prefix:
    case Kind::wildcard:
      for (TokenRange const& range : document_.ranges(expression.fields)) {
        TokenRange const inside = intersection(range, part);
        if (inside.empty()) continue;
        append(expression.kind == Kind::sequence ? sequence_places(expression, inside)
                                                 : token_places(expression, inside));
      }
      break;
    case Kind::any:
      for (Expression const& child : parts_of(expression)) append(places(child, part));
      break;
    case Kind::near:
      for (Places const& group : near_hits(expression, part)) {
        TokenRange cover = group.front();
        for (TokenRange const& one : group)
          cover = {std::min(cover.begin, one.begin), std::max(cover.end, one.end)};
        found.push_back(cover);
      }
      break;
    default:
      break;
  }
  std::ranges::sort(found, [](TokenRange const& a, TokenRange const& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Evaluator::Places Evaluator::sequence_places(Expression const& expression, TokenRange range) {
  std::string const& language = document_.article().language;
  bool const stems = expression.form == Form::stem && Stemmer::knows(language);
  bool const exact = expression.form == Form::exact;
  std::vector<std::string> wanted = exact ? surfaces_of(expression.text) : keys_of(expression.text);
  std::vector<std::string> wanted_stems;
  if (stems)
    for (std::string const& word : surfaces_of(expression.text))
      wanted_stems.push_back(stemmer_.stem(word, language));
  auto const is_word = [&](std::uint32_t i, std::uint32_t k) {
    if (exact) return document_.surface(i) == wanted[k];
    return document_.key(i) == wanted[k] ||
           (stems && stemmer_.stem(document_.surface(i), language) == wanted_stems[k]);
  };
  Places found;
  auto const length = static_cast<std::uint32_t>(wanted.size());
  if (length == 0) return found;
  for (std::uint32_t i = range.begin; i + length <= range.end; ++i) {
    std::uint32_t k = 0;
    while (k < length && is_word(i + k, k)) ++k;
    if (k == length) found.push_back({i, i + length});
  }
  return found;
}

Evaluator::Places Evaluator::token_places(Expression const& expression, TokenRange range) {
  bool const exact = expression.form == Form::exact;
  std::string const wanted = exact ? expression.text : fold(expression.text);
  Places found;
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    std::string const surface = exact ? document_.surface(i) : std::string();
    std::string_view const word = exact ? std::string_view(surface) : document_.key(i);
    bool const hit =
        expression.kind == Kind::prefix ? word.starts_with(wanted) : has_shape(word, wanted);
    if (hit) found.push_back({i, i + 1});
  }
  return found;
}

std::vector<Evaluator::Places> Evaluator::near_hits(Expression const& expression, TokenRange part) {
  std::vector<Places> lists;
  for (Expression const& child : expression.children) {
    lists.push_back(places(child, part));
    if (lists.back().empty()) return {};
  }
  return near_groups(lists, expression.n, expression.ordered);
}

std::vector<std::pair<char const*, Span>> Evaluator::regex_places(Expression const& expression,
                                                                  Window const& window,
                                                                  std::size_t most) const {
  Article const& article = document_.article();
  TokenList const& tokens = document_.tokens();
  Regex const regex(expression.text);
  std::vector<std::pair<char const*, Span>> found;
  auto const search = [&](char const* name, std::string_view text, TokenRange all,
                          TokenRange range) {
    bool const whole = range == all && !window;
    if (window) range = intersection(range, *window);
    if (!whole && range.empty()) return;
    std::uint32_t const begin = whole ? 0 : tokens[range.begin].begin;
    std::size_t const end = whole ? text.size() : tokens[range.end - 1].end;
    for (Span const& span : regex.spans(text, whole ? most : 1000))
      if (span.begin >= begin && span.end <= end) found.emplace_back(name, span);
  };
  auto const fields = expression.fields;
  if (fields & (field::title | field::lead | field::hlead))
    search("title", article.title, document_.title(), document_.title());
  for (TokenRange const& range :
       document_.ranges(fields & (field::body | field::lead | field::hlead)))
    if (range.begin >= document_.body().begin)
      search("body", article.body, document_.body(), range);
  if ((fields & field::body) && document_.body().empty())
    search("body", article.body, document_.body(), document_.body());
  if (fields & field::author)
    search("author", document_.authors(), document_.author(), document_.author());
  return found;
}

TokenRanges Evaluator::scope_of(Expression const& expression, Window const& window) const {
  TokenRanges out;
  for (TokenRange range : document_.ranges(expression.fields))
    out.add(window ? intersection(range, *window) : range);
  return out;
}

std::vector<Evidence> Evaluator::evidence(Expression const& expression, std::size_t most) {
  std::vector<Evidence> out;
  most_ = most;
  collect(expression, std::nullopt, out);
  return out;
}

void Evaluator::add(Expression const& leaf, TokenRange place, std::vector<Evidence>& out) const {
  if (out.size() >= most_) return;
  TokenList const& tokens = document_.tokens();
  Span const span{tokens[place.begin].begin, tokens[place.end - 1].end};
  out.push_back({describe(leaf), document_.field_of(place.begin), span});
}

void Evaluator::collect(Expression const& expression, Window const& window,
                        std::vector<Evidence>& out) {
  if (out.size() >= most_ || expression.kind == Kind::none || !holds(expression, window)) return;
  switch (expression.kind) {
    case Kind::all:
    case Kind::any:
      for (Expression const& child : parts_of(expression)) collect(child, window, out);
      return;
    case Kind::sentence:
    case Kind::paragraph:
      for (TokenRange const& piece : pieces_of(expression, window))
        collect(expression.children.front(), piece, out);
      return;
    case Kind::at_least:
      return collect(expression.children.front(), window, out);
    case Kind::near:
      for (TokenRange range : document_.ranges(field::all)) {
        if (window) range = intersection(range, *window);
        if (range.empty()) continue;
        if (!is_wild_phrase(expression))
          collect_near(expression, range, out);
        else
          for (TokenRange const& place : places(expression, range)) add(expression, place, out);
      }
      return;
    case Kind::regex:
      for (auto const& [name, span] : regex_places(expression, window, most_))
        if (out.size() < most_) out.push_back({describe(expression), name, span});
      return;
    case Kind::sequence:
    case Kind::prefix:
    case Kind::wildcard:
      for (TokenRange const& range : scope_of(expression, window))
        for (TokenRange const& place : places(expression, range)) add(expression, place, out);
      return;
    default:
      out.push_back({describe(expression), "", {}});
  }
}

void Evaluator::collect_near(Expression const& expression, TokenRange part,
                             std::vector<Evidence>& out) {
  for (Places const& group : near_hits(expression, part))
    for (std::size_t i = 0; i < group.size(); ++i) {
      Expression const* child = &expression.children[i];
      // Of an OR, the member that was found.
      while (child->kind == Kind::any) {
        auto const& members = parts_of(*child);
        auto const found = std::ranges::find_if(members, [&](Expression const& member) {
          Places const all = places(member, group[i]);
          return std::ranges::find(all, group[i]) != all.end();
        });
        if (found == members.end()) break;
        child = &*found;
      }
      add(*child, group[i], out);
    }
}

}  // namespace wirewatch
