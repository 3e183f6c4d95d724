#include "pipeline/watch/lower.h"

#include <algorithm>

#include "pipeline/text/fold.h"
#include "pipeline/watch/document.h"
#include "pipeline/watch/slow_tokens.h"
#include "pipeline/watch/tokens.h"

namespace wirewatch {
namespace {

using Form = Expression::Form;
using Kind = Expression::Kind;
using Op = Plan::Op;

constexpr std::uint32_t kMostNear = 1'000'000;  ///< fields are further apart than this

Plan simple(Op op) {
  Plan plan;
  plan.op = op;
  return plan;
}

/// Whether symbols alone say where it stands: what NEAR and atleast of the engine take.
bool is_plain_set(Plan const& plan) { return plan.op == Op::symbols; }

void add_to(std::vector<Symbol>& symbols, std::vector<Symbol> const& more) {
  symbols.insert(symbols.end(), more.begin(), more.end());
}

void sort_unique(std::vector<Symbol>& symbols) {
  std::ranges::sort(symbols);
  symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
}

}  // namespace

Plan Lowering::lower(Expression const& expression, bool places) {
  switch (expression.kind) {
    case Kind::sequence:
      return lower_sequence(expression, places);
    case Kind::prefix:
      return lower_prefix(expression, places);
    case Kind::wildcard:
      return lower_wildcard(expression);
    case Kind::regex:
      return lower_regex(expression);
    case Kind::language:
    case Kind::source:
    case Kind::tag:
    case Kind::category:
    case Kind::event:
      return lower_value(expression);
    case Kind::url:
      return plain(expression, {});
    case Kind::all:
      return lower_all(expression);
    case Kind::any:
      return lower_any(expression, places);
    case Kind::none:
      return lower_none(expression);
    case Kind::near:
      return lower_near(expression);
    case Kind::at_least:
      return lower_at_least(expression);
    case Kind::sentence:
    case Kind::paragraph: {
      std::vector<Plan> necessary;
      necessary.push_back(lower(expression.children.front(), false));
      return plain(expression, std::move(necessary));
    }
  }
  return simple(Op::never);
}

Plan Lowering::leaf(Symbol symbol, std::uint8_t fields, bool places) {
  if (fields != field::text) symbol = symbols_.in_fields(symbol, fields);
  symbols_.need(symbol, places);
  Plan plan = simple(Op::symbols);
  plan.symbols.push_back(symbol);
  return plan;
}

Plan Lowering::plain(Expression const& expression, std::vector<Plan> necessary) {
  Plan plan = simple(Op::plain);
  plan.n = static_cast<std::uint32_t>(plain_.size());
  plain_.push_back(expression);
  if (necessary.size() == 1) {
    plan.children = std::move(necessary);
  } else if (!necessary.empty()) {
    plan.children.push_back(simple(Op::all));
    plan.children.front().children = std::move(necessary);
  }
  return plan;
}

Plan Lowering::lower_sequence(Expression const& expression, bool places) {
  std::vector<std::string> const keys = keys_of(expression.text);
  if (keys.empty()) return simple(Op::never);
  if (expression.form == Form::stem) return lower_stem(expression, keys, places);
  if (expression.form == Form::exact) return lower_exact(expression, keys, places);
  return leaf(symbols_.sequence(keys), expression.fields, places);
}

Plan Lowering::lower_stem(Expression const& expression, std::vector<std::string> const& keys,
                          bool places) {
  if (keys.size() == 1) {
    Symbol const word = symbols_.word(keys.front());
    std::string const written = cut_slowly(expression.text).front().surface;
    bool const is_new = !symbols_.has_stem(written);
    Symbol const stem = symbols_.stem(written);
    Derived derived;  // the word itself always counts, whatever a stemmer makes of its marks
    derived.target = stem;
    if (is_new) symbols_.derive(word, derived);
    return leaf(stem, expression.fields, places);
  }
  std::vector<Plan> words;
  for (SlowToken const& token : cut_slowly(expression.text)) {
    Expression word = expression;
    word.text = token.surface;
    words.push_back(lower_sequence(word, false));
  }
  return plain(expression, std::move(words));
}

Plan Lowering::lower_exact(Expression const& expression, std::vector<std::string> const& keys,
                           bool places) {
  std::string written;
  for (SlowToken const& token : cut_slowly(expression.text)) written += token.surface + kSurfaceEnd;
  Symbol const folded = symbols_.sequence(keys);
  return leaf(symbols_.exact(folded, hash_key(written)), expression.fields, places);
}

Plan Lowering::lower_prefix(Expression const& expression, bool places) {
  std::string const key = fold(expression.text);
  if (key.empty()) return simple(Op::never);
  Plan prefix =
      leaf(symbols_.prefix(key), expression.fields, places && expression.form != Form::exact);
  if (expression.form != Form::exact) return prefix;
  std::vector<Plan> necessary;
  necessary.push_back(std::move(prefix));
  return plain(expression, std::move(necessary));
}

Plan Lowering::lower_wildcard(Expression const& expression) {
  std::string const stem =
      fold(std::string_view(expression.text).substr(0, expression.text.find_first_of("*?")));
  std::vector<Plan> necessary;
  if (!stem.empty()) necessary.push_back(leaf(symbols_.prefix(stem), expression.fields, false));
  return plain(expression, std::move(necessary));
}

Plan Lowering::lower_regex(Expression const& expression) {
  constexpr auto kElsewhere = static_cast<std::uint8_t>(~field::text);
  if ((expression.fields & kElsewhere) != 0) return plain(expression, {});
  Symbol const symbol = regexes_.add(expression.text, expression.fields, symbols_);
  if (symbol == 0) return plain(expression, {});
  return leaf(symbol, field::text, false);
}

Plan Lowering::lower_value(Expression const& expression) {
  ValueKind kind = ValueKind::event;
  switch (expression.kind) {
    case Kind::language:
      kind = ValueKind::language;
      break;
    case Kind::source:
      kind = ValueKind::source;
      break;
    case Kind::tag:
      kind = ValueKind::tag;
      break;
    case Kind::category:
      kind = ValueKind::category;
      break;
    default:
      return leaf(symbols_.value(kind, expression.text), field::text, false);
  }
  return leaf(symbols_.value(kind, fold(expression.text)), field::text, false);
}

Lowering::List Lowering::list_of(Expression const& expression, bool places) {
  auto const key = std::pair(static_cast<void const*>(expression.members.get()), places);
  if (auto const known = lists_.find(key); known != lists_.end()) return known->second;
  std::vector<Symbol> members;
  List list;
  list.of_symbols = true;
  for (Expression const& member : parts_of(expression)) {
    Plan const plan = lower(member, places);
    // What no token is, does not lead on to the list's symbol where it is found.
    list.of_symbols = list.of_symbols && has_places(member) && is_plain_set(plan);
    add_to(members, plan.symbols);
  }
  if (list.of_symbols) {
    sort_unique(members);
    list.symbol = symbols_.fresh();
    symbols_.need(list.symbol, places);
    for (Symbol const member : members) {
      Derived derived;
      derived.target = list.symbol;
      symbols_.derive(member, derived);
    }
  }
  kept_.push_back(expression.members);
  lists_.emplace(key, list);
  return list;
}

Plan Lowering::lower_any(Expression const& expression, bool places) {
  Plan set = simple(Op::symbols);
  if (expression.members) {
    List const list = list_of(expression, places);
    if (list.of_symbols) {
      set.symbols.push_back(list.symbol);
      return set;
    }
  }
  Plan any = simple(Op::any);
  for (Expression const& child : parts_of(expression)) {
    Plan plan = lower(child, places);
    if (plan.op == Op::symbols)
      add_to(set.symbols, plan.symbols);
    else if (plan.op == Op::any)
      std::ranges::move(plan.children, std::back_inserter(any.children));
    else if (plan.op != Op::never)
      any.children.push_back(std::move(plan));
  }
  sort_unique(set.symbols);
  if (any.children.empty()) return set.symbols.empty() ? simple(Op::never) : set;
  if (!set.symbols.empty()) any.children.push_back(std::move(set));
  return any.children.size() == 1 ? std::move(any.children.front()) : any;
}

Plan Lowering::lower_all(Expression const& expression) {
  Plan all = simple(Op::all);
  for (Expression const& child : expression.children) {
    Plan plan = lower(child, false);
    if (plan.op == Op::never) return plan;
    if (plan.op == Op::all)
      std::ranges::move(plan.children, std::back_inserter(all.children));
    else if (plan.op != Op::always)
      all.children.push_back(std::move(plan));
  }
  if (all.children.empty()) return simple(Op::always);
  return all.children.size() == 1 ? std::move(all.children.front()) : all;
}

Plan Lowering::lower_none(Expression const& expression) {
  Plan child = lower(expression.children.front(), false);
  if (child.op == Op::never) return simple(Op::always);
  if (child.op == Op::always) return simple(Op::never);
  Plan none = simple(Op::none);
  none.children.push_back(std::move(child));
  return none;
}

Plan Lowering::lower_near(Expression const& expression) {
  std::vector<Plan> sides;
  for (Expression const& child : expression.children) {
    sides.push_back(lower(child, true));
    if (sides.back().op == Op::never) return simple(Op::never);
  }
  if (sides.size() != 2 || expression.n >= kMostNear || !is_plain_set(sides[0]) ||
      !is_plain_set(sides[1]))
    return plain(expression, std::move(sides));
  Plan near = simple(Op::near);
  near.n = expression.n;
  near.ordered = expression.ordered;
  near.symbols = std::move(sides[0].symbols);
  near.others = std::move(sides[1].symbols);
  return near;
}

Plan Lowering::lower_at_least(Expression const& expression) {
  if (expression.n == 0) return simple(Op::always);
  Plan of = lower(expression.children.front(), expression.n > 1);
  if (of.op == Op::never || expression.n == 1) return of;
  if (!is_plain_set(of)) {
    std::vector<Plan> necessary;
    necessary.push_back(std::move(of));
    return plain(expression, std::move(necessary));
  }
  Plan at_least = simple(Op::at_least);
  at_least.n = expression.n;
  at_least.symbols = std::move(of.symbols);
  return at_least;
}

}  // namespace wirewatch
