#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string>

#include "alerts/outbox.h"
#include "app/article_stream.h"
#include "app/poll_stream.h"
#include "app/services.h"

namespace wirewatch {

/// The stream: polls, articles, alerts, over one store and one config that may be replaced while it
/// runs. All calls on the loop's thread.
class Daemon {
 public:
  /// The references outlive the loop's run.
  Daemon(boost::asio::io_context& loop, std::shared_ptr<Snapshot const> snapshot,
         std::unique_ptr<Store> store, Clock const& clock, Observer& observer);
  ~Daemon();

  /// Spawns the stages; the loop must then be run.
  void start();
  /// Reads the config's files again and goes over to them; a bad file keeps the config in use and
  /// says why.
  void reload();
  /// Time has made a jump: look at what is due.
  void look_again() { polls_.notify(); }
  /// Every two seconds: reloads when one of the config's files has changed; takes up what another
  /// process (`wirewatch alerts`) has changed in the store.
  void watch_files();
  /// No new polls; ends when the work under way is done, or after ten seconds. Then the loop has
  /// nothing left to do.
  void stop();
  /// Whether `stop` ran to its end; false when a stage died or the drain was cut short.
  bool has_stopped() const { return has_stopped_; }

 private:
  boost::asio::awaitable<void> drain();
  boost::asio::awaitable<void> load_anew();
  boost::asio::awaitable<void> look_at_files();
  /// What is older than the config's `keep`, every hour, a little at a time.
  boost::asio::awaitable<void> forget_old();
  std::string files_state() const;

  boost::asio::io_context& loop_;
  boost::asio::thread_pool cpu_;
  std::shared_ptr<boost::asio::thread_pool> background_;  ///< one thread: reloads, frees
  HttpClient http_;
  StoreThread store_;
  Services services_;
  Outbox outbox_;
  ArticleStream articles_;
  PollStream polls_;
  boost::asio::steady_timer file_timer_;
  boost::asio::steady_timer forget_timer_;
  std::string files_seen_;
  bool wants_reload_ = false;
  bool has_stopped_ = false;
};

}  // namespace wirewatch
