#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pipeline/article/html/document.h"

namespace wirewatch {

/// The part of CSS selectors that overrides need: tag, .class, #id, [attribute], [attribute=value],
/// descendants by space, alternatives by comma.
class Selector {
 public:
  static Result<Selector> parse(std::string_view text);

  bool empty() const { return alternatives_.empty(); }
  bool matches(HtmlDocument const& document, std::uint32_t element) const;
  /// Whether the element or one around it matches.
  bool covers(HtmlDocument const& document, std::uint32_t element) const;

 private:
  struct Condition {
    std::string attribute;  ///< "class" and "id" too
    std::string value;      ///< empty: only there
    bool word = false;      ///< one of several words
  };
  struct Compound {
    std::string tag;  ///< empty: any
    std::vector<Condition> conditions;
  };
  using Chain = std::vector<Compound>;  ///< from the outermost to the element itself

  static Result<Compound> parse_compound(std::string_view text);
  static bool holds(HtmlDocument const& document, HtmlNode const& node, Compound const& compound);
  static bool holds(HtmlDocument const& document, std::uint32_t element, Chain const& chain);

  std::vector<Chain> alternatives_;
};

}  // namespace wirewatch
