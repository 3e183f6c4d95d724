#include "pipeline/watch/implies.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "pipeline/text/fold.h"
#include "pipeline/watch/tokens.h"

namespace wirewatch {
namespace {

using Form = Expression::Form;
using Kind = Expression::Kind;

bool is_value(Kind kind) { return kind >= Kind::language && kind <= Kind::event; }

/// What lies in `a` lies in `b`, too.
bool lies_within(std::uint8_t a, std::uint8_t b) {
  if ((b & field::text) == field::text) return (a & ~b & field::author) == 0;
  return (a & ~b) == 0;
}

bool form_implies(Form a, Form b) { return a == b || b == Form::stem || a == Form::exact; }

bool word_implies(Expression const& a, Expression const& b) {
  std::vector<std::string> const have = keys_of(a.text);
  std::vector<std::string> const want = keys_of(b.text);
  if (!form_implies(a.form, b.form) || want.empty()) return false;
  if (a.form == Form::exact && b.form == Form::exact && a.text != b.text) return false;
  return std::ranges::search(have, want).begin() != have.end();
}

bool leaf_implies(Expression const& a, Expression const& b) {
  if (is_value(a.kind) || is_value(b.kind)) return a.kind == b.kind && fold(a.text) == fold(b.text);
  if (!lies_within(a.fields, b.fields)) return false;
  if (a.kind == Kind::sequence && b.kind == Kind::sequence) return word_implies(a, b);
  if (b.kind == Kind::prefix && b.form != Form::exact) {
    std::string const start = fold(b.text);
    if (a.kind == Kind::prefix) return fold(a.text).starts_with(start);
    return a.kind == Kind::sequence && a.form != Form::stem &&
           std::ranges::any_of(keys_of(a.text),
                               [&](std::string const& key) { return key.starts_with(start); });
  }
  return a.kind == b.kind && a.form == b.form && a.text == b.text;
}

bool all_imply(Expression const& a, Expression const& b) {
  return std::ranges::all_of(parts_of(a),
                             [&](Expression const& child) { return implies(child, b); });
}

bool one_implies(Expression const& a, Expression const& b) {
  return std::ranges::any_of(parts_of(a),
                             [&](Expression const& child) { return implies(child, b); });
}

bool near_implies(Expression const& a, Expression const& b) {
  if (a.n > b.n || (b.ordered && !a.ordered) || a.children.size() != b.children.size())
    return false;
  auto const in_order = [&](bool reversed) {
    for (std::size_t i = 0; i < a.children.size(); ++i)
      if (!implies(a.children[i], b.children[reversed ? b.children.size() - 1 - i : i]))
        return false;
    return true;
  };
  return in_order(false) || (!b.ordered && in_order(true));
}

/// Two values of which an article has only one.
bool exclude_each_other(Expression const& a, Expression const& b) {
  return a.kind == b.kind && (a.kind == Kind::language || a.kind == Kind::event) &&
         fold(a.text) != fold(b.text);
}

}  // namespace

bool implies(Expression const& a, Expression const& b) {
  if (b.kind == Kind::all)
    return !b.children.empty() && std::ranges::all_of(b.children, [&](Expression const& child) {
      return implies(a, child);
    });
  if (a.kind == Kind::any) return !parts_of(a).empty() && all_imply(a, b);
  if (a.kind == Kind::none)
    return b.kind == Kind::none && implies(b.children.front(), a.children.front());
  if (b.kind == Kind::any &&
      std::ranges::any_of(parts_of(b), [&](Expression const& child) { return implies(a, child); }))
    return true;
  switch (a.kind) {
    case Kind::all:
      return one_implies(a, b);
    case Kind::near:
      return (b.kind == Kind::near && near_implies(a, b)) || one_implies(a, b);
    case Kind::at_least:
      return (b.kind == Kind::at_least && a.n >= b.n &&
              implies(a.children.front(), b.children.front())) ||
             one_implies(a, b);
    case Kind::sentence:
    case Kind::paragraph:
      return ((b.kind == a.kind || b.kind == Kind::paragraph) &&
              (b.kind == Kind::sentence || b.kind == Kind::paragraph) &&
              implies(a.children.front(), b.children.front())) ||
             // A NOT inside a sentence says nothing about the rest of the text.
             (a.children.front().kind != Kind::none && b.kind != Kind::none && one_implies(a, b));
    default:
      return is_leaf(a) && is_leaf(b) && leaf_implies(a, b);
  }
}

std::string contradiction_in(Expression const& expression) {
  if (expression.kind == Kind::any) {
    std::string first;
    for (Expression const& child : parts_of(expression)) {
      std::string why = contradiction_in(child);
      if (why.empty()) return {};
      if (first.empty()) first = std::move(why);
    }
    return first;
  }
  if (expression.kind == Kind::none) return {};
  for (Expression const& child : expression.children)
    if (std::string why = contradiction_in(child); !why.empty()) return why;
  if (expression.kind == Kind::near) {
    std::uint8_t common = field::all | field::lead | field::hlead;
    for (Expression const& child : expression.children)
      if (is_leaf(child)) common &= child.fields == field::text ? common : child.fields;
    if (common == 0)
      return fmt::format("the terms of {} stand in different fields", describe(expression));
  }
  if (expression.kind != Kind::all) return {};
  for (Expression const& a : expression.children)
    for (Expression const& b : expression.children) {
      if (&a == &b) continue;
      if (b.kind == Kind::none && implies(a, b.children.front()))
        return fmt::format("it asks for {} and excludes {}", describe(a),
                           describe(b.children.front()));
      if (exclude_each_other(a, b))
        return fmt::format("no article is both {} and {}", describe(a), describe(b));
    }
  return {};
}

}  // namespace wirewatch
