#include "app/article_stream.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "alerts/alert.h"
#include "base/log.h"
#include "base/task.h"
#include "base/text.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/furniture.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr std::size_t kInFlight = 128;
constexpr std::size_t kInFlightOfAFeed = 8;
constexpr std::chrono::milliseconds kStoreTrouble = 5s;
// A feed that carries this much text of an entry carries all of it: summaries are shorter.
constexpr std::size_t kFullTextBytes = 700;
constexpr double kTooUnsure = 0.3;

bool wants_page(FeedSource const& feed, Entry const& entry) {
  if (feed.full_text == FullText::never) return false;
  if (!entry.link.starts_with("http://") && !entry.link.starts_with("https://")) return false;
  if (feed.full_text == FullText::always) return true;
  return visible_text(entry.content).size() < kFullTextBytes;
}

/// What the page did not say and the feed's entry does. The feed's date is when the entry was
/// published, which pages often give only as a day.
void complete_from_entry(Article& article, Entry const& entry) {
  if (article.title.empty()) article.title = visible_text(entry.title);
  if (article.url.empty()) article.url = entry.link;
  if (entry.published) article.published = entry.published;
  if (!article.modified) article.modified = entry.updated;
  if (article.authors.empty()) article.authors = entry.authors;
  if (article.summary.empty()) article.summary = visible_text(entry.summary);
  for (std::string const& category : entry.categories)
    if (std::find(article.categories.begin(), article.categories.end(), category) ==
        article.categories.end())
      article.categories.push_back(category);
}

/// Whether a watch that fires on this revision tells anything that was not told before.
bool is_news(WatchSpec const& watch, Article const& article,
             std::optional<StoredArticle> const& before) {
  if (article.event != ArticleEvent::updated || !watch.events.empty() || !before) return true;
  return std::none_of(before->matches.begin(), before->matches.end(),
                      [&](Match const& match) { return match.watch == watch.name; });
}

}  // namespace

ArticleStream::ArticleStream(Services& services, std::function<void()> on_deliveries)
    : services_(services),
      on_deliveries_(std::move(on_deliveries)),
      sites_(services.store),
      wakeup_(services.loop.get_executor()) {}

asio::awaitable<void> ArticleStream::run() {
  while (!services_.stopping) {
    std::chrono::milliseconds const rest = co_await begin_pending() ? 1h : kStoreTrouble;
    co_await wakeup_.wait(rest);
  }
}

asio::awaitable<bool> ArticleStream::begin_pending() {
  for (bool has_begun = true; has_begun && in_flight_.size() < kInFlight;) {
    std::vector<std::string> busy;
    for (auto const& [feed, count] : in_flight_of_)
      if (count >= kInFlightOfAFeed) busy.push_back(feed);
    auto read_pending = [&busy](Store& store) { return store.pending_articles(kInFlight, busy); };
    Result<std::vector<PendingArticle>> pending = co_await services_.store.run(read_pending);
    if (!pending) {
      log::error("store.unreadable", {{"why", pending.error().what}});
      co_return false;
    }
    has_begun = false;
    for (PendingArticle& one : *pending) {
      std::size_t& of_feed = in_flight_of_[one.feed];
      if (services_.stopping || in_flight_.size() >= kInFlight) break;
      if (of_feed >= kInFlightOfAFeed || !in_flight_.insert(one.id).second) continue;
      ++of_feed;
      has_begun = true;
      spawn(services_.loop, "article", process(std::move(one)));
    }
  }
  co_return true;
}

