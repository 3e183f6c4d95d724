#include "pipeline/article/page_view.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/cohesion.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

constexpr std::size_t kRun = 4;
constexpr std::size_t kLooked =
    16'384;  ///< bytes of one block that are looked at: more would tell nothing new
constexpr double kMatched = 0.6;
constexpr float kParagraphs = 300;  // letters: fewer are a standfirst or a caption

std::uint64_t hash_of(std::vector<std::uint64_t> const& words) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
  for (auto const word : words) hash = (hash ^ word) * 0x100000001B3ULL;
  return hash;
}

double prose_letters(HtmlBlock const& block, TextTraits const& traits) {
  constexpr auto kOutside = bit(Around::nav) | bit(Around::footer) | bit(Around::form) |
                            bit(Around::hidden) | bit(Around::button) | bit(Around::figcaption);
  if (block.around & kOutside || block.heading) return 0;
  double const linked = block.letters ? double(block.link_letters) / block.letters : 1;
  bool const prose = traits.words >= 15 || (traits.words >= 8 && traits.ends_sentence);
  return prose && linked < 0.4 ? block.letters * (1 - linked) : 0;
}

}  // namespace

PageView::PageView(HtmlDocument const& d, HtmlBlocks const& b, Anchors const& anchors)
    : document(d), blocks(b.blocks) {
  measure_blocks();
  sum_containers();
  vote_for_container();
  match_anchors(anchors);
  find_cohesion();
  auto const title = subject_words(anchors.title);
  for (auto const& words : subjects) title_in.push_back(float(share_in(title, words)));
  repeats = find_repeats(document, blocks, good_below, subjects, title);
  pictures = find_pictures(document, blocks);
  follow_title();
  site = site_of_link(anchors.url);
  std::uint32_t headings = 0;
  for (auto const& block : blocks) {
    chapters.push_back(headings);
    headings += block.heading == 1;
  }
}

/// What comes behind the title: its paragraphs, and what tells that another article has begun.
void PageView::follow_title() {
  std::uint32_t titles = 0;
  std::uint32_t dates = 0;
  bool const titled = title_block != SIZE_MAX;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    bool const behind = titled && i > title_block;
    titles += behind && blocks[i].path == blocks[title_block].path;
    titles_since.push_back(titles);
    dates_since.push_back(dates);
    dates += behind && ((blocks[i].around & bit(Around::time)) ||
                        traits[i].furniture.is(Furniture::Kind::byline));
    auto const above = parent(blocks[i].element);
    if (lead == 0 && (behind || !titled) && good[i] > 0 && good_children[above] >= kParagraphs)
      lead = above;
  }
}

/// With the prose of the container that holds most of it.
void PageView::find_cohesion() {
  std::vector<double> weights;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    weights.push_back(good[i] > 0 && inside(blocks[i].element, most) ? 1 : 0);
  Cohesion const with_prose(subjects, weights);
  for (std::size_t i = 0; i < blocks.size(); ++i) cohesion.push_back(float(with_prose.of(i)));
}

void PageView::measure_blocks() {
  for (auto const& block : blocks) {
    auto const text = cut_utf8(block.text, kLooked);
    traits.push_back(measure_text(text));
    all_words.push_back(word_hashes(text));
    good.push_back(prose_letters(block, traits.back()));
    good_before.push_back(total_good);
    total_good += good.back();
    total_letters += block.letters;
    auto& group = paths[block.path];
    ++group.blocks;
    group.letters += block.letters;
    group.link_letters += block.link_letters;
    group.good += good.back();
    text_hashes.push_back(hash_of(all_words.back()));
    subjects.push_back(subject_words(text));
    earlier_copies.push_back(copies[text_hashes.back()]++);
  }
}

void PageView::sum_containers() {
  auto const& nodes = document.nodes();
  good_below.resize(nodes.size());
  good_children.resize(nodes.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    good_below[blocks[i].element] += float(good[i]);
    good_children[nodes[blocks[i].element].parent] += float(good[i]);
  }
  // Children stand behind their parents: one pass from the end sums all subtrees.
  for (std::size_t i = nodes.size(); i-- > 1;) good_below[nodes[i].parent] += good_below[i];
  auto const smallest_with = [&](double share) {
    std::uint32_t best = 0;
    for (std::uint32_t i = 1; i < nodes.size(); ++i)
      if (good_below[i] >= share * total_good && inside(i, best)) best = i;
    return total_good > 0 ? best : 0;
  };
  half = smallest_with(0.5);
  most = smallest_with(0.8);
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i].kind != HtmlNode::Kind::element || nodes[i].tag != Tag::article) continue;
    ++articles;
    if (main_article == HtmlDocument::kNone || good_below[i] > good_below[main_article])
      main_article = i;
  }
}

/// Readability's view: each paragraph votes for its parent, and with half its weight for the one
/// above.
void PageView::vote_for_container() {
  auto const& nodes = document.nodes();
  std::vector<float> votes(nodes.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (good[i] <= 0) continue;
    auto const vote = float(1 + traits[i].commas + std::min(good[i] / 100, 3.0));
    auto const above = nodes[blocks[i].element].parent;
    votes[above] += vote;
    votes[nodes[above].parent] += vote / 2;
  }
  top = std::uint32_t(std::max_element(votes.begin(), votes.end()) - votes.begin());
}

void PageView::match_anchors(Anchors const& anchors) {
  auto const body = shingles(word_hashes(anchors.body), kRun);
  auto const description = shingles(word_hashes(anchors.description), kRun);
  auto const title_words = word_hashes(anchors.title);
  auto const title = shingles(title_words, 1);
  std::vector<std::vector<std::uint64_t>> names;
  for (auto const& author : anchors.authors) names.push_back(shingles(word_hashes(author), 2));
  has_anchor = body.size() > 20;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto const& words = all_words[i];
    auto const runs =
        has_anchor || !description.empty() ? shingles(words, kRun) : std::vector<std::uint64_t>();
    in_anchor.push_back(has_anchor ? float(share_in(runs, body)) : 0);
    in_description.push_back(words.size() >= kRun ? float(share_in(runs, description)) : 0);
    bool const brief = words.size() <= 40;
    in_title.push_back(brief ? float(share_in(shingles(words, 1), title)) : 0);
    float named = 0;
    if (brief)
      for (auto const& name : names)
        named = std::max(named, float(share_in(name, shingles(words, 2))));
    names_author.push_back(named);
    bool const is_title = in_title.back() > 0.8F && words.size() * 2 > title_words.size();
    if (is_title &&
        (title_block == SIZE_MAX || (blocks[i].heading == 1 && blocks[title_block].heading != 1)))
      title_block = i;
    if (in_anchor.back() < kMatched || words.size() < 8) continue;
    anchor_begin = std::min(anchor_begin, i);
    anchor_end = i + 1;
  }
}

}  // namespace wirewatch
