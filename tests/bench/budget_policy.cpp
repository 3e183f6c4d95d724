#include "tests/bench/budget_policy.h"

#include <cmath>

namespace wirewatch::bench {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

constexpr auto kHistory = 24h * 7;  ///< what a first poll returns

}  // namespace

BudgetPolicy::BudgetPolicy(Plan const& plan, std::vector<std::string> const& sources)
    : plan_(plan), left_(plan.polls) {
  std::chrono::milliseconds const spread = 30min;
  auto const count = static_cast<std::int64_t>(sources.size());
  for (std::int64_t i = 0; i < count; ++i) {
    std::string const& name = sources[static_cast<std::size_t>(i)];
    Source& source = sources_[name];
    source.rhythm.known_since(plan.start - kHistory);
    source.forecast = source.rhythm.forecast();
    queue_.push({name, plan.start + spread * i / count});
  }
  find_price(plan.start);
}

std::optional<BudgetPolicy::Poll> BudgetPolicy::next() {
  while (!queue_.empty()) {
    Poll poll = queue_.top();
    queue_.pop();
    if (poll.at < plan_.end) return poll;
  }
  return std::nullopt;
}

void BudgetPolicy::take(Poll const& poll, std::vector<TimePoint> const& published) {
  Source& source = sources_.at(poll.source);
  for (TimePoint const time : published) {
    source.rhythm.advance(time);
    source.rhythm.observe(time);
  }
  source.rhythm.advance(poll.at);
  source.forecast = source.rhythm.forecast();
  left_ -= 1;
  if (poll.at - priced_at_ >= 1h) find_price(poll.at);
  TimePoint const next = source.forecast.next_look(poll.at, price_, plan_.max_delay);
  queue_.push({poll.source, std::max(next, poll.at + plan_.gap)});
}

/// The price at which the forecasts spend, hour by hour to the end, what is left; while learning,
/// what may be spent until scoring begins.
void BudgetPolicy::find_price(TimePoint now) {
  bool const learns = now < plan_.score_from;
  TimePoint const until = learns ? plan_.score_from : plan_.end;
  double const learning =
      Seconds(plan_.score_from - plan_.start) / Seconds(plan_.end - plan_.start);
  double const wanted = left_ - (learns ? plan_.polls * (1 - plan_.learning_share * learning) : 0);
  double low = 1e-3, high = 1e9;
  while (high / low > 1.0001) {
    double const middle = std::sqrt(low * high);
    double looks = 0;
    for (auto const& [name, source] : sources_)
      looks += source.forecast.looks(now, until, middle, plan_.max_delay);
    (looks > wanted ? low : high) = middle;
  }
  price_ = high;
  priced_at_ = now;
}

}  // namespace wirewatch::bench
