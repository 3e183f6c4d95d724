#include "fetcher/apply_poll.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "fetcher/entry_identity.h"
#include "fetcher/schedule.h"

namespace wirewatch {
namespace {

std::uint64_t body_hash(std::string const& body) { return XXH3_64bits(body.data(), body.size()); }

/// The revision an edited entry gets: counted nowhere, so it is the time of the edit, which only
/// grows.
int revision_at(TimePoint now) {
  return static_cast<int>(
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
}

void take_entries(FeedSource const& feed, PollAnswer const& answer, TimePoint now, bool is_backlog,
                  PollOutcome& outcome) {
  auto const& entries = answer.parsed->entries;
  std::vector<SeenEntry> const identities = identify(entries);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto const known = answer.seen.find(identities[i].key);
    bool const is_new = known == answer.seen.end();
    if (!is_new && known->second.content_hash == identities[i].content_hash) continue;
    outcome.commit.seen.push_back(identities[i]);
    // Remembered, but not opened: thousands of pages that nobody will be told about.
    if (is_backlog && feed.backlog == Backlog::silent) continue;
    PendingArticle article;
    article.feed = feed.name;
    article.key = identities[i].key;
    article.revision = is_new ? 0 : revision_at(now);
    article.entry = entries[i];
    article.first_seen = now;
    outcome.commit.articles.push_back(std::move(article));
    ++(is_new ? outcome.fresh : outcome.changed);
  }
}

std::string counted(PollOutcome const& outcome) {
  std::string out = "200";
  std::size_t const backlog = outcome.commit.seen.size() - outcome.commit.articles.size();
  if (backlog > 0) out += fmt::format(", {} in the backlog", backlog);
  if (outcome.fresh > 0) out += fmt::format(", {} new", outcome.fresh);
  if (outcome.changed > 0) out += fmt::format(", {} changed", outcome.changed);
  if (outcome.commit.seen.empty()) out += ", nothing new";
  return out;
}

void take_validators(FeedSource const& feed, Response const& response, FeedState& state) {
  state.url = feed.url;
  state.etag = response.etag;
  state.last_modified = response.last_modified;
  state.body_hash = body_hash(response.body);
  state.seen_before = true;
}

}  // namespace

bool needs_parsing(FeedState const& before, Response const& response) {
  return response.status == 200 &&
         !(before.seen_before && before.body_hash == body_hash(response.body));
}

PollOutcome apply_poll(FeedSource const& feed, FeedState const& before, PollAnswer const& answer,
                       TimePoint now, double jitter) {
  PollOutcome outcome;
  FeedState& state = outcome.commit.state;
  state = before;
  state.feed = feed.name;
  state.last_poll = now;
  PollHints hints;
  outcome.failed = true;
  if (!answer.response) {
    outcome.result = answer.response.error().what;
  } else {
    Response const& response = *answer.response;
    hints.fresh_for = freshness(response, now);
    if (response.status == 304) {
      outcome.failed = false;
      outcome.result = "304";
    } else if (response.status == 200 && !answer.parsed) {
      outcome.failed = false;
      outcome.result = "200, the same bytes";
      take_validators(feed, response, state);
    } else if (response.status == 200 && answer.parsed->format == FeedFormat::none) {
      outcome.result = answer.parsed->problem.empty() ? "no feed" : answer.parsed->problem;
    } else if (response.status == 200) {
      outcome.failed = false;
      bool const is_backlog = !before.seen_before || before.url != feed.url;
      take_entries(feed, answer, now, is_backlog, outcome);
      take_validators(feed, response, state);
      outcome.result = counted(outcome);
      hints.ttl = answer.parsed->rhythm.ttl;
    } else {
      outcome.result = fmt::format("answers {}", response.status);
      if (response.status == 429 || response.status == 503)
        hints.retry_after = outcome.host_pause = retry_after(response, now);
    }
  }
  state.failures = outcome.failed ? before.failures + 1 : 0;
  NextPoll next = next_poll(feed, state, hints, now, jitter);
  state.next_poll = next.at;
  state.next_reason = std::move(next.why);
  state.last_result = outcome.result;
  return outcome;
}

}  // namespace wirewatch
