#include "pipeline/watch/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace wirewatch {
namespace {

using Kind = Expression::Kind;

struct FieldName {
  std::uint8_t field;
  char const* prefix;
};
constexpr std::array<FieldName, 5> kFieldNames{{{field::title, "title:"},
                                                {field::body, "body:"},
                                                {field::lead, "lead:"},
                                                {field::hlead, "hlead:"},
                                                {field::author, "author:"}}};

std::string field_prefix(std::uint8_t fields) {
  if (fields == field::text) return {};
  for (FieldName const& name : kFieldNames)
    if (fields == name.field) return name.prefix;
  return {};
}

bool is_plain(std::string const& text) {
  return !text.empty() && text.find_first_of(" ()\":*?/$") == std::string::npos;
}

std::string word_of(Expression const& expression) {
  std::string const word =
      is_plain(expression.text) ? expression.text : '"' + expression.text + '"';
  return expression.form == Expression::Form::exact ? "case:" + word : word;
}

}  // namespace

bool is_leaf(Expression const& expression) { return expression.kind < Kind::all; }

bool has_places(Expression const& expression) {
  switch (expression.kind) {
    case Kind::sequence:
    case Kind::prefix:
    case Kind::wildcard:
    case Kind::near:
      return true;
    case Kind::any:
      return std::ranges::all_of(parts_of(expression), has_places);
    default:
      return false;
  }
}

std::string describe(Expression const& expression) {
  std::string const prefix = field_prefix(expression.fields);
  switch (expression.kind) {
    case Kind::sequence:
      return prefix + word_of(expression);
    case Kind::prefix:
      return prefix + expression.text + '*';
    case Kind::wildcard:
      return prefix + expression.text;
    case Kind::regex:
      return prefix + '/' + expression.text + '/';
    case Kind::language:
      return "lang:" + expression.text;
    case Kind::source:
      return "source:" + expression.text;
    case Kind::tag:
      return "tag:" + expression.text;
    case Kind::url:
      return "url:" + expression.text;
    case Kind::category:
      return "category:" + expression.text;
    case Kind::event:
      return "event:" + expression.text;
    case Kind::all:
      return "AND";
    case Kind::any:
      return expression.list.empty() ? "OR" : '$' + expression.list;
    case Kind::none:
      return "NOT";
    case Kind::near:
      if (is_wild_phrase(expression)) return prefix + word_of(expression);
      return fmt::format("{}/{}", expression.ordered ? "ADJ" : "NEAR", expression.n);
    case Kind::at_least:
      return fmt::format("atleast/{}", expression.n);
    case Kind::sentence:
      return "SENT";
    case Kind::paragraph:
      return "PARA";
  }
  return {};
}

}  // namespace wirewatch
