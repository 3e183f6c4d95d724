#include "fetcher/apply_poll.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "fetcher/feed_address.h"
#include "fetcher/feed_events.h"
#include "fetcher/learn_entries.h"
#include "fetcher/schedule.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr auto kOldestNews = 24h * 7;  ///< an entry may be dated so long before the first poll
constexpr auto kYoungestArchive = 24h;
constexpr seconds kLongestUnaskedPause = 1h;

std::uint64_t body_hash(std::string const& body) { return XXH3_64bits(body.data(), body.size()); }

/// One poll while it is being understood.
struct Poll {
  FeedSource const& feed;
  PollAnswer& answer;
  TimePoint now;
  FeedMemory memory;
  PollHints hints{};
  bool has_known_entries = false;  ///< at the address that answered
  PollOutcome out{};

  FeedState& state() { return out.commit.state; }
};

/// Entries dated before this are of the archive: older than all of the first document, but not
/// younger than a day, nor need it reach back more than a week.
TimePoint oldest_news(std::vector<Entry> const& entries, TimePoint now) {
  TimePoint oldest = now;
  for (Entry const& entry : entries)
    if (entry.published) oldest = std::min(oldest, *entry.published);
  return std::clamp<TimePoint>(oldest, now - kOldestNews, now - kYoungestArchive);
}

void add_article(Poll& poll, Entry& entry, SeenEntry const& identity) {
  PendingArticle article;
  article.feed = poll.feed.name;
  article.key = identity.key;
  article.revision = identity.revision;
  article.entry = std::move(entry);
  article.silent = identity.silent;
  article.first_seen = poll.now;
  poll.out.commit.articles.push_back(std::move(article));
}

std::string counted(EntryChanges const& changes, PollOutcome const& out) {
  std::string text = "200";
  std::size_t const old = changes.changes.size() - out.fresh - out.changed;
  if (old > 0) text += fmt::format(", {} of the backlog", old);
  if (out.fresh > 0) text += fmt::format(", {} new", out.fresh);
  if (out.changed > 0) text += fmt::format(", {} changed", out.changed);
  if (!changes.renamed.empty()) text += fmt::format(", {} under new keys", changes.renamed.size());
  if (text == "200") text += ", nothing new";
  return text;
}

void take_entries(Poll& poll) {
  std::vector<Entry>& entries = poll.answer.parsed->entries;
  EntryChanges changes =
      compare_entries(entries, poll.answer.seen, poll.memory.archive_before, poll.now);
  bool const is_first = !poll.state().seen_before && changes.known == 0;
  bool const is_silent = is_first && poll.feed.backlog == Backlog::silent;
  if (is_first)
    learn_backlog(entries, poll.now, poll.memory);
  else
    learn_changes(entries, changes, poll.now, poll.memory);
  if (is_silent) {
    poll.memory.archive_before = oldest_news(entries, poll.now);
    for (SeenEntry& entry : changes.seen) entry.silent = true;
  }
  poll.memory.archive_before = std::max(poll.memory.archive_before, changes.forgotten_until);
  for (EntryChanges::Change const& change : changes.changes) {
    // Remembered, but not opened: thousands of pages that nobody will be told about.
    if (is_silent || change.kind == EntryChanges::Kind::archive) continue;
    add_article(poll, entries[change.entry], changes.seen[change.identity]);
    ++(change.kind == EntryChanges::Kind::fresh ? poll.out.fresh : poll.out.changed);
  }
  if (poll.out.fresh > 0) poll.memory.quiet_said = false;
  if (!changes.renamed.empty())
    poll.out.notes.push_back(
        {"feed.keys_switched",
         fmt::format("all guids are others; {} of {} entries were recognised by link and title",
                     changes.renamed.size(), entries.size())});
  poll.has_known_entries = changes.known > 0;
  poll.out.result = counted(changes, poll.out);
  poll.out.commit.seen = std::move(changes.seen);
  poll.out.commit.forgotten = std::move(changes.forgotten);
  poll.out.commit.renamed = std::move(changes.renamed);
}

void take_validators(Response const& response, FeedState& state) {
  state.etag = response.etag;
  state.last_modified = response.last_modified;
  state.body_hash = body_hash(response.body);
  state.seen_before = true;
}

