#include "pipeline/watch/term.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "pipeline/watch/character_table.h"
#include "pipeline/watch/tokens.h"

namespace wirewatch {
namespace {

using Form = Expression::Form;
using Kind = Expression::Kind;

bool is_wild(char c) { return c == '*' || c == '?'; }
bool is_wild(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return is_wild(c); });
}

bool is_arabic(char32_t c) { return c >= 0x0620 && c <= 0x06D3; }

/// Lower case throughout with at least one letter that has a case; or Arabic, which has none.
bool reads_as_plain_word(std::string_view text) {
  bool plain = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next_code_point(text, at);
    auto const point = static_cast<UChar32>(c);
    if (u_isupper(point) || u_istitle(point)) return false;
    if (u_islower(point) || is_arabic(c)) plain = true;
  }
  return plain;
}

Expression leaf(Kind kind, std::string_view text, Form form, TermContext const& context) {
  Expression out;
  out.kind = kind;
  out.text = text;
  out.form = form;
  out.fields = context.fields;
  return out;
}

/// Runs of letters, digits and wild characters; all else cuts, as in texts.
std::vector<std::string> wild_pieces(std::string_view text) {
  std::vector<std::string> pieces;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next_code_point(text, at);
    auto const mask = U_GET_GC_MASK(static_cast<UChar32>(c));
    bool const joins = c == '*' || c == '?' ||
                       (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_CF_MASK)) != 0;
    if (joins && !open) pieces.emplace_back();
    if (joins) append_utf8(pieces.back(), c);
    open = joins;
  }
  return pieces;
}

bool holds_unspaced(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_unspaced(next_code_point(text, at))) return true;
  return false;
}

std::optional<Expression> wild_term(std::string_view piece, Form form, TermContext const& context) {
  std::string_view const stem = piece.substr(0, piece.find_first_of("*?"));
  bool const is_prefix = stem.size() + 1 == piece.size() && piece.back() == '*';
  std::string letters(piece);
  std::erase_if(letters, [](char c) { return is_wild(c); });
  if (keys_of(letters).empty()) return std::nullopt;
  // Where every character is a token, a term is found inside longer words anyway.
  if (holds_unspaced(letters)) return leaf(Kind::sequence, letters, Form::folded, context);
  if (is_prefix) return leaf(Kind::prefix, stem, form, context);
  return leaf(Kind::wildcard, piece, form, context);
}

/// Words with wild ones among them: each must follow the one before.
std::optional<Expression> wild_phrase(std::string_view text, Form form,
                                      TermContext const& context) {
  Expression phrase;
  phrase.kind = Kind::near;
  phrase.ordered = true;
  phrase.n = 1;
  phrase.fields = context.fields;
  phrase.form = form;
  phrase.text = text;
  for (std::string const& piece : wild_pieces(text)) {
    auto part = is_wild(piece) ? wild_term(piece, form, context)
                               : std::optional(leaf(Kind::sequence, piece, form, context));
    if (!part) return std::nullopt;
    phrase.children.push_back(std::move(*part));
  }
  if (phrase.children.empty()) return std::nullopt;
  if (phrase.children.size() == 1) return std::move(phrase.children.front());
  return phrase;
}

}  // namespace

std::optional<Expression> make_term(std::string_view text, bool quoted,
                                    TermContext const& context) {
  text = trim(text);
  if (is_wild(text)) {
    Form const form = context.form == Form::exact ? Form::exact : Form::folded;
    return wild_phrase(text, form, context);
  }
  if (keys_of(text).empty()) return std::nullopt;
  Form form = Form::folded;
  if (context.form)
    form = *context.form;
  else if (!quoted && reads_as_plain_word(text))
    form = Form::stem;
  return leaf(Kind::sequence, text, form, context);
}

}  // namespace wirewatch
