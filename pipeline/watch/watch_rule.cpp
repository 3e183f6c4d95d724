#include "pipeline/watch/watch_rule.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pipeline/text/fold.h"
#include "pipeline/watch/query_lexer.h"

namespace wirewatch {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t kMostNear = 50;

struct FieldName {
  std::string_view name;
  std::uint8_t field;
};
constexpr std::array<FieldName, 5> kFields{{{"title", field::title},
                                            {"body", field::body},
                                            {"lead", field::lead},
                                            {"hlead", field::hlead},
                                            {"author", field::author}}};

std::uint32_t bit_of(ArticleEvent event) { return 1U << static_cast<unsigned>(event); }

/// What a watch that names no events fires on: whatever happens to an article.
std::uint32_t article_events() {
  return bit_of(ArticleEvent::fresh) | bit_of(ArticleEvent::updated) |
         bit_of(ArticleEvent::corrected) | bit_of(ArticleEvent::withdrawn);
}

std::uint32_t named_events(Expression const& expression) {
  std::uint32_t events = 0;
  if (expression.kind == Kind::event)
    if (auto const event = article_event_from(expression.text)) events |= bit_of(*event);
  for (Expression const& child : expression.children) events |= named_events(child);
  return events;
}

class Builder {
 public:
  Builder(WatchSpec const& watch, WordLists& lists, std::vector<Diagnostic>& problems)
      : watch_(watch), lists_(lists), problems_(problems) {}

  std::optional<Expression> run() {
    std::size_t const before = problems_.size();
    read_fields();
    if (auto any = terms(watch_.any); !any.empty())
      whole_.children.push_back(either(std::move(any)));
    for (Expression& term : terms(watch_.all)) whole_.children.push_back(std::move(term));
    add_near();
    if (!trim(watch_.query.text).empty())
      if (auto query = parse_query(watch_.query, lists_, problems_))
        whole_.children.push_back(std::move(*query));
    if (problems_.size() == before) check_positive();
    if (auto none = terms(watch_.none); !none.empty()) {
      Expression not_any;
      not_any.kind = Kind::none;
      not_any.children.push_back(either(std::move(none)));
      whole_.children.push_back(std::move(not_any));
    }
    if (failed_ || problems_.size() != before) return std::nullopt;
    if (whole_.children.size() == 1) return std::move(whole_.children.front());
    return std::move(whole_);
  }

 private:
  void error(SourceText const& place, std::string message, std::string hint) {
    QueryProblems problems(place, problems_);
    problems.error(0, place.text.size(), std::move(message), std::move(hint));
  }

  void read_fields() {
    if (watch_.in.empty()) return;
    context_.fields = 0;
    for (SourceText const& name : watch_.in) {
      auto const found = std::ranges::find(kFields, trim(name.text), &FieldName::name);
      if (found != kFields.end()) {
        context_.fields |= found->field;
        continue;
      }
      std::vector<std::string_view> names;
      for (FieldName const& one : kFields) names.push_back(one.name);
      std::string_view const nearest = did_you_mean(name.text, names);
      error(name, fmt::format("unknown field '{}'", printable(name.text)),
            nearest.empty() ? fmt::format("fields are {}", fmt::join(names, ", "))
                            : fmt::format("did you mean '{}'?", nearest));
    }
  }

  /// The expressions of a key's items; a list stands for any of its members.
  std::vector<Expression> terms(std::vector<SourceText> const& items) {
    std::vector<Expression> out;
    for (SourceText const& item : items) {
      auto term = parse_term(item, lists_, context_, problems_);
      if (term)
        out.push_back(std::move(*term));
      else
        failed_ = true;
    }
    return out;
  }

  static Expression either(std::vector<Expression> terms) {
    if (terms.size() == 1) return std::move(terms.front());
    Expression out;
    out.kind = Kind::any;
    out.line = terms.front().line;
    out.column = terms.front().column;
    out.children = std::move(terms);
    return out;
  }

