#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace wirewatch {

/// Parts of an article that terms are looked for in; `Expression::fields` is a set of them.
namespace field {
inline constexpr std::uint8_t title = 1;
inline constexpr std::uint8_t body = 2;
inline constexpr std::uint8_t lead = 4;   ///< the title and the first two paragraphs of the body
inline constexpr std::uint8_t hlead = 8;  ///< the title and the first 50 tokens of the body
inline constexpr std::uint8_t author = 16;
inline constexpr std::uint8_t text = title | body;  ///< the default
inline constexpr std::uint8_t all = title | body | author;
}  // namespace field

/// A watch rule as a tree. Made by `parse_query` and from the simple keys; word lists are already
/// inserted (as an `any` node with `list` set), fields are pushed down to the leaves. A value.
struct Expression {
  enum class Kind {
    // leaves over tokens
    sequence,  ///< `text`: a word or a phrase; its tokens follow each other
    prefix,    ///< `text`: one token begins so
    wildcard,  ///< `text`: one token, '*' any characters, '?' one
    regex,     ///< `text`: RE2 syntax, on the raw text of the field
    // leaves over the article's data; `text` is compared without case
    language,
    source,
    tag,
    url,  ///< contains
    category,
    event,  ///< `text` is a name of ArticleEvent
    // inner nodes
    all,       ///< AND
    any,       ///< OR
    none,      ///< NOT of the one child
    near,      ///< children: two or more occurrence sets; all within `n` tokens, in this order when
               ///< `ordered` (then each next one within `n`); `text`: the phrase with wildcards
               ///< that it stands for, if so
    at_least,  ///< different start tokens of the child, title and body added, are at least `n`
    sentence,  ///< the child holds inside one sentence
    paragraph,  ///< the child holds inside one paragraph
  };
  /// How a token of the text is compared with a token of the rule.
  enum class Form {
    folded,  ///< case and (Latin, Greek) marks do not count
    stem,    ///< folded; or the stems in the article's language agree
    exact,   ///< as written (`case:`)
  };

  Kind kind = Kind::all;
  Form form = Form::folded;
  std::uint8_t fields = field::text;
  bool ordered = false;
  unsigned n = 0;
  std::string text;
  std::string list;  ///< of an `any` node that stands for a word list: its name without '$'; shared
                     ///< between rules
  std::vector<Expression> children;
  /// Of a word list, instead of `children`: its members, shared by all rules that name it.
  std::shared_ptr<std::vector<Expression> const> members;
  std::size_t line = 0;  ///< in the config, for messages and `explain`
  std::size_t column = 0;

  friend bool operator==(Expression const&, Expression const&) = default;
};

/// The children, or a list's shared members.
inline std::vector<Expression> const& parts_of(Expression const& expression) {
  return expression.members ? *expression.members : expression.children;
}

bool is_leaf(Expression const& expression);

/// A phrase with wildcards: one term for people, though its words are nodes.
inline bool is_wild_phrase(Expression const& expression) {
  return expression.kind == Expression::Kind::near && !expression.text.empty();
}

/// Whether it stands for places in the text, as NEAR and atleast need them: words, phrases,
/// prefixes, wildcards, NEAR, and OR of these.
bool has_places(Expression const& expression);

/// As a rule would write it, for messages: `missile*`, `title:putin`, `NEAR/20`.
std::string describe(Expression const& expression);

}  // namespace wirewatch
