#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "app/services.h"
#include "app/site_memory.h"
#include "base/wakeup.h"

namespace wirewatch {

/// Takes the pending articles of the store through cleaning and matching; ends each with an article
/// commit. Some at a time, and few of one feed: pages that come slowly hold up nobody else's.
class ArticleStream {
 public:
  /// `on_deliveries` is called when a commit put something into the outbox.
  ArticleStream(Services& services, std::function<void()> on_deliveries);

  boost::asio::awaitable<void> run();
  /// There may be new pending articles, or the daemon is stopping.
  void notify() { wakeup_.notify(); }
  bool is_idle() const { return in_flight_.empty(); }
  /// Writes what the sites taught; at the end of the daemon's life.
  boost::asio::awaitable<void> save() { return sites_.save_all(); }

 private:
  /// Takes up what may begin; false when the store cannot be read.
  boost::asio::awaitable<bool> begin_pending();
  boost::asio::awaitable<void> process(PendingArticle pending);
  boost::asio::awaitable<Article> clean(PendingArticle const& pending, FeedSource const& feed);
  boost::asio::awaitable<Result<Response>> fetch_page(PendingArticle const& pending);
  /// Whether the article commit was made.
  boost::asio::awaitable<bool> finish(PendingArticle const& pending, Article article);

  Services& services_;
  std::function<void()> on_deliveries_;
  SiteMemory sites_;
  Wakeup wakeup_;
  std::set<std::int64_t> in_flight_;
  std::map<std::string, std::size_t> in_flight_of_;  ///< feed
};

}  // namespace wirewatch
