#include "app/log_observer.h"

#include <fmt/format.h>

#include "base/log.h"
#include "base/text.h"

namespace wirewatch {

void LogObserver::feed_polled(FeedSource const& feed, PollReport const& report) {
  auto const write = report.failed ? log::warn : log::info;
  write(report.failed ? "feed.failed" : "feed.polled", {{"feed", feed.name},
                                                        {"url", masked_url(feed.url)},
                                                        {"result", report.result},
                                                        {"new", report.fresh},
                                                        {"changed", report.changed},
                                                        {"ms", report.took.count()},
                                                        {"next", format_iso(report.next)},
                                                        {"why", report.next_reason}});
}

void LogObserver::article_cleaned(Article const& article, PendingArticle const& pending) {
  log::debug("article.cleaned", {{"feed", pending.feed},
                                 {"title", article.title},
                                 {"url", masked_url(article.url)},
                                 {"event", name_of(article.event)},
                                 {"bytes", article.body.size()},
                                 {"dropped", article.dropped.size()},
                                 {"confidence", article.confidence}});
}

void LogObserver::page_missed(PendingArticle const& pending, std::string const& why) {
  log::warn("page.missed", {{"feed", pending.feed},
                            {"url", masked_url(pending.entry.link)},
                            {"why", why},
                            {"instead", "the feed's own text"}});
}

void LogObserver::rule_matched(WatchSpec const& watch, Match const& match, Article const& article) {
  log::info("rule.matched", {{"watch", watch.name},
                             {"severity", name_of(watch.severity)},
                             {"source", article.source},
                             {"title", article.title},
                             {"url", masked_url(article.url)},
                             {"event", name_of(article.event)},
                             {"evidence", match.evidence.size()}});
}

void LogObserver::delivery_attempted(Delivery const& delivery, SinkSpec const& sink) {
  switch (delivery.state) {
    case Delivery::State::done:
      log::debug("delivery.done", {{"sink", sink.name},
                                   {"watch", delivery.watch},
                                   {"id", delivery.id},
                                   {"attempts", delivery.attempts}});
      break;
    case Delivery::State::due:
      log::warn("delivery.retried", {{"sink", sink.name},
                                     {"watch", delivery.watch},
                                     {"id", delivery.id},
                                     {"attempts", delivery.attempts},
                                     {"why", delivery.last_result},
                                     {"next", format_iso(delivery.due)}});
      break;
    case Delivery::State::dead:
      log::error("delivery.dead", {{"sink", sink.name},
                                   {"watch", delivery.watch},
                                   {"id", delivery.id},
                                   {"attempts", delivery.attempts},
                                   {"why", delivery.last_result}});
      break;
  }
}

void LogObserver::config_reloaded(LoadedConfig const& loaded) {
  for (Diagnostic const& diagnostic : loaded.diagnostics) {
    auto const write = diagnostic.level == Diagnostic::Level::error ? log::error : log::warn;
    write("config.refused",
          {{"place", fmt::format("{}:{}:{}", diagnostic.file, diagnostic.line, diagnostic.column)},
           {"why", diagnostic.message},
           {"hint", diagnostic.hint}});
  }
  if (loaded.snapshot)
    log::info("config.reloaded", {{"feeds", loaded.snapshot->config.feeds.size()},
                                  {"watches", loaded.snapshot->config.watches.size()},
                                  {"compiled", loaded.snapshot->rules.compiled()},
                                  {"sinks", loaded.snapshot->config.sinks.size()}});
  else
    log::error("config.kept",
               {{"why", "the changed file has errors; the config of before stays in use"}});
}

}  // namespace wirewatch
