#include "pipeline/article/repeats.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

#include "pipeline/article/surroundings.h"

namespace wirewatch {
namespace {

constexpr float kSomeProse = 150;   // letters
constexpr float kGoodPart = 0.15F;  // of the page's prose
constexpr std::uint32_t kNone = HtmlDocument::kNone;

struct Row {
  std::vector<std::uint32_t> members;
  float good = 0;
};

std::uint64_t class_hash(HtmlDocument const& document, HtmlNode const& node) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (char const c : document.attribute(node, "class")) {
    bool const digit = c >= '0' && c <= '9';
    hash = (hash ^ static_cast<unsigned char>(digit ? '0' : c)) * 0x100000001B3ULL;
  }
  return hash;
}

/// The part of the title's words in each member of a row.
void compare_titles(std::vector<Repeat>& repeats,
                    std::vector<std::vector<std::uint64_t>> const& words,
                    std::vector<std::uint64_t> const& title) {
  std::map<std::uint32_t, std::unordered_set<std::uint64_t>> held;  // by member
  for (std::size_t i = 0; i < repeats.size(); ++i) {
    if (repeats[i].member == kNone) continue;
    auto& words_held = held[repeats[i].member];
    for (auto const word : words[i])
      if (std::binary_search(title.begin(), title.end(), word)) words_held.insert(word);
  }
  float best = 0;
  for (auto const& [member, found] : held)
    best = std::max(best, float(found.size()) / float(title.size()));
  for (auto& repeat : repeats) {
    if (repeat.member == kNone) continue;
    repeat.title = float(held[repeat.member].size()) / float(title.size());
    repeat.best_title = best;
  }
}

}  // namespace

std::vector<Repeat> find_repeats(HtmlDocument const& document, std::vector<HtmlBlock> const& blocks,
                                 std::vector<float> const& good_below,
                                 std::vector<std::vector<std::uint64_t>> const& words,
                                 std::vector<std::uint64_t> const& title) {
  auto const& nodes = document.nodes();
  auto const count = count_blocks(document, blocks);
  std::map<std::tuple<std::uint32_t, Tag, std::uint64_t>, Row> rows;
  std::vector<Row*> row_of(nodes.size());
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    if (count[i] < 2 || good_below[i] < kSomeProse) continue;
    Row& row = rows[{nodes[i].parent, nodes[i].tag, class_hash(document, nodes[i])}];
    row.members.push_back(i);
    row.good += good_below[i];
    row_of[i] = &row;
  }
  // The outermost member around each node; parents stand before their children.
  std::vector<std::uint32_t> member_of(nodes.size(), kNone);
  float const all = good_below.empty() ? 0 : good_below[0];
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    Row const* const row = row_of[i];
    member_of[i] = member_of[nodes[i].parent];
    if (member_of[i] == kNone && row && row->members.size() >= 2 && row->good >= kGoodPart * all)
      member_of[i] = i;
  }
  std::vector<Repeat> out(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto const member = member_of[blocks[i].element];
    if (member == kNone) continue;
    Row const& row = *row_of[member];
    auto const at = std::lower_bound(row.members.begin(), row.members.end(), member);
    out[i] = {.member = member,
              .index = std::uint32_t(at - row.members.begin()),
              .count = std::uint32_t(row.members.size()),
              .share = row.good / all,
              .own = good_below[member] / row.good};
  }
  if (!title.empty()) compare_titles(out, words, title);
  return out;
}

}  // namespace wirewatch
