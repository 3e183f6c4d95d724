#include "pipeline/article/author_names.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::array<std::string_view, 23> kOpenings{
    "written by ", "posted by ", "text by ", "story by ", "words by ", "by: ",
    "by ",         "von: ",      "von ",     "par ",      "por ",      "di ",
    "door ",       "av ",        "af ",      "autor: ",   "автор: ",   "tekst: ",
    "text: ",      "oleh ",      "od ",      "author: ",  "автор "};
constexpr std::array<std::string_view, 10> kJoints{" and ", " und ", " et ", " y ",  " & ",
                                                   ", ",    ";",     " / ",  " og ", " och "};
constexpr std::array<std::string_view, 4> kTails{" | ", " - ", " – ", "\n"};

std::size_t opening_of(std::string_view text) {
  auto const lower = lower_ascii(text.substr(0, 32));
  for (auto const opening : kOpenings)
    if (lower.starts_with(opening)) return opening.size();
  return 0;
}

bool is_name(std::string_view text) {
  if (text.size() < 2 || text.size() > 80) return false;
  if (text.find("http") != std::string_view::npos || text.find('@') != std::string_view::npos)
    return false;
  return text.find_first_not_of("0123456789 .,:/-") != std::string_view::npos;
}

/// "Ann Lee, Ph.D.": what belongs to the name before it.
bool is_degree(std::string_view text) {
  constexpr std::array<std::string_view, 9> kDegrees{"ph.d.", "phd", "m.d.", "md", "jr.",
                                                     "sr.",   "rn",  "esq.", "mba"};
  auto const lower = lower_ascii(text);
  return std::find(kDegrees.begin(), kDegrees.end(), lower) != kDegrees.end();
}

void add(std::string_view name, std::vector<std::string>& out) {
  name = trim(name);
  if (is_degree(name)) {
    if (!out.empty()) out.back().append(", ").append(name);
    return;
  }
  if (auto const note = name.find(" ("); note != std::string_view::npos && name.ends_with(')'))
    name = name.substr(0, note);
  while (!name.empty() && (name.back() == ',' || name.back() == ';')) name.remove_suffix(1);
  if (!is_name(name)) return;
  auto const same = [&](std::string const& other) { return equals_ignoring_case(other, name); };
  if (std::none_of(out.begin(), out.end(), same)) out.emplace_back(name);
}

}  // namespace

bool is_byline(std::string_view text) { return opening_of(text) > 0; }

std::vector<std::string> author_names(std::vector<std::string> const& fields) {
  std::vector<std::string> out;
  for (auto const& field : fields) {
    std::string_view rest = trim(field);
    rest.remove_prefix(opening_of(rest));
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
