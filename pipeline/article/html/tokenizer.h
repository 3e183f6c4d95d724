#pragma once

#include <string_view>

#include "pipeline/article/html/tag.h"

namespace wirewatch {

/// A piece of markup. The views point into the source; references in them are not resolved.
struct HtmlToken {
  enum class Kind { text, raw, start, end };
  Kind kind = Kind::text;
  Tag tag = Tag::other;  ///< of start and end; of raw: the element that holds it
  std::string_view
      text;  ///< of text and raw: the characters; of start: name and attributes as written
  bool self_closing = false;
};

/// Cuts HTML into tokens in one pass, in linear time over any input. Comments, doctypes and
/// processing instructions are passed over. Reads well-formed UTF-8 (or any superset of ASCII).
class HtmlTokenizer {
 public:
  explicit HtmlTokenizer(std::string_view source) : source_(source) {}

  bool next(HtmlToken& token);  ///< false at the end

 private:
  bool read_markup(HtmlToken& token);
  void skip_comment();
  std::string_view read_tag();
  std::string_view read_raw(Tag tag);

  std::string_view source_;
  std::size_t at_ = 0;
  Tag raw_ = Tag::other;  ///< the element whose content comes next
};

/// One attribute; `value` is as written, references not resolved.
struct HtmlAttribute {
  std::string_view name;
  std::string_view value;
};

/// Takes the next attribute off the front of `rest` (what follows the name in a start tag). False
/// when none is left.
bool next_attribute(std::string_view& rest, HtmlAttribute& attribute);

/// The part of a start token's text behind the element's name.
std::string_view attributes_of(std::string_view tag_text);

}  // namespace wirewatch
