#include "pipeline/article/drop_reason.h"

#include <fmt/format.h>

#include <array>

namespace wirewatch {
namespace {

struct Named {
  std::uint32_t mask;
  char const* what;
};

constexpr std::array<Named, 9> kElements{{{bit(Around::hidden), "hidden on the page"},
                                          {bit(Around::nav), "navigation"},
                                          {bit(Around::footer), "footer"},
                                          {bit(Around::figcaption), "caption"},
                                          {bit(Around::button), "button"},
                                          {bit(Around::form), "form"},
                                          {bit(Around::aside), "aside"},
                                          {bit(Around::header), "header"},
                                          {bit(Around::figure), "figure"}}};
constexpr std::array<Named, 14> kCues{{{bit(Cue::comment), "comments"},
                                       {bit(Cue::popup), "notice"},
                                       {bit(Cue::newsletter), "prompt to sign up"},
                                       {bit(Cue::ad), "advertisement"},
                                       {bit(Cue::share), "share buttons"},
                                       {bit(Cue::related), "related items"},
                                       {bit(Cue::popular), "popular items"},
                                       {bit(Cue::caption), "caption"},
                                       {bit(Cue::bio), "about the author"},
                                       {bit(Cue::tags), "topics"},
                                       {bit(Cue::meta), "byline or date"},
                                       {bit(Cue::teaser), "teaser"},
                                       {bit(Cue::nav), "navigation"},
                                       {bit(Cue::footer), "footer"}}};

std::string kind_of(HtmlBlock const& block, TextTraits const& text, double probability) {
  for (auto const& [mask, what] : kElements)
    if (block.around & mask) return what;
  double const links = block.letters ? 100.0 * block.link_letters / block.letters : 0;
  if (links >= 50 && !text.furniture.is(Furniture::Kind::read_more))
    return fmt::format("{} ({:.0f} % of its text is links)", block.links > 1 ? "link list" : "link",
                       links);
  if (auto const kind = kind_by_words(text); !kind.empty()) return kind;
  for (auto const& [mask, what] : kCues)
    if (block.near_cues & mask) return fmt::format("{} (by its class)", what);
  if (probability == 0 && (block.all_cues & bit(Cue::comment)))
    return "comments (by a class around them)";
  if (block.heading) return "heading without text of the article";
  return block.letters < 40 ? "short text" : "text unlike the article's";
}

}  // namespace

char const* name_of(Place place) {
  switch (place) {
    case Place::before:
      return "before the body";
    case Place::inside:
      return "between paragraphs of the body";
    case Place::after:
      return "after the body's end";
    case Place::nowhere:
      break;
  }
  return "on a page without a body";
}

std::string kind_by_words(TextTraits const& text) {
  using Kind = Furniture::Kind;
  if (text.furniture.found) switch (text.furniture.kind) {
      case Kind::correction:
        return "correction note";
      case Kind::update_note:
        return "update note";
      case Kind::byline:
        return "byline";
      case Kind::credit:
      case Kind::caption:
        return "picture credit";
      case Kind::sign_off:
        return "sign-off";
      case Kind::read_more:
        return "line that leads to another article";
      case Kind::dateline:
      case Kind::agency:
        break;
    }
  if (text.copyright) return "copyright line";
  return text.invites ? "heading over links to elsewhere, or a prompt" : "";
}

std::string drop_reason(HtmlBlock const& block, TextTraits const& text, Place place,
                        double probability) {
  return fmt::format("{} {}, body with {:.0f} %", kind_of(block, text, probability), name_of(place),
                     probability * 100);
}

}  // namespace wirewatch
