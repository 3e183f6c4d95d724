#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string>

#include "base/clock.h"
#include "config/config.h"
#include "net/http_client.h"
#include "pipeline/article/article.h"
#include "pipeline/watch/match.h"
#include "store/store_thread.h"

namespace wirewatch {

/// One poll, for people.
struct PollReport {
  std::string result;  ///< "304", "200, 3 new", "timeout after 20s"
  bool failed = false;
  std::size_t fresh = 0;
  std::size_t changed = 0;
  std::chrono::milliseconds took{0};
  TimePoint next{};
  std::string next_reason;
};

/// Hears what the daemon does: the log, the demo. Called on the loop's thread; must not block.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void feed_polled(FeedSource const& feed, PollReport const& report) = 0;
  virtual void article_cleaned(Article const& article, PendingArticle const& pending) = 0;
  virtual void page_missed(PendingArticle const& pending, std::string const& why) = 0;
  virtual void rule_matched(WatchSpec const& watch, Match const& match, Article const& article) = 0;
  virtual void delivery_attempted(Delivery const& delivery, SinkSpec const& sink) = 0;
  virtual void config_reloaded(LoadedConfig const& loaded) = 0;
};

/// What the streams of the daemon share. Everything lives on the loop's thread but `cpu`.
struct Services {
  boost::asio::io_context& loop;
  boost::asio::thread_pool& cpu;
  Clock const& clock;
  HttpClient& http;
  StoreThread& store;
  Observer& observer;
  std::shared_ptr<Snapshot const> snapshot;  ///< swapped on reload: take a copy before a co_await
  bool stopping = false;
};

}  // namespace wirewatch