  void add_near() {
    if (watch_.near_all.empty()) return;
    Expression near;
    near.kind = Kind::near;
    near.n = std::max(watch_.near_words, 1U);
    near.fields = context_.fields;
    near.children = terms(watch_.near_all);
    for (std::size_t i = 0; i < near.children.size(); ++i)
      if (!has_places(near.children[i]))
        error(watch_.near_all[i], "'near' takes words, phrases and word lists of them",
              "put this under 'all'");
    if (near.children.size() < 2) {
      error(watch_.near_all.front(), "'near' needs at least two terms", "add one under 'all'");
      return;
    }
    if (near.children.size() > kMostNear) {
      error(watch_.near_all[kMostNear], fmt::format("'near' takes at most {} terms", kMostNear),
            "put alternatives into a word list: [$places, $arms]");
      return;
    }
    near.line = near.children.front().line;
    near.column = near.children.front().column;
    whole_.children.push_back(std::move(near));
  }

  void check_positive() {
    if (failed_ || !whole_.children.empty()) return;
    if (!watch_.none.empty())
      error(watch_.none.front(), "'none' alone would fire on nearly every article",
            "add what must occur under 'any', 'all' or 'query'");
    else if (watch_.feeds.empty() && watch_.events.empty())
      error(watch_.place,
            fmt::format("watch '{}' says nothing to look for", printable(watch_.name)),
            "add 'any', 'all', 'near' or 'query'");
  }

  WatchSpec const& watch_;
  WordLists& lists_;
  std::vector<Diagnostic>& problems_;
  TermContext context_;
  Expression whole_;
  bool failed_ = false;
};

/// All texts, one behind the other, hashed.
class Fingerprint {
 public:
  void add(std::string_view text) {
    bytes_ += std::to_string(text.size());
    bytes_ += ' ';
    bytes_ += text;
  }
  void add(std::vector<SourceText> const& texts) {
    add(std::to_string(texts.size()));
    for (SourceText const& one : texts) add(one.text);
  }
  /// What names a list depends on it.
  std::uint64_t value(std::uint64_t lists) {
    if (bytes_.find('$') != std::string::npos) add(std::to_string(lists));
    return XXH3_64bits(bytes_.data(), bytes_.size());
  }

 private:
  std::string bytes_;
};

}  // namespace

bool WatchRule::looks_at(Article const& article) const {
  if (!(events & bit_of(article.event))) return false;
  if (feeds.empty() || article.source.empty()) return true;  // tried by hand: from no feed
  auto const named = [this](std::string const& feed) {
    return std::ranges::find(feeds, fold(feed)) != feeds.end();
  };
  return named(article.source) || std::ranges::any_of(article.tags, named);
}

std::uint64_t fingerprint_of(WatchSpec const& watch, std::uint64_t fingerprint_of_lists) {
  Fingerprint print;
  print.add(watch.name);
  for (std::string const& feed : watch.feeds) print.add(feed);
  for (ArticleEvent const event : watch.events) print.add(name_of(event));
  for (auto const* const texts : {&watch.in, &watch.any, &watch.all, &watch.none, &watch.near_all})
    print.add(*texts);
  print.add(std::to_string(watch.near_words));
  print.add(watch.query.text);
  return print.value(fingerprint_of_lists);
}

std::uint64_t fingerprint_of(TermLists const& lists) {
  Fingerprint print;
  for (auto const& [name, terms] : lists) {
    print.add(name);
    print.add(terms);
  }
  return print.value(0);
}

std::optional<WatchRule> make_watch_rule(WatchSpec const& watch, WordLists& lists,
                                         std::vector<Diagnostic>& problems) {
  auto expression = Builder(watch, lists, problems).run();
  if (!expression) return std::nullopt;
  WatchRule rule;
  rule.name = watch.name;
  for (std::string const& feed : watch.feeds) rule.feeds.push_back(fold(feed));
  rule.events = watch.events.empty() ? article_events() | named_events(*expression) : 0;
  for (ArticleEvent const event : watch.events) rule.events |= bit_of(event);
  rule.expression = std::move(*expression);
  return rule;
}

}  // namespace wirewatch
