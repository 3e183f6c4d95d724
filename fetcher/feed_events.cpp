#include "fetcher/feed_events.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr double kMissing = 8;         ///< entries that should have come
constexpr double kKnown = 10;          ///< entries observed before anything can be said
constexpr auto kWatchedFor = 24h * 8;  ///< a weekend was among it
constexpr auto kShortest = 6h;
constexpr int kFailures = 3;

/// `since` makes the episode's key: told again for the same one, it is the same article. It has no
/// link, which would make it the same story as the last episode.
PendingArticle about(FeedSource const& feed, ArticleEvent event, TimePoint since, TimePoint now,
                     std::string title, std::string text) {
  PendingArticle article;
  article.feed = feed.name;
  article.key = fmt::format("{}:{}", name_of(event), since.time_since_epoch().count());
  article.event = event;
  article.first_seen = now;
  article.entry.title = std::move(title);
  article.entry.content = std::move(text);
  article.entry.published = now;
  return article;
}

}  // namespace

std::optional<PendingArticle> feed_quiet(FeedSource const& feed, FeedMemory& memory,
                                         TimePoint now) {
  auto const latest = memory.rhythm.latest();
  if (memory.quiet_said || !latest) return std::nullopt;
  auto const silence = now - *latest;
  if (silence < std::max<std::chrono::milliseconds>(kShortest, memory.longest_silence * 2) ||
      memory.rhythm.observed() < kKnown || memory.rhythm.watched_for() < kWatchedFor)
    return std::nullopt;
  double const missing = memory.rhythm.forecast().entries(*latest, now);
  if (missing < kMissing) return std::nullopt;
  memory.quiet_said = true;
  return about(
      feed, ArticleEvent::feed_quiet, *latest, now,
      fmt::format("Feed '{}' is quiet: nothing new for {}", feed.name, format_duration(silence)),
      fmt::format(
          "The feed '{}' at {} answers, but its latest entry is of {}. By its own rhythm "
          "about {:.0f} entries should have come since; its longest silence of late was {}.",
          feed.name, masked_url(feed.url), format_iso(*latest), missing,
          format_duration(memory.longest_silence)));
}

std::optional<PendingArticle> feed_failing(FeedSource const& feed, FeedState const& state,
                                           Failure failure, std::string const& result,
                                           FeedMemory& memory, TimePoint now) {
  bool const is_long = now - memory.failing_since >= kShortest && state.failures >= kFailures;
  if (memory.failing_said || (!is_long && !memory.retired)) return std::nullopt;
  memory.failing_said = true;
  std::string const title =
      memory.retired ? fmt::format("Feed '{}' is gone: its server says for good", feed.name)
                     : fmt::format("Feed '{}' fails since {}: {}", feed.name,
                                   format_iso(memory.failing_since), name_of(failure));
  std::string const text = fmt::format(
      "The feed '{}' at {} has failed {} time{} in a row since {}. The last answer: {}. {}",
      feed.name, masked_url(feed.url), state.failures, state.failures == 1 ? "" : "s",
      format_iso(memory.failing_since), result,
      memory.retired ? "It is asked again once a month; take it out of the config."
                     : "It is asked again until it answers.");
  return about(feed, ArticleEvent::feed_failing, memory.failing_since, now, title, text);
}

}  // namespace wirewatch
