#include "pipeline/article/page_title.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr std::array<std::string_view, 9> kSeparators{
    " | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / "};
// Titles with so many words in common (Dice's measure) tell of the same article.
constexpr double kConfirmed = 0.4;
// The page's only heading needs less: search engines and readers are often told different titles.
constexpr double kOnlyHeading = 0.15;
constexpr std::size_t kPhrase = 4;  // words: fewer may be the site's name
// A title inside another one: what it leaves out is then a kicker ("Opinion") or the site's name.
constexpr double kWhole = 0.6;

std::vector<std::uint64_t> sorted_words(std::string_view text) {
  return shingles(word_hashes(text), 1);
}

double likeness(std::string_view a, std::string_view b) {
  auto const wa = sorted_words(a);
  auto const wb = sorted_words(b);
  if (wa.empty() || wb.empty()) return 0;
  return 2 * share_in(wa, wb) * double(wa.size()) / double(wa.size() + wb.size());
}

/// Without "| Section | Site" at the end, where a separator leaves the longer part in front, and
/// without "Site - " at the beginning.
std::string without_site(std::string_view title, std::string_view site_name) {
  for (auto const separator : kSeparators) {
    auto const at = title.find(separator);
    if (at == std::string_view::npos || site_name.empty()) continue;
    if (plain_words(title.substr(0, at)) == plain_words(site_name))
      title.remove_prefix(at + separator.size());
  }
  for (int rounds = 0; rounds < 3; ++rounds) {
    std::size_t cut = std::string_view::npos;
    std::size_t length = 0;
    for (auto const separator : kSeparators) {
      auto const at = title.rfind(separator);
      if (at != std::string_view::npos && (cut == std::string_view::npos || at > cut))
        cut = at, length = separator.size();
    }
    if (cut == std::string_view::npos) break;
    auto const tail = title.substr(cut + length);
    bool const names_site = !site_name.empty() && likeness(tail, site_name) >= kConfirmed;
    if (names_site || word_hashes(tail).size() * 2 < word_hashes(title.substr(0, cut)).size())
      title = title.substr(0, cut);
    else
      break;
  }
  return std::string(trim(title));
}

/// A heading that carries a kicker in front of what the others give as the title loses it.
std::string without_kicker(std::string const& heading,
                           std::initializer_list<std::string_view> witnesses) {
  auto const whole = plain_words(heading);
  for (auto const witness : witnesses) {
    auto const title = plain_words(witness);
    if (title.size() < whole.size() && whole.ends_with(title) &&
        double(title.size()) > kWhole * double(whole.size()))
      return std::string(witness);
  }
  return heading.substr(0, heading.find(" | "));
}

}  // namespace

std::string choose_title(TitleCandidates const& c) {
  auto const open_graph = without_site(c.open_graph, c.site_name);
  auto const page = without_site(c.page, c.site_name);
  std::array<std::string_view, 3> const witnesses{open_graph, c.linked_data, page};
  std::string const* best = nullptr;
  bool const only = c.headings.size() == 1 && word_hashes(c.headings.front()).size() >= kPhrase;
  double best_support = only ? kOnlyHeading : kConfirmed;
  for (auto const& heading : c.headings) {
    if (word_hashes(heading).size() < 2 || plain_words(heading) == plain_words(c.site_name))
      continue;
    double support = 0;
    for (auto const witness : witnesses) support = std::max(support, likeness(heading, witness));
    if (support > best_support) best = &heading, best_support = support;
  }
  if (best) return without_kicker(*best, {c.linked_data, open_graph});
  for (std::string_view const witness :
       {std::string_view(c.linked_data), witnesses[0], witnesses[2]})
    if (!witness.empty()) return without_site(witness, c.site_name);
  return c.headings.empty() ? std::string() : c.headings.front();
}

}  // namespace wirewatch
