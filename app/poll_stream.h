#pragma once

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "app/services.h"
#include "base/wakeup.h"
#include "fetcher/apply_poll.h"

namespace wirewatch {

/// Asks each feed when its time has come; ends each poll with a poll commit. What an answer means
/// is decided in fetcher/; here are only the waiting and the asking: the earliest due first, few at
/// once for one host.
class PollStream {
 public:
  /// `on_articles` is called when a commit brought pending articles.
  PollStream(Services& services, std::function<void()> on_articles);

  boost::asio::awaitable<void> run();
  /// The daemon is stopping.
  void notify() { wakeup_.notify(); }
  /// Feeds may have come, gone or changed.
  void config_changed();
  bool is_idle() const { return polling_.empty(); }

 private:
  struct Host {
    int polling = 0;
    std::deque<std::string> waiting;  ///< feeds that are due
    TimePoint not_before{};           ///< Retry-After counts for the whole host
  };

  boost::asio::awaitable<bool> load();
  void line_up(std::string const& feed, TimePoint at);
  void begin_due(TimePoint now);
  void begin_waiting(Host& host);
  std::chrono::milliseconds until_due() const;
  boost::asio::awaitable<void> poll(FeedSource feed, std::string host);
  boost::asio::awaitable<PollAnswer> ask(FeedSource const& feed, FeedState const& state);
  boost::asio::awaitable<void> pause_host(std::string host, std::chrono::seconds pause);

  Services& services_;
  std::function<void()> on_articles_;
  Wakeup wakeup_;
  std::unordered_map<std::string, FeedState> states_;
  std::set<std::pair<TimePoint, std::string>> due_;
  std::unordered_map<std::string, TimePoint> due_at_;  ///< the key of each feed in `due_`
  std::unordered_map<std::string, Host> hosts_;
  std::set<std::string> polling_;
};

}  // namespace wirewatch
