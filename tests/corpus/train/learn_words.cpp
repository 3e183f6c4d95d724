#include "tests/corpus/train/learn_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch::train {
namespace {

constexpr std::ptrdiff_t kNear = 4;      // lines before and behind a body
constexpr std::size_t kProse = 7;        // words: shorter lines tell little of bodies
constexpr std::size_t kLooked = 4000;    // bytes of a line
constexpr std::size_t kFewestSites = 8;  // that a word must be known from
constexpr double kProseWords = 30;       // of a line, to which the rates in prose refer
constexpr double kSeldom = 0.3;          // sites: added to what was counted
constexpr double kTelling = 0.7;         // log-odds
constexpr double kSurest = 4;

enum Where { kBody, kOther, kBefore, kBehind, kElsewhere, kPlaces };
using Counts = std::array<double, kPlaces>;

struct Rates {
  Counts of{};
  std::set<std::string> sites;
};

/// Each once, and the first one as "^word". Numbers and scripts without spaces are left out.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  auto const plain = plain_words(cut_utf8(line, kLooked));
  for (std::size_t at = 0; at < plain.size();) {
    auto const end = std::min(plain.find(' ', at), plain.size());
    auto const word = plain.substr(at, end - at);
    bool const first = at == 0;
    at = end + 1;
    if (word_hashes(word).size() != 1 || word.find_first_of("0123456789") != std::string::npos)
      continue;
    if (first) out.push_back("^" + word);
    if (seen.insert(word).second) out.push_back(word);
  }
  return out;
}

class Counter {
 public:
  void add(LabelledLines const& page, double weight) {
    auto const n = std::ptrdiff_t(page.lines.size());
    auto const begin = std::find(page.body.begin(), page.body.end(), true) - page.body.begin();
    auto const end = page.body.rend() - std::find(page.body.rbegin(), page.body.rend(), true);
    if (begin == n) return;
    Counts totals{};
    std::unordered_map<std::string, Counts> counts;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      auto const words = words_of(page.lines[std::size_t(i)]);
      bool const body = page.body[std::size_t(i)];
      auto const prose = body ? kBody : kOther;
      auto const place = !body && i < begin && i >= begin - kNear ? kBefore
                         : !body && i >= end && i < end + kNear   ? kBehind
                                                                  : kElsewhere;
      bool const speaks = words.size() >= kProse;
      ++totals[place];
      if (speaks) totals[prose] += double(words.size()) / kProseWords;
      for (auto const& word : words) {
        auto& count = counts[word];
        ++count[place];
        if (speaks) ++count[prose];
      }
    }
    take(page.site, weight, totals, counts);
  }

  std::string text() const {
    std::map<std::string, std::string> lines;
    for (auto const& [word, rates] : words_) {
      if (rates.sites.size() < kFewestSites) continue;
      double const body = log_odds(rates, kBody, kOther);
      double const before = log_odds(rates, kBefore, kElsewhere);
      double const behind = log_odds(rates, kBehind, kElsewhere);
      if (std::abs(body) >= kTelling || before >= kTelling || behind >= kTelling)
        lines[word] = fmt::format("{} {:.1f} {:.1f} {:.1f}\n", word, body, before, behind);
    }
    std::string out;
    for (auto const& [word, line] : lines) out += line;
    return out;
  }

 private:
  void take(std::string const& site, double weight, Counts const& totals,
            std::unordered_map<std::string, Counts> const& counts) {
    for (std::size_t k = 0; k < kPlaces; ++k) pages_[k] += totals[k] > 0 ? weight : 0;
    for (auto const& [word, count] : counts) {
      auto& rates = words_[word];
      rates.sites.insert(site);
      for (std::size_t k = 0; k < kPlaces; ++k)
        if (totals[k] > 0) rates.of[k] += weight * count[k] / totals[k];
    }
  }

  double log_odds(Rates const& rates, Where here, Where there) const {
    double const a = (rates.of[here] + kSeldom) / (pages_[here] + 1);
    double const b = (rates.of[there] + kSeldom) / (pages_[there] + 1);
    return std::clamp(std::log(a / b), -kSurest, kSurest);
  }

  std::unordered_map<std::string, Rates> words_;
  Counts pages_{};
};

}  // namespace

std::string learn_words(std::vector<LabelledLines const*> const& pages) {
  std::map<std::string, int> pages_of;
  for (auto const* page : pages) ++pages_of[page->site];
  Counter counter;
  for (auto const* page : pages) counter.add(*page, 1.0 / pages_of[page->site]);
  return counter.text();
}

}  // namespace wirewatch::train
