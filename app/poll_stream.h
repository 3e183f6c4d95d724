#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "app/services.h"
#include "base/wakeup.h"
#include "fetcher/apply_poll.h"

namespace wirewatch {

/// What one host (name and port) is asked for.
struct HostLimits {
  int polls_at_once = 1;
  std::chrono::milliseconds spacing{1'000};  ///< between the beginnings of two polls
};

/// Asks each feed when its time has come; ends each poll with a poll commit. What an answer means
/// is decided in fetcher/; here are only the waiting and the asking: the earliest due first, within
/// the limits of each host.
class PollStream {
 public:
  /// `on_articles` is called when a commit brought pending articles.
  PollStream(Services& services, std::function<void()> on_articles, HostLimits limits = {});

  boost::asio::awaitable<void> run();
  /// The daemon is stopping.
  void notify() { wakeup_.notify(); }
  /// Feeds may have come, gone or changed.
  void config_changed();
  bool is_idle() const { return polling_.empty(); }

 private:
  /// A poll under way. It takes a place while it works; one that only waits for its server lends it
  /// to others, so that servers that hang hold up nobody.
  struct Ongoing {
    std::chrono::steady_clock::time_point asked;
    bool is_asking = true;
    bool has_place = true;
  };
  struct Host {
    int polling = 0;
    std::vector<std::string> waiting;  ///< feeds that are due, longest first
    std::string next;                  ///< one of them, in line again; empty: none
    TimePoint not_before{};            ///< by Retry-After and spacing
  };

  boost::asio::awaitable<bool> load();
  void line_up(std::string const& feed, TimePoint at);
  void begin_due(TimePoint now);
  void begin(FeedSource const& feed, std::string host_name, Host& host, TimePoint now);
  /// The feed that has waited longest for its host gets in line again.
  void call_next(Host& host, TimePoint now);
  std::chrono::milliseconds until_due() const;
  bool has_room() const;
  FeedSource const* find_feed(std::string const& name) const;
  std::string const& address_of(FeedSource const& feed) const;
  boost::asio::awaitable<void> poll(FeedSource feed, std::string host);
  boost::asio::awaitable<PollAnswer> ask(FeedSource const& feed, FeedState const& state);
  boost::asio::awaitable<Result<Response>> ask_server(Request request);
  /// A feed of the config that is a file of this machine.
  boost::asio::awaitable<Result<Response>> read_local(std::string url);
  boost::asio::awaitable<void> lend_places();
  void end_poll(std::string const& feed, std::string const& host_name);
  boost::asio::awaitable<void> pause_host(std::string host, std::chrono::seconds pause);

  Services& services_;
  std::function<void()> on_articles_;
  HostLimits limits_;
  Wakeup wakeup_;
  std::shared_ptr<Snapshot const> snapshot_;                       ///< that `feeds_` points into
  std::unordered_map<std::string_view, FeedSource const*> feeds_;  ///< by name
  std::unordered_map<std::string, FeedState> states_;
  std::set<std::pair<TimePoint, std::string>> due_;
  std::unordered_map<std::string, TimePoint> due_at_;  ///< the key of each feed in `due_`
  std::unordered_map<std::string, Host> hosts_;
  std::unordered_set<std::string> polling_;
  std::size_t places_taken_ = 0;
  std::deque<std::shared_ptr<Ongoing>> asking_;  ///< asked first first
  bool is_lending_ = false;
};

}  // namespace wirewatch
