#include "pipeline/article/author_names.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pipeline/text/html_entities.h"

namespace wirewatch {
namespace {

constexpr auto kOpenings = std::to_array<std::string_view>(
    {"written by ", "posted by ", "text by ", "story by ", "words by ", "submitted by ", "by: ",
     "by ",         "von: ",      "von ",     "par ",      "por ",      "di ",           "door ",
     "av ",         "af ",        "autor: ",  "автор: ",   "Автор: ",   "Текст: ",       "tekst: ",
     "text: ",      "oleh ",      "od ",      "author: ",  "автор ",    "Автор "});
// Further openings that only fields and boxes about the author have.
constexpr auto kLabels = std::to_array<std::string_view>(
    {"article by ", "articles by ", "authored by ", "reported by ", "published by ",
     "view all posts by ", "view all posts from ", "see all by ", "all posts by ", "more by ",
     "authors: ", "author ", "autorin: ", "auteur: ", "auteur(s): ", "contributor: ", "Авторы: "});
constexpr auto kJoints = std::to_array<std::string_view>(
    {" and ", " And ", " AND ", " und ", " et ", " y ", " & ", ", ", ";", " / ", " og ", " och "});
constexpr auto kTails = std::to_array<std::string_view>(
    {" | ", " |\u00a0", " - ", " – ", " —", "\n", " Published", " published ", " Last Updated",
     " updated ", " on ", " in ", " • ", " · ", " ⋅ "});
constexpr std::string_view kAround = ",;-|: ";  // what is left of separators; ASCII alone

constexpr int kMostDigits = 3;

std::string_view bare(std::string_view opening) {
  return opening.substr(0, opening.find_last_not_of(" :") + 1);
}

/// How much of `text` is the opening: "By Ann", "By: Ann" and, where the markup ate the space,
/// "ByAnn".
std::size_t opens_with(std::string_view text, std::string_view lower, std::string_view opening) {
  opening = bare(opening);
  if (!lower.starts_with(opening) || text.size() <= opening.size()) return 0;
  char const next = text[opening.size()];
  if (next == ' ' || next == ':') return opening.size() + 1;
  return opening.ends_with("by") && next >= 'A' && next <= 'Z' ? opening.size() : 0;
}

template <std::size_t N>
std::size_t longest_opening(std::string_view text,
                            std::array<std::string_view, N> const& openings) {
  auto const lower = lower_ascii(text.substr(0, 32));
  std::size_t length = 0;
  for (auto const opening : openings) length = std::max(length, opens_with(text, lower, opening));
  return length;
}

/// The text behind what only says that a name follows, as "Article by: By Ann".
std::string_view without_opening(std::string_view text) {
  text = trim(text);
  text =
      trim(text.substr(std::max(longest_opening(text, kOpenings), longest_opening(text, kLabels))));
  return trim(text.substr(opens_with(text, lower_ascii(text.substr(0, 3)), "by")));
}

bool is_one_of(std::string_view word, std::string_view spaced_words) {
  return spaced_words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_name(std::string_view text) {
  if (text.size() < 2 || text.size() > 80) return false;
  if (text.find("http") != std::string_view::npos || text.find('@') != std::string_view::npos)
    return false;
  if (is_byline_label(text)) return false;
  auto const lower = lower_ascii(text.substr(0, 32));
  for (std::string_view const other :
       {"edited by", "reviewed by", "updated by", "illustration", "photo", "show all", "view ",
        "see full", "watch ", "published", "newspaper subscription", "email", "#"})
    if (lower.starts_with(other)) return false;
  if (is_one_of(lower, " undefined null none unknown permissions bio on ")) return false;
  auto const digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  bool const one_word = text.find_first_of(" :") == std::string_view::npos;  // "vale35"
  if (digits > kMostDigits || (digits > 0 && !one_word)) return false;
  return text.find_first_not_of("0123456789 .,:/-") != std::string_view::npos;
}

/// "Ann Lee, Ph.D.": what belongs to the name before it.
bool is_degree(std::string_view text) {
  auto const lower = lower_ascii(text);
  return is_one_of(
      lower,
      " ph.d. ph.d phd m.d. md md* jr. jr sr. sr ii iii rn r.n. rd rdn r.d. ldn ms m.s. ma m.a. "
      "msc mph esq. esq mba dvm vmd do d.o. dds jd j.d. llm cpa cfa cfp cpp psp pharmd np pt dpt "
      "cscs lcsw fand facp facog faclm mbe ");
}

/// "Ann Lee, staff writer": what somebody does, not who it is.
bool is_role(std::string_view text) {
  auto const lower = lower_ascii(text);
  auto const last = lower.substr(lower.find_last_of(" -") + 1);
  return is_one_of(
      last,
      " writer reporter editor correspondent contributor columnist journalist expert specialist "
      "analyst producer photographer critic blogger founder ceo cto director manager "
      "staff "
      "redakteur redakteurin korrespondent korrespondentin journaliste redactor redactora "
      "periodista "
      "giornalista ");
}

/// "Interview: Ann Lee" without its label; nothing of "Foto: Ann Lee".
std::string_view without_label(std::string_view name) {
  constexpr std::size_t kLongest = 24;
  auto const at = name.substr(0, kLongest).find(": ");
  if (at == std::string_view::npos) return name;
  bool const picture = is_one_of(lower_ascii(name.substr(0, at)),
                                 " photo photos foto fotos image bild video Фото фото ");
  return picture ? std::string_view() : trim(name.substr(at + 2));
}

void add(std::string_view name, std::vector<std::string>& out) {
  name = trim(name);
  for (std::string_view const joint : {"and ", "und ", "et ", "y "})  // behind a comma
    if (name.starts_with(joint)) name = trim(name.substr(joint.size()));
  name = without_label(name);
  if (!out.empty() && is_degree(name)) {
    out.back().append(", ").append(name);
    return;
  }
  if (!out.empty() && is_role(name)) return;
  if (auto const note = name.find(" ("); note != std::string_view::npos && name.ends_with(')'))
    name = name.substr(0, note);
  name = name.substr(0, name.find_last_not_of(kAround) + 1);
  name.remove_prefix(std::min(name.find_first_not_of(kAround), name.size()));
  if (!is_name(name)) return;
  auto const same = [&](std::string const& other) { return equals_ignoring_case(other, name); };
  if (std::none_of(out.begin(), out.end(), same)) out.emplace_back(name);
}

}  // namespace

bool is_byline(std::string_view text) { return longest_opening(text, kOpenings) > 0; }

bool is_byline_label(std::string_view text) {
  auto const lower = lower_ascii(trim(text).substr(0, 32));
  auto const matches = [&](std::string_view opening) { return bare(opening) == bare(lower); };
  return std::any_of(kOpenings.begin(), kOpenings.end(), matches) ||
         std::any_of(kLabels.begin(), kLabels.end(), matches);
}

std::vector<std::string> author_names(std::vector<std::string> const& fields) {
  std::vector<std::string> out;
  for (auto const& field : fields) {
    auto const text = unescape_html(field);
    std::string_view rest = without_opening(text);
    for (auto const tail : kTails) rest = rest.substr(0, rest.find(tail));
    while (!rest.empty()) {
      auto cut = rest.size();
      std::size_t length = 0;
      for (auto const joint : kJoints) {
        auto const at = rest.find(joint);
        if (at < cut) cut = at, length = joint.size();
      }
      add(rest.substr(0, cut), out);
      rest.remove_prefix(std::min(rest.size(), cut + length));
    }
  }
  return out;
}

}  // namespace wirewatch
