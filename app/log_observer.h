#pragma once

#include "app/services.h"

namespace wirewatch {

/// Writes what the daemon does as log events: feed.polled, feed.failed, article.cleaned,
/// page.missed, rule.matched, delivery.done, delivery.retried, delivery.dead, config.reloaded,
/// config.refused.
class LogObserver : public Observer {
 public:
  void feed_polled(FeedSource const& feed, PollReport const& report) override;
  void article_cleaned(Article const& article, PendingArticle const& pending) override;
  void page_missed(PendingArticle const& pending, std::string const& why) override;
  void rule_matched(WatchSpec const& watch, Match const& match, Article const& article) override;
  void delivery_attempted(Delivery const& delivery, SinkSpec const& sink) override;
  void config_reloaded(LoadedConfig const& loaded) override;
};

}  // namespace wirewatch