void take_success(Poll& poll) {
  Response const& response = *poll.answer.response;
  if (response.status == 304) {
    poll.has_known_entries = true;
    poll.out.result = "304";
  } else if (!poll.answer.parsed) {
    poll.has_known_entries = true;
    poll.out.result = "200, the same bytes";
    take_validators(response, poll.state());
  } else {
    take_entries(poll);
    take_validators(response, poll.state());
    poll.memory.hints = poll.answer.parsed->rhythm;
  }
  poll.hints.fresh_for = freshness(response, poll.now);
  poll.state().failures = 0;
  poll.memory.failing_since = {};
  poll.memory.failing_said = false;
  if (poll.memory.retired)
    poll.out.notes.push_back({"feed.returned", "it was retired, and answers"});
  poll.memory.retired = false;
  weigh_redirect(poll.feed, response, poll.has_known_entries, poll.now, poll.state(), poll.memory,
                 poll.out.notes);
  if (auto article = feed_quiet(poll.feed, poll.memory, poll.now)) {
    poll.out.notes.push_back({"feed.quiet", article->entry.title});
    poll.out.commit.articles.push_back(std::move(*article));
  }
}

std::string described(PollAnswer const& answer, Failure failure) {
  if (!answer.response) return answer.response.error().what;
  bool const is_page = failure == Failure::challenge || failure == Failure::not_a_feed;
  std::string const why = is_page && answer.parsed && !answer.parsed->problem.empty()
                              ? answer.parsed->problem
                              : name_of(failure);
  int const status = answer.response->status;
  return is_page && status == 200 ? why : fmt::format("answers {}: {}", status, why);
}

void read_retry_after(Poll& poll, Failure failure) {
  if (!poll.answer.response) return;
  Response const& response = *poll.answer.response;
  if (response.status != 429 && response.status != 503) return;
  poll.hints.retry_after = retry_after(response, poll.now);
  if (poll.hints.retry_after)
    poll.out.host_pause = std::min(kLongestWait, *poll.hints.retry_after);
  else if (failure == Failure::too_many)
    poll.out.host_pause =
        std::min(kLongestUnaskedPause, back_off(failure, poll.state().failures, poll.feed.every));
}

void take_failure(Poll& poll, Failure failure) {
  poll.out.failed = true;
  poll.out.result = described(poll.answer, failure);
  poll.hints.failure = failure;
  ++poll.state().failures;
  if (poll.memory.failing_since == TimePoint{}) poll.memory.failing_since = poll.now;
  read_retry_after(poll, failure);
  bool const is_moved = !poll.state().moved_to.empty();
  if (doubt_move(poll.feed, poll.state(), poll.memory, poll.out.notes)) poll.state().failures = 1;
  if (failure == Failure::gone && is_moved)
    poll.hints.failure = Failure::missing;  // the config's address may live
  else if (failure == Failure::gone && !poll.memory.retired) {
    poll.memory.retired = true;
    poll.out.notes.push_back({"feed.retired",
                              "the server says it is gone for good (410); it is "
                              "asked again once a month"});
  }
  if (auto article =
          feed_failing(poll.feed, poll.state(), failure, poll.out.result, poll.memory, poll.now)) {
    poll.out.notes.push_back({"feed.failing", article->entry.title});
    poll.out.commit.articles.push_back(std::move(*article));
  }
}

}  // namespace

FeedState state_of(FeedSource const& feed, FeedState stored) {
  FeedState state;
  if (stored.url == feed.url) state = std::move(stored);
  state.feed = feed.name;
  state.url = feed.url;
  return state;
}

bool needs_parsing(FeedState const& before, Response const& response) {
  if (response.status == 200)
    return !(before.seen_before && before.body_hash == body_hash(response.body));
  return response.status == 403 || response.status == 429 || response.status == 503;
}

PollOutcome apply_poll(FeedSource const& feed, FeedState before, PollAnswer answer, TimePoint now,
                       double jitter) {
  FeedMemory const known = read_memory(before.rhythm);
  Poll poll{feed, answer, now, known};
  poll.state() = std::move(before);
  poll.state().last_poll = now;
  if (auto const failure = failure_of(answer.response, answer.parsed))
    take_failure(poll, *failure);
  else
    take_success(poll);
  FeedState& state = poll.state();
  NextPoll next = next_poll(feed, state, poll.memory, poll.hints, now, jitter);
  state.next_poll = next.at;
  state.next_reason = std::move(next.why);
  state.last_result = poll.out.result;
  if (poll.out.result != "304") add_result(poll.memory, now, poll.out.result);
  if (poll.memory != known) state.rhythm = write_memory(poll.memory);
  return std::move(poll.out);
}

}  // namespace wirewatch
