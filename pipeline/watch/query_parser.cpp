#include "pipeline/watch/query_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pipeline/watch/regex.h"

namespace wirewatch {
namespace {

constexpr int kDeepest = 200;
constexpr int kMostNear = 50;  ///< operands of one chain

/// A prefix that limits where its term is looked for.
struct FieldPrefix {
  std::string_view name;
  std::uint8_t fields;
};
constexpr std::array<FieldPrefix, 6> kFields{{{"title", field::title},
                                              {"body", field::body},
                                              {"lead", field::lead},
                                              {"hlead", field::hlead},
                                              {"author", field::author},
                                              {"text", field::text}}};

/// A prefix that says how its term is compared.
struct FormPrefix {
  std::string_view name;
  Expression::Form form;
};
constexpr std::array<FormPrefix, 3> kForms{{{"case", Expression::Form::exact},
                                            {"exact", Expression::Form::folded},
                                            {"stem", Expression::Form::stem}}};

/// A prefix whose value is compared with what is known of the article.
struct ValuePrefix {
  std::string_view name;
  Expression::Kind kind;
};
constexpr std::array<ValuePrefix, 6> kValues{{{"lang", Expression::Kind::language},
                                              {"source", Expression::Kind::source},
                                              {"tag", Expression::Kind::tag},
                                              {"url", Expression::Kind::url},
                                              {"category", Expression::Kind::category},
                                              {"event", Expression::Kind::event}}};

std::vector<std::string_view> prefix_names() {
  std::vector<std::string_view> names;
  for (auto const& one : kFields) names.push_back(one.name);
  for (auto const& one : kForms) names.push_back(one.name);
  for (auto const& one : kValues) names.push_back(one.name);
  return names;
}

std::string suggestion(std::string_view word, std::vector<std::string_view> const& names,
                       std::string otherwise) {
  std::string_view const nearest = did_you_mean(word, names);
  return nearest.empty() ? std::move(otherwise) : fmt::format("did you mean '{}'?", nearest);
}

/// Whether it can hold without anything of the rule occurring.
bool holds_for_nothing(Expression const& expression) {
  switch (expression.kind) {
    case Expression::Kind::none:
      return true;
    case Expression::Kind::all:
      return std::ranges::all_of(expression.children, holds_for_nothing);
    case Expression::Kind::any:
      return std::ranges::any_of(expression.children, holds_for_nothing);
    case Expression::Kind::sentence:
    case Expression::Kind::paragraph:
      return holds_for_nothing(expression.children.front());
    default:
      return false;
  }
}

Expression join(Expression::Kind kind, Expression left, Expression right) {
  if (left.kind == kind && left.list.empty()) {
    left.children.push_back(std::move(right));
    return left;
  }
  Expression out;
  out.kind = kind;
  out.line = left.line;
  out.column = left.column;
  out.children.push_back(std::move(left));
  out.children.push_back(std::move(right));
  return out;
}

bool is_lower_operator(std::string_view word) {
  return word == "and" || word == "or" || word == "not" || word.starts_with("near/") ||
         word.starts_with("adj/");
}

std::string upper_ascii(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

std::optional<Expression> QueryParser::run(TermContext const& context) {
  if (problems_.count() > 0) return std::nullopt;
  if (is(Kind::end)) return fail_at(now(), "the query is empty", "write what to look for");
  Parsed parsed = parse_any(context);
  if (!parsed) return std::nullopt;
  if (!is(Kind::end)) return fail_unexpected();
  if (holds_for_nothing(*parsed))
    return fail_at(tokens_.front(), "NOT alone would fire on nearly every article",
                   "add what must occur: 'sanctions AND NOT ...'");
  return parsed;
}

QueryParser::Parsed QueryParser::parse_any(TermContext const& context) {
  Parsed left = parse_all(context);
  while (left && is(Kind::any)) {
    take();
    Parsed right = parse_all(context);
    if (!right) return right;
    left = join(Expression::Kind::any, std::move(*left), std::move(*right));
  }
  return left;
}

QueryParser::Parsed QueryParser::parse_all(TermContext const& context) {
  Parsed left = parse_none(context);
  while (left && (is(Kind::all) || is(Kind::none))) {
    if (is(Kind::all)) take();
    Parsed right = parse_none(context);
    if (!right) return right;
    left = join(Expression::Kind::all, std::move(*left), std::move(*right));
  }
  if (left && starts_term()) return fail_unexpected();
  return left;
}

QueryParser::Parsed QueryParser::parse_none(TermContext const& context) {
  if (!is(Kind::none)) return parse_near(context);
  std::size_t const begin = take().begin;
  if (is(Kind::none)) return fail_at(now(), "NOT of a NOT", "leave both away");
  Parsed child = parse_near(context);
  if (!child) return child;
  Expression out;
  out.kind = Expression::Kind::none;
  put_place(out, begin);
  out.children.push_back(std::move(*child));
  return out;
}

QueryParser::Parsed QueryParser::parse_near(TermContext const& context) {
  Parsed left = parse_primary(context);
  bool joined = false;
  int operands = 1;
  while (left && (is(Kind::near) || is(Kind::adjacent))) {
    QueryToken const op = take();
    if (++operands > kMostNear)
      return fail_at(op, fmt::format("{} joins more than {} terms", op.text, kMostNear),
                     "join alternatives by OR in parentheses");
    if (is(Kind::none))
      return fail_at(now(), fmt::format("NOT cannot stand in {}", op.text),
                     "write '(a NEAR/10 b) AND NOT c'");
    Parsed right = parse_primary(context);
    if (!right) return right;
    if (!check_near(*left, op) || !check_near(*right, op)) return std::nullopt;
    bool const ordered = op.kind == Kind::adjacent;
    if (joined && left->n == op.n && left->ordered == ordered) {
      left->children.push_back(std::move(*right));
      continue;
    }
    Expression out;
    out.kind = Expression::Kind::near;
    out.ordered = ordered;
    out.n = op.n;
    out.fields = context.fields;
    put_place(out, op.begin);
    out.children.push_back(std::move(*left));
    out.children.push_back(std::move(*right));
    left = std::move(out);
    joined = true;
  }
  return left;
}

bool QueryParser::check_near(Expression const& operand, QueryToken const& op) {
  if (has_places(operand)) return true;
  fail_at(op,
          fmt::format("{} joins words, phrases and OR of them, not {}", op.text, describe(operand)),
          "repeat it: '(a NEAR/10 b) AND (a NEAR/10 c)'");
  return false;
}

QueryParser::Parsed QueryParser::parse_primary(TermContext const& context) {
  switch (now().kind) {
    case Kind::open:
      return parse_group(context);
    case Kind::sentence:
    case Kind::paragraph:
      return parse_scope(context);
    case Kind::at_least:
      return parse_at_least(context);
    case Kind::prefix:
      return parse_prefixed(context);
    case Kind::word:
    case Kind::quoted:
      return parse_word(context);
    case Kind::regex:
      return parse_regex(context);
    case Kind::list:
      return parse_list(context);
    default:
      return fail_unexpected();
  }
}

QueryParser::Parsed QueryParser::parse_group(TermContext const& context) {
  QueryToken const open = take();
  if (++depth_ > kDeepest)
    return fail_at(open, fmt::format("parentheses nest deeper than {} levels", kDeepest),
                   "cut the query into several watches or word lists");
  Parsed inner = parse_any(context);
  --depth_;
  if (!inner) return inner;
  if (!is(Kind::close)) {
    if (!is(Kind::end)) return fail_unexpected();
    return fail_at(open, "the parenthesis that opens here is never closed", "add ')'");
  }
  take();
  return inner;
}

QueryParser::Parsed QueryParser::parse_scope(TermContext const& context) {
  QueryToken const scope = take();
  if (!is(Kind::open))
    return fail_at(scope, fmt::format("'{}' needs a parenthesis", scope.text),
                   fmt::format("write '{}(a AND b)'", scope.text));
  Parsed inner = parse_group(context);
  if (!inner) return inner;
  if (holds_for_nothing(*inner))
    return fail_at(scope, fmt::format("{} of only NOT holds nearly everywhere", scope.text),
                   "add what must occur");
  Expression out;
  out.kind =
      scope.kind == Kind::sentence ? Expression::Kind::sentence : Expression::Kind::paragraph;
  out.fields = context.fields;
  put_place(out, scope.begin);
  out.children.push_back(std::move(*inner));
  return out;
}

QueryParser::Parsed QueryParser::parse_at_least(TermContext const& context) {
  QueryToken const op = take();
  Parsed inner = is(Kind::open) ? parse_group(context) : parse_primary(context);
  if (!inner) return inner;
  if (!has_places(*inner))
    return fail_at(op, fmt::format("{} counts words, phrases and OR of them, not {}", op.text,
                                   describe(*inner)));
  Expression out;
  out.kind = Expression::Kind::at_least;
  out.n = op.n;
  out.fields = context.fields;
  put_place(out, op.begin);
  out.children.push_back(std::move(*inner));
  return out;
}

QueryParser::Parsed QueryParser::parse_prefixed(TermContext const& context) {
  QueryToken const prefix = take();
  if (is(Kind::end) || is(Kind::close))
    return fail_at(prefix, fmt::format("nothing follows '{}:'", printable(prefix.text)));
  auto const nested = [this](TermContext const& inner) {
    if (++depth_ > kDeepest)
      return fail_at(now(), fmt::format("prefixes nest deeper than {} levels", kDeepest));
    Parsed parsed = parse_primary(inner);
    --depth_;
    return parsed;
  };
  TermContext inner = context;
  for (FieldPrefix const& one : kFields)
    if (prefix.text == one.name) {
      inner.fields = one.fields;
      return nested(inner);
    }
  for (FormPrefix const& one : kForms)
    if (prefix.text == one.name) {
      inner.form = one.form;
      return nested(inner);
    }
  for (ValuePrefix const& one : kValues)
    if (prefix.text == one.name) return parse_value(one.kind, one.name);
  return fail_at(prefix, fmt::format("unknown field '{}'", printable(prefix.text)),
                 suggestion(prefix.text, prefix_names(),
                            "quote the text if the colon belongs to it; fields are " +
                                fmt::format("{}", fmt::join(prefix_names(), " "))));
}

QueryParser::Parsed QueryParser::parse_value(Expression::Kind kind, std::string_view name) {
  if (!is(Kind::open)) return parse_one_value(kind, name);
  QueryToken const open = take();
  Parsed left = parse_one_value(kind, name);
  while (left && is(Kind::any)) {
    take();
    Parsed right = parse_one_value(kind, name);
    if (!right) return right;
    left = join(Expression::Kind::any, std::move(*left), std::move(*right));
  }
  if (!left) return left;
  if (is(Kind::end))
    return fail_at(open, "the parenthesis that opens here is never closed", "add ')'");
  if (!is(Kind::close))
    return fail_at(now(), fmt::format("'{}:(...)' takes values joined by OR", name));
  take();
  return left;
}

QueryParser::Parsed QueryParser::parse_one_value(Expression::Kind kind, std::string_view name) {
  if (!is(Kind::word) && !is(Kind::quoted) && !is(Kind::regex))
    return fail_at(now(), fmt::format("'{}:' needs a value", name));
  QueryToken const token = take();
  Expression out;
  out.kind = kind;
  out.text = token.kind == Kind::regex
                 ? std::string(text_.substr(token.begin, token.end - token.begin))
                 : token.text;
  put_place(out, token.begin);
  if (kind == Expression::Kind::event && !article_event_from(out.text)) {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(ArticleEvent::feed_failing); ++i)
      names.emplace_back(name_of(static_cast<ArticleEvent>(i)));
    return fail_at(
        token, fmt::format("unknown event '{}'", printable(out.text)),
        suggestion(out.text, names, fmt::format("events are {}", fmt::join(names, ", "))));
  }
  return out;
}

QueryParser::Parsed QueryParser::parse_word(TermContext const& context) {
  QueryToken const token = take();
  bool const quoted = token.kind == Kind::quoted;
  if (!quoted && is_lower_operator(token.text))
    return fail_at(
        token, fmt::format("'{}' in lower case is a word, not an operator", token.text),
        fmt::format("write {}, or \"{}\" for the word", upper_ascii(token.text), token.text));
  Parsed term = make_term(token.text, quoted, context);
  if (!term)
    return fail_at(token,
                   fmt::format("'{}' has no letter or digit to look for", printable(token.text)));
  put_place(*term, token.begin);
  for (Expression& child : term->children) put_place(child, token.begin);
  return term;
}

QueryParser::Parsed QueryParser::parse_regex(TermContext const& context) {
  QueryToken const token = take();
  Expression out;
  out.kind = Expression::Kind::regex;
  out.text = token.text;
  out.fields = context.fields;
  put_place(out, token.begin);
  if (token.text.empty()) return fail_at(token, "the regular expression is empty");
  std::string const error = Regex(token.text).error();
  if (!error.empty())
    return fail_at(token, "bad regular expression: " + error,
                   "the syntax is RE2's: no look-around, no back-references");
  return out;
}

QueryParser::Parsed QueryParser::parse_list(TermContext const& context) {
  QueryToken const token = take();
  Expression out;
  out.kind = Expression::Kind::any;
  out.list = token.text;
  out.fields = context.fields;
  put_place(out, token.begin);
  if (!lists_.lists().contains(token.text)) {
    std::vector<std::string_view> names;
    for (auto const& list : lists_.lists()) names.push_back(list.first);
    bool const is_price = token.text.front() >= '0' && token.text.front() <= '9';
    return fail_at(
        token, fmt::format("unknown word list '${}'", printable(token.text)),
        suggestion(token.text, names,
                   is_price ? "quote it to look for the price" : "define it under 'terms:'"));
  }
  out.members = lists_.find(token.text, context);
  if (!out.members)
    return fail_at(token, fmt::format("the word list '${}' has errors", printable(token.text)));
  return out;
}

bool QueryParser::starts_term() const {
  switch (now().kind) {
    case Kind::word:
    case Kind::quoted:
    case Kind::regex:
    case Kind::list:
    case Kind::prefix:
    case Kind::open:
    case Kind::at_least:
    case Kind::sentence:
    case Kind::paragraph:
      return true;
    default:
      return false;
  }
}

QueryParser::Parsed QueryParser::fail_at(QueryToken const& token, std::string message,
                                         std::string hint) {
  problems_.error(token.begin, token.end, std::move(message), std::move(hint));
  return std::nullopt;
}

QueryParser::Parsed QueryParser::fail_unexpected() {
  QueryToken const& token = now();
  if (token.kind == Kind::end) return fail_at(token, "the query ends where a term is expected");
  if (token.kind == Kind::close)
    return fail_at(token, "')' without '('", "remove it, or open it before");
  if (token.kind == Kind::word && is_lower_operator(token.text))
    return fail_at(token, fmt::format("'{}' in lower case is a word, not an operator", token.text),
                   fmt::format("write {}", upper_ascii(token.text)));
  std::string const shown =
      printable(cut_utf8(text_.substr(token.begin, token.end - token.begin), 40));
  if (starts_term())
    return fail_at(token, fmt::format("no operator before '{}'", shown),
                   "join terms by AND or OR, or quote a phrase: \"North Korea\"");
  return fail_at(token, fmt::format("'{}' where a term is expected", shown));
}

void QueryParser::put_place(Expression& expression, std::size_t offset) const {
  problems_.place(offset, expression.line, expression.column);
}

}  // namespace wirewatch
