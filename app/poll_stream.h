#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "app/poll_queue.h"
#include "app/services.h"
#include "base/wakeup.h"
#include "fetcher/apply_poll.h"

namespace wirewatch {

/// Asks each feed when its time has come; ends each poll with a poll commit. What an answer means
/// is decided in fetcher/, whose turn it is by PollQueue; here is the asking.
class PollStream {
 public:
  /// `on_articles` is called when a commit brought pending articles.
  PollStream(Services& services, std::function<void()> on_articles, HostLimits limits = {});

  boost::asio::awaitable<void> run();
  /// The daemon is stopping.
  void notify() { wakeup_.notify(); }
  /// Feeds may have come, gone or changed.
  void config_changed();
  bool is_idle() const { return polling_ == 0; }

 private:
  /// A poll under way. It takes a place while it works; one that only waits for its server lends it
  /// to others, so that servers that hang hold up nobody.
  struct Ongoing {
    std::chrono::steady_clock::time_point asked;
    bool is_asking = true;
    bool has_place = true;
  };

  boost::asio::awaitable<bool> load();
  PolledFeed& known(std::string const& name);
  FeedState state_in_config(PolledFeed const& feed) const;
  void line_up(PolledFeed& feed, TimePoint at);
  void begin_due(TimePoint now);
  std::chrono::milliseconds until_due() const;
  bool has_room() const;
  /// `source`, `host`: those of the feed when the poll began; `keeps` holds the former.
  boost::asio::awaitable<void> poll(PolledFeed& feed, FeedSource const& source, PollHost& host,
                                    std::shared_ptr<Snapshot const> keeps);
  boost::asio::awaitable<PollAnswer> ask(FeedSource const& source, FeedState const& state,
                                         bool is_new);
  boost::asio::awaitable<Result<Response>> ask_server(Request request);
  boost::asio::awaitable<void> lend_places();
  /// Keeps what a poll found out.
  boost::asio::awaitable<void> finish(PolledFeed& feed, FeedSource const& source, TimePoint started,
                                      PollOutcome outcome);
  /// A poll that changed nothing but the plan is written down when it costs little.
  boost::asio::awaitable<Result<void>> store(PolledFeed& feed, PollCommit commit);
  void end_poll(PolledFeed& feed, FeedSource const& source, PollHost& host);
  boost::asio::awaitable<void> pause_host(std::string name, std::chrono::seconds pause);

  Services& services_;
  std::function<void()> on_articles_;
  Wakeup wakeup_;
  std::shared_ptr<Snapshot const> snapshot_;           ///< that `feeds_` point into
  std::unordered_map<std::string, PolledFeed> feeds_;  ///< by name
  PollQueue queue_;
  std::size_t polling_ = 0;
  std::size_t places_taken_ = 0;
  std::deque<std::shared_ptr<Ongoing>> asking_;  ///< asked first first
  bool is_lending_ = false;
};

}  // namespace wirewatch
