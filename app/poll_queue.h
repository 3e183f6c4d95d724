#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "config/config.h"

namespace wirewatch {

/// What one host (name and port) is asked for.
struct HostLimits {
  int polls_at_once = 1;
  std::chrono::milliseconds spacing{1'000};  ///< between the beginnings of two polls
};

struct PolledFeed;

/// A host of feeds.
struct PollHost {
  std::vector<PolledFeed*> waiting;  ///< those that are due, longest first
  PolledFeed* next = nullptr;        ///< one of them, in line again
  TimePoint not_before{};            ///< by Retry-After and spacing
  int polling = 0;
};

/// One feed, as the stream of polls knows it. There may be very many: what is remembered of it lies
/// packed.
struct PolledFeed {
  std::string_view name;
  FeedSource const* source = nullptr;  ///< nullptr: not in the config
  std::string memory;                  ///< its FeedState, by pack(); empty: nothing is known of it
  TimePoint next_poll{};
  bool is_polling = false;
  // Of the queue:
  bool is_in_line = false;
  TimePoint due{};
  PollHost* host = nullptr;  ///< nullptr: to be found by its address before it lines up
};

/// Whose turn it is: the feed that is due longest first, within the limits of each host. No socket,
/// no clock.
class PollQueue {
 public:
  explicit PollQueue(HostLimits limits) : limits_(limits) {}

  /// The host of that name and port; lives as long as the queue.
  PollHost& host(std::string const& name) { return hosts_[name]; }
  void line_up(PolledFeed& feed, TimePoint at);
  /// Nobody is in line any more.
  void clear();
  /// A feed whose time has come and whose host may be asked: its poll has begun. nullptr: none now.
  PolledFeed* begin_poll(TimePoint now);
  void end_poll(PollHost& host, TimePoint now);
  /// When to look again.
  std::optional<TimePoint> next_due() const;

 private:
  struct Earlier {
    bool operator()(PolledFeed const* a, PolledFeed const* b) const {
      return a->due != b->due ? a->due < b->due : a->name < b->name;
    }
  };
  /// The feed that has waited longest for its host gets in line again.
  void call_next(PollHost& host, TimePoint now);

  HostLimits limits_;
  std::set<PolledFeed*, Earlier> line_;
  std::unordered_map<std::string, PollHost> hosts_;
};

}  // namespace wirewatch
