#include "pipeline/watch/near.h"

#include <algorithm>

namespace wirewatch {
namespace {

using Group = std::vector<TokenRange>;

/// Tries of one search; so many lists with so many overlaps that this does not do have no reader.
constexpr int kMostTries = 20'000;
constexpr int kMostTriesInAll = 20'000'000;  ///< of all that begin in one text

class Search {
 public:
  Search(std::vector<Group> const& lists, std::uint32_t n, bool ordered)
      : lists_(lists), n_(n), ordered_(ordered) {}

  /// A group that begins with `first`, of list `which`.
  Group from(std::size_t which, TokenRange first) {
    group_.assign(lists_.size(), {});
    group_[which] = first;
    which_ = which;
    tries_ = std::min(kMostTries, left_);
    int const before = tries_;
    bool const found = fill(0, first);
    left_ -= before - std::max(tries_, 0);
    return found ? group_ : Group{};
  }

 private:
  bool overlaps(TokenRange one, std::size_t until) const {
    for (std::size_t i = 0; i < until; ++i)
      if (i != which_ && one.begin < group_[i].end && group_[i].begin < one.end) return true;
    return false;
  }

  /// Chooses an occurrence for list `i` and all behind it. `before` is what distances count from.
  bool fill(std::size_t i, TokenRange before) {
    if (i == lists_.size()) return true;
    if (i == which_) return fill(i + 1, before);
    auto const& list = lists_[i];
    auto at = std::ranges::lower_bound(list, before.end, {}, &TokenRange::begin);
    for (; at != list.end() && at->begin - before.end < n_; ++at) {
      if (--tries_ < 0) return false;
      if (!ordered_ && overlaps(*at, i)) continue;
      group_[i] = *at;
      if (fill(i + 1, ordered_ ? *at : before)) return true;
    }
    return false;
  }

  std::vector<Group> const& lists_;
  std::uint32_t n_;
  bool ordered_;
  Group group_;
  std::size_t which_ = 0;
  int tries_ = 0;
  int left_ = kMostTriesInAll;
};

}  // namespace

std::vector<Group> near_groups(std::vector<Group> const& lists, std::uint32_t n, bool ordered) {
  std::vector<Group> groups;
  if (std::ranges::any_of(lists, [](Group const& list) { return list.empty(); })) return groups;
  Search search(lists, n, ordered);
  std::size_t const firsts = ordered ? 1 : lists.size();
  for (std::size_t which = 0; which < firsts; ++which)
    for (TokenRange const& first : lists[which])
      if (Group group = search.from(which, first); !group.empty())
        groups.push_back(std::move(group));
  return groups;
}

}  // namespace wirewatch