asio::awaitable<void> ArticleStream::process(PendingArticle pending) {
  std::shared_ptr<Snapshot const> const snapshot = services_.snapshot;
  FeedSource const* const found = snapshot->config.feed(pending.feed);
  FeedSource feed;
  feed.name = pending.feed;
  feed.full_text = FullText::never;  // the feed left the config: what it brought is still finished,
                                     // from what is here
  if (found) feed = *found;
  Article article = co_await clean(pending, feed);
  bool const is_finished = co_await finish(pending, std::move(article));
  // Still pending: taken up again, but not as fast as the store can fail.
  if (!is_finished && !services_.stopping) {
    asio::steady_timer pause(services_.loop, kStoreTrouble);
    (void)co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  in_flight_.erase(pending.id);
  std::size_t const left = --in_flight_of_[pending.feed];
  if (left == 0) in_flight_of_.erase(pending.feed);
  if (left <= kInFlightOfAFeed / 2) wakeup_.notify();
}

asio::awaitable<Article> ArticleStream::clean(PendingArticle const& pending,
                                              FeedSource const& feed) {
  ExtractHints hints;
  hints.entry = &pending.entry;
  hints.override_ = &feed.content;
  std::optional<Article> article;
  if (wants_page(feed, pending.entry)) {
    Result<Response> const page = co_await fetch_page(pending);
    if (page) {
      hints.url = page->url;
      hints.content_type = page->content_type;
      std::shared_ptr<SiteProfile const> const site = co_await sites_.recall(page->url);
      hints.site = site.get();
      PageSketch sketch;
      auto extract = [&hints, &page, &sketch]() noexcept {
        return extract_article(page->body, hints, sketch);
      };
      Result<Article> extracted = co_await on_pool(services_.cpu, extract);
      hints.site = nullptr;
      if (extracted) co_await sites_.learn(page->url, std::move(sketch));
      if (extracted && extracted->confidence >= kTooUnsure)
        article = std::move(*extracted);
      else
        services_.observer.page_missed(
            pending, extracted ? "no article found on the page" : extracted.error().what);
    } else {
      services_.observer.page_missed(pending, page.error().what);
    }
  }
  if (!article) {
    hints.url = pending.entry.link;
    auto extract = [&hints, &pending]() noexcept { return article_of_entry(pending.entry, hints); };
    article = co_await on_pool(services_.cpu, extract);
  }
  complete_from_entry(*article, pending.entry);
  article->source = feed.name;
  article->tags = feed.tags;
  if (pending.event != ArticleEvent::fresh)
    article->event = pending.event;
  else if (pending.revision > 0 && article->event == ArticleEvent::fresh)
    article->event = ArticleEvent::updated;
  co_return std::move(*article);
}

asio::awaitable<Result<Response>> ArticleStream::fetch_page(PendingArticle const& pending) {
  Request request;
  request.url = pending.entry.link;
  request.headers.push_back({"Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"});
  Result<Response> response = co_await services_.http.send(std::move(request));
  if (response && response->status != 200)
    co_return fail(Error::Kind::http, "the page answers " + std::to_string(response->status));
  co_return response;
}

asio::awaitable<bool> ArticleStream::finish(PendingArticle const& pending, Article article) {
  std::shared_ptr<Snapshot const> const snapshot = services_.snapshot;
  ArticleCommit commit;
  commit.id = pending.id;
  commit.article = std::move(article);

  std::optional<StoredArticle> before;
  if (pending.revision > 0) {
    auto read_latest = [&pending](Store& store) { return store.latest(pending.feed, pending.key); };
    auto latest = co_await services_.store.run(read_latest);
    if (latest) before = std::move(*latest);
  }
  // A note that was already there corrects nothing anew.
  if (before && commit.article.event == ArticleEvent::corrected &&
      correction_notes(before->article) == correction_notes(commit.article))
    commit.article.event = ArticleEvent::updated;
  services_.observer.article_cleaned(commit.article, pending);
  auto match = [&snapshot, &commit]() noexcept { return snapshot->rules.match(commit.article); };
  commit.matches = co_await on_pool(services_.cpu, match);

  bool const unchanged = before && before->article.title == commit.article.title &&
                         before->article.body == commit.article.body;
  if (!pending.silent && !unchanged) {
    Alert alert;
    alert.article = &commit.article;
    alert.story = story_of(commit.article, pending.feed, pending.key);
    alert.revision = pending.revision;
    alert.seen = pending.first_seen;
    for (Match const& one : commit.matches) {
      alert.watch = snapshot->config.watch(one.watch);
      alert.match = &one;
      if (!alert.watch || !is_news(*alert.watch, commit.article, before)) continue;
      services_.observer.rule_matched(*alert.watch, one, commit.article);
      for (Delivery& delivery : make_deliveries(snapshot->config, alert, services_.clock.now()))
        commit.deliveries.push_back(std::move(delivery));
    }
  }
  auto store_article = [&commit](Store& store) { return store.commit(commit); };
  Result<void> const stored = co_await services_.store.run(store_article);
  if (!stored) {
    log::error("article.unstored",
               {{"feed", pending.feed}, {"url", pending.entry.link}, {"why", stored.error().what}});
    co_return false;
  }
  if (!commit.deliveries.empty()) on_deliveries_();
  co_return true;
}

}  // namespace wirewatch
