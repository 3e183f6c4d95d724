#include "pipeline/article/adjust.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "pipeline/article/log_odds.h"
#include "pipeline/article/selector.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

// Found on the corpus' sites, each page judged with what the pages before it taught.
constexpr double kRepeated = 6.0;        ///< log-odds for a text that another article carried
constexpr double kRepeatedWord = 1.5;    ///< the same for a short one, as bodies repeat them too
constexpr std::uint32_t kShortText = 4;  ///< words
constexpr double kPlace = 2.0;           ///< for a place that always held body, or never
constexpr double kEnoughPages = 5;       ///< until a place is half believed
constexpr double kAnchored = 0.6;
constexpr double kSameArticle = 0.4;

constexpr std::uint32_t kShortestArticle = 150;  ///< letters
constexpr double kLikely = 0.5;
constexpr std::size_t kRun = 4;
constexpr std::uint32_t kPostWords = 8;

bool is_same_article(PageView const& page, SiteProfile const& site,
                     std::vector<double> const& probability) {
  double known = 0;
  double all = 0;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    double const letters = probability[i] * page.blocks[i].letters;
    all += letters;
    if (site.pages_with_text(page.text_hashes[i], page.blocks[i].path) > 0) known += letters;
  }
  return known > kSameArticle * all;
}

/// Which post each run of words is from; of several the first.
std::unordered_map<std::uint64_t, std::uint32_t> runs_of_posts(
    std::vector<std::string> const& updates) {
  std::unordered_map<std::uint64_t, std::uint32_t> out;
  for (std::size_t post = 0; post < updates.size(); ++post)
    for (auto const run : shingles(word_hashes(updates[post]), kRun))
      out.emplace(run, std::uint32_t(post));
  return out;
}

/// Where the posts of a live blog begin: at the first of them that the page shows. (What stands
/// above may come again as the last post.)
std::size_t first_post(PageView const& page, std::vector<std::string> const& updates) {
  auto begin = page.blocks.size();
  if (updates.empty()) return begin;
  auto const post_of_run = runs_of_posts(updates);
  auto first = std::uint32_t(updates.size());
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (page.traits[i].words < kPostWords) continue;
    auto const runs = shingles(page.all_words[i], kRun);
    std::map<std::uint32_t, std::size_t> held;  // by post, of those before the first one found
    for (auto const run : runs)
      if (auto const found = post_of_run.find(run);
          found != post_of_run.end() && found->second < first)
        ++held[found->second];
    for (auto const& [post, count] : held)
      if (double(count) > kAnchored * double(runs.size()) && post < first) first = post, begin = i;
  }
  return begin;
}

bool holds_article(PageView const& page, std::vector<double> const& probability) {
  std::uint32_t letters = 0;
  for (std::size_t i = 0; i < probability.size(); ++i)
    if (probability[i] >= kLikely) letters += page.blocks[i].letters;
  return letters >= kShortestArticle;
}

}  // namespace

void leave_out_comments(PageView const& page, std::vector<double>& probability) {
  auto const first =
      std::size_t(std::ranges::find_if(probability, [](double p) { return p >= kLikely; }) -
                  probability.begin());
  if (first == probability.size()) return;
  bool const around_all = page.blocks[first].all_cues & bit(Cue::comment);
  auto without = probability;
  for (std::size_t i = 0; i < without.size(); ++i) {
    auto const& block = page.blocks[i];
    if ((around_all ? block.near_cues : block.all_cues) & bit(Cue::comment)) without[i] = 0;
  }
  if (holds_article(page, without)) probability = std::move(without);
}

void leave_out_read_more(std::vector<TextTraits> const& traits, std::vector<double>& probability) {
  for (std::size_t i = 0; i < traits.size(); ++i) {
    bool const sentence = traits[i].ends_sentence && traits[i].label == 0;
    if (traits[i].furniture.is(Furniture::Kind::read_more) && !sentence) probability[i] = 0;
  }
}

std::size_t leave_out_posts(PageView const& page, std::vector<std::string> const& updates,
                            std::vector<double>& probability) {
  auto const begin = first_post(page, updates);
  auto without = probability;
  std::fill(without.begin() + std::ptrdiff_t(begin), without.end(), 0);
  if (!holds_article(page, without)) return probability.size();
  probability = std::move(without);
  return begin;
}

void remember_site(PageView const& page, SiteProfile const& site,
                   std::vector<double>& probability) {
  if (site.pages() <= 0 || is_same_article(page, site, probability)) return;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    if (page.in_anchor[i] > kAnchored) continue;
    double odds = log_odds(probability[i]);
    double const repeated = page.traits[i].words < kShortText ? kRepeatedWord : kRepeated;
    odds -=
        repeated * std::min(2.0, site.pages_with_text(page.text_hashes[i], page.blocks[i].path));
    auto const place = site.path(page.blocks[i].path);
    odds += kPlace * (2 * place.kept_share - 1) * place.pages / (place.pages + kEnoughPages);
    probability[i] = probability_of(odds);
  }
}

void apply_override(PageView const& page, ContentOverride const& chosen,
                    std::vector<double>& probability) {
  auto const keep = Selector::parse(chosen.keep).value_or(Selector());
  auto const drop = Selector::parse(chosen.drop).value_or(Selector());
  for (std::size_t i = 0; i < probability.size(); ++i) {
    auto const element = page.blocks[i].element;
    if (!keep.empty()) probability[i] = keep.covers(page.document, element) ? 1 : 0;
    if (!drop.empty() && drop.covers(page.document, element)) probability[i] = 0;
  }
}

void keep_notes(std::vector<TextTraits> const& traits, BodyChoice& choice) {
  constexpr std::ptrdiff_t kReach = 2;
  constexpr double kPossible = 0.02;
  constexpr double kPossibleSignOff = 0.08;
  using Kind = Furniture::Kind;
  auto const begin = std::find(choice.kept.begin(), choice.kept.end(), true) - choice.kept.begin();
  auto const end = choice.kept.rend() - std::find(choice.kept.rbegin(), choice.kept.rend(), true);
  auto const n = std::ptrdiff_t(choice.kept.size());
  for (auto i = std::max<std::ptrdiff_t>(0, begin - kReach); i < std::min(n, end + kReach); ++i) {
    auto const at = std::size_t(i);
    auto const& note = traits[at].furniture;
    bool const told = note.is(Kind::correction) || note.is(Kind::update_note);
    bool const signed_off = note.is(Kind::sign_off) && i >= end;
    double const least = told ? kPossible : kPossibleSignOff;
    if ((i < begin || i >= end) && (told || signed_off) && choice.probability[at] >= least)
      choice.kept[at] = true;
  }
}

}  // namespace wirewatch
