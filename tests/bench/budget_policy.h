#pragma once

#include <map>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "fetcher/rhythm.h"

namespace wirewatch::bench {

/// Many feeds that share a number of polls, scheduled by the daemon's own Rhythm. In the daemon the
/// price of a look comes from each feed's `every`; here it is the one at which the feeds' forecasts
/// spend what is left of the budget, found anew each hour.
class BudgetPolicy {
 public:
  struct Plan {
    TimePoint start{};
    TimePoint end{};
    TimePoint score_from{};
    double polls = 0;
    std::chrono::seconds gap{60};
    std::chrono::seconds max_delay = std::chrono::hours(4);
    /// Of an even share, spent before `score_from`, while rhythms are hardly known.
    double learning_share = 0.75;
  };
  BudgetPolicy(Plan const& plan, std::vector<std::string> const& sources);

  struct Poll {
    std::string source;
    TimePoint at{};
  };
  /// The next poll to make; nullopt at the end.
  std::optional<Poll> next();
  /// What that poll brought.
  void take(Poll const& poll, std::vector<TimePoint> const& published);

 private:
  struct Source {
    Rhythm rhythm;
    Rhythm::Forecast forecast;
  };
  struct Later {
    bool operator()(Poll const& a, Poll const& b) const { return a.at > b.at; }
  };
  void find_price(TimePoint now);

  Plan plan_;
  double left_;
  double price_ = 0;
  TimePoint priced_at_{};
  std::map<std::string, Source> sources_;
  std::priority_queue<Poll, std::vector<Poll>, Later> queue_;
};

}  // namespace wirewatch::bench
