#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article/article.h"

namespace wirewatch {

/// The news furniture inside a body whose paragraphs are separated by "\n\n": datelines and their
/// agency, bylines, correction and update notes, credits, sign-offs, read-more lines, in the main
/// languages. Sorted by place; spans do not overlap, except that an agency stands inside its
/// dateline.
std::vector<Furniture> find_furniture(std::string_view body);

/// What the article says about its own corrections, a line a note; "" when it was not corrected.
/// Reads the body's notes, and those that stood outside the body.
std::string correction_notes(Article const& article);

/// Sets the article's furniture, and its event where a note says that it was corrected.
void note_furniture(Article& article);

/// What kind of furniture a whole paragraph is, if any. `Position` guards against false alarms:
/// notes stand at the edges of an article.
enum class Position { first, middle, last };
struct FurnitureKind {
  bool found = false;
  Furniture::Kind kind = Furniture::Kind::read_more;
  bool is(Furniture::Kind other) const { return found && kind == other; }
};
FurnitureKind classify_paragraph(std::string_view paragraph, Position position);

}  // namespace wirewatch
