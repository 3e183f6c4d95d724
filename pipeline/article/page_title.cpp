#include "pipeline/article/page_title.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr std::array<std::string_view, 9> kSeparators{
    " | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / "};
// Two titles with half of their words in common tell of the same article.
constexpr double kConfirmed = 0.5;

std::vector<std::uint64_t> sorted_words(std::string_view text) {
  return shingles(word_hashes(text), 1);
}

double likeness(std::string_view a, std::string_view b) {
  auto const wa = sorted_words(a);
  auto const wb = sorted_words(b);
  return wa.size() < wb.size() ? share_in(wa, wb) : share_in(wb, wa);
}

/// Without "| Section | Site" at the end, where a separator leaves the longer part in front.
std::string without_site(std::string_view title, std::string_view site_name) {
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

}  // namespace

std::string choose_title(TitleCandidates const& c) {
  std::array<std::string_view, 3> const witnesses{c.open_graph, c.linked_data, c.page};
  std::string const* best = nullptr;
  double best_support = kConfirmed;
  for (auto const& heading : c.headings) {
    if (word_hashes(heading).size() < 2) continue;
    double support = 0;
    for (auto const witness : witnesses) support = std::max(support, likeness(heading, witness));
    if (!c.site_name.empty() && plain_words(heading) == plain_words(c.site_name)) continue;
    if (support > best_support) best = &heading, best_support = support;
  }
  if (best) return *best;
  for (auto const witness : witnesses)
    if (auto title = without_site(witness, c.site_name); !title.empty()) return title;
  return c.headings.empty() ? std::string() : c.headings.front();
}

}  // namespace wirewatch
