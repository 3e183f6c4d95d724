#include "pipeline/watch/neutral.h"

#include <array>
#include <boost/json.hpp>

#include "pipeline/text/fold.h"
#include "pipeline/watch/regex.h"

namespace wirewatch {
namespace {

namespace json = boost::json;
using Kind = Expression::Kind;

constexpr int kDeepest = 200;

struct Leaf {
  std::string_view name;
  Kind kind;
  Expression::Form form;
};
constexpr std::array<Leaf, 6> kLeaves{{{"term", Kind::sequence, Expression::Form::folded},
                                       {"phrase", Kind::sequence, Expression::Form::folded},
                                       {"case", Kind::sequence, Expression::Form::exact},
                                       {"prefix", Kind::prefix, Expression::Form::folded},
                                       {"regex", Kind::regex, Expression::Form::folded},
                                       {"lang", Kind::language, Expression::Form::folded}}};

tl::unexpected<Error> bad(std::string what) { return fail(Error::Kind::parse, std::move(what)); }

std::string_view string_at(json::object const& object, std::string_view key) {
  json::value const* const value = object.if_contains(key);
  if (!value || !value->is_string()) return {};
  return value->get_string();
}

Result<unsigned> count_at(json::object const& object, std::string_view key) {
  json::value const* const value = object.if_contains(key);
  if (!value || !value->is_int64() || value->get_int64() < 0 || value->get_int64() > 1'000'000)
    return bad("a count from 0 to 1000000 is missing");
  return static_cast<unsigned>(value->get_int64());
}

Result<Expression> read(json::value const& value, std::uint8_t fields, int depth);

Result<Expression> read_inner(Kind kind, json::value const& children, std::uint8_t fields,
                              int depth) {
  Expression out;
  out.kind = kind;
  out.fields = fields;
  auto const add = [&](json::value const& child) -> Result<void> {
    auto parsed = read(child, fields, depth + 1);
    if (!parsed) return fail(parsed.error());
    out.children.push_back(std::move(*parsed));
    return {};
  };
  if (!children.is_array()) {
    if (auto added = add(children); !added) return fail(added.error());
    return out;
  }
  for (json::value const& child : children.get_array())
    if (auto added = add(child); !added) return fail(added.error());
  return out;
}

Result<Expression> read_near(json::object const& near, std::uint8_t fields, int depth) {
  if (!near.contains("a") || !near.contains("b")) return bad("near needs a and b");
  auto const n = count_at(near, "n");
  if (!n) return fail(n.error());
  auto out = read_inner(Kind::near, json::array{near.at("a"), near.at("b")}, fields, depth);
  if (!out) return out;
  out->n = *n;
  json::value const* const ordered = near.if_contains("ordered");
  out->ordered = ordered && ordered->is_bool() && ordered->get_bool();
  for (Expression const& child : out->children)
    if (!has_places(child)) return bad("near joins words, phrases, prefixes and or of them");
  return out;
}

Result<Expression> read_at_least(json::object const& at_least, std::uint8_t fields, int depth) {
  auto const n = count_at(at_least, "n");
  if (!n) return fail(n.error());
  if (!at_least.contains("of")) return bad("atleast needs of");
  auto out = read_inner(Kind::at_least, at_least.at("of"), fields, depth);
  if (!out) return out;
  out->n = *n;
  if (out->children.size() != 1 || !has_places(out->children.front()))
    return bad("atleast counts words, phrases, prefixes and or of them");
  return out;
}

Result<Expression> read_leaf(Leaf const& leaf, json::value const& value, std::uint8_t fields) {
  if (!value.is_string()) return bad(std::string(leaf.name) + " needs a text");
  Expression out;
  out.kind = leaf.kind;
  out.form = leaf.form;
  out.fields = fields;
  out.text = value.get_string();
  if (leaf.kind == Kind::regex)
    if (std::string const error = Regex(out.text).error(); !error.empty())
      return bad("bad regular expression: " + error);
  return out;
}

Result<Expression> read(json::value const& value, std::uint8_t fields, int depth) {
  if (depth > kDeepest) return bad("the rule nests deeper than 200 levels");
  if (!value.is_object()) return bad("a node of a rule is an object");
  json::object const& node = value.get_object();
  for (Leaf const& leaf : kLeaves)
    if (json::value const* const text = node.if_contains(leaf.name))
      return read_leaf(leaf, *text, fields);
  if (json::value const* const all = node.if_contains("and"))
    return read_inner(Kind::all, *all, fields, depth);
  if (json::value const* const any = node.if_contains("or"))
    return read_inner(Kind::any, *any, fields, depth);
  if (json::value const* const none = node.if_contains("not"))
    return read_inner(Kind::none, *none, fields, depth);
  if (json::value const* const near = node.if_contains("near"); near && near->is_object())
    return read_near(near->get_object(), fields, depth);
  if (json::value const* const count = node.if_contains("atleast"); count && count->is_object())
    return read_at_least(count->get_object(), fields, depth);
  if (node.contains("field") && node.contains("q")) {
    std::string_view const name = string_at(node, "field");
    std::uint8_t const inner = name == "title"   ? field::title
                               : name == "body"  ? field::body
                               : name == "hlead" ? field::hlead
                                                 : std::uint8_t{0};
    if (inner == 0) return bad("fields are title, body and hlead");
    return read(node.at("q"), inner, depth + 1);
  }
  return bad("unknown kind of node");
}

Result<json::object> object_of(std::string_view line) {
  boost::system::error_code error;
  json::value value = json::parse(json::string_view(line.data(), line.size()), error);
  if (error) return bad("not JSON: " + error.message());
  if (!value.is_object()) return bad("not a JSON object");
  return std::move(value.get_object());
}

}  // namespace

Result<NeutralRule> rule_from_json(std::string_view line) {
  auto object = object_of(line);
  if (!object) return fail(object.error());
  if (!object->contains("query")) return bad("a rule without query");
  auto expression = read(object->at("query"), field::text, 0);
  if (!expression) return fail(expression.error());
  return NeutralRule{std::string(string_at(*object, "id")), std::move(*expression)};
}

Result<NeutralDocument> document_from_json(std::string_view line) {
  auto object = object_of(line);
  if (!object) return fail(object.error());
  NeutralDocument out;
  out.id = string_at(*object, "id");
  out.article.title = string_at(*object, "title");
  out.article.body = string_at(*object, "body");
  out.article.language = string_at(*object, "lang");
  out.article.source = string_at(*object, "source");
  return out;
}

}  // namespace wirewatch
