#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "app/services.h"
#include "base/wakeup.h"

namespace wirewatch {

/// Asks each feed when its time has come; ends each poll with a poll commit. What a poll means is decided in fetcher/,
/// here are only the waiting and the asking.
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
  Services& services_;
  std::function<void()> on_articles_;
  Wakeup wakeup_;
  std::set<std::string> polling_;
};

}  // namespace wirewatch
