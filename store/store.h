#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "pipeline/article/article.h"
#include "pipeline/feed/feed.h"
#include "pipeline/watch/match.h"

namespace wirewatch {

/// What is remembered of a feed between polls and over restarts.
struct FeedState {
  std::string feed;  ///< the name in the config
  std::string url;   ///< the one this state was learned from (a changed URL starts afresh)
  std::string etag;  ///< byte for byte
  std::string last_modified;
  std::uint64_t body_hash = 0;
  bool seen_before = false;  ///< false until the first good poll: its entries are the backlog
  TimePoint last_poll{};
  TimePoint next_poll{};
  std::string next_reason;  ///< why then, for people
  int failures = 0;         ///< in a row
  std::string last_result;  ///< for people: "304", "200, 3 new", "timeout after 20s"
  std::string rhythm;    ///< the scheduler's own memory, opaque here (at most a few hundred bytes)
  std::string moved_to;  ///< asked instead of `url`, on the evidence of permanent redirects
  friend bool operator==(FeedState const&, FeedState const&) = default;
};

/// Whether an entry's key was seen in a feed, and what it said then.
struct SeenEntry {
  std::string key;                 ///< hash of guid, else link, else title+content
  std::uint64_t content_hash = 0;  ///< of title and texts with trivial differences removed
  std::uint64_t alternate =
      0;                  ///< hash of link and title: recognises a feed whose guids all changed
  int revision = 0;       ///< edits since the first sight
  TimePoint last_seen{};  ///< in the feed's document; renewed now and then, not at each poll
  bool silent = false;    ///< of the backlog or the archive: its edits are stored, never alerted
  friend bool operator==(SeenEntry const&, SeenEntry const&) = default;
};

/// An article on its way: stored by the poll commit, finished by the article commit.
struct PendingArticle {
  std::int64_t id = 0;  ///< given by the store
  std::string feed;
  std::string key;
  int revision = 0;  ///< 0 at first sight, +1 each time the entry was edited
  Entry entry;
  bool silent = false;  ///< backlog: cleaned and stored, never alerted
  ArticleEvent event =
      ArticleEvent::fresh;  ///< feed_quiet, feed_failing: not an entry of the feed but about it
  TimePoint first_seen{};
  friend bool operator==(PendingArticle const&, PendingArticle const&) = default;
};

/// An entry that goes by another key from now on: so do its articles.
struct RenamedEntry {
  std::string from;
  std::string to;
  friend bool operator==(RenamedEntry const&, RenamedEntry const&) = default;
};

/// What one poll changed. Everything in it becomes durable together or not at all.
struct PollCommit {
  FeedState state;
  std::vector<SeenEntry> seen;           ///< new or changed
  std::vector<std::string> forgotten;    ///< keys of seen entries that are remembered no longer
  std::vector<PendingArticle> articles;  ///< ids are ignored
  std::vector<RenamedEntry> renamed;     ///< before `articles` are added
};

/// When a feed is polled again: all that is changed by a poll that brings nothing.
struct PollPlan {
  std::string feed;
  TimePoint last_poll{};
  TimePoint next_poll{};
  std::string next_reason;
  std::string last_result;
};

/// One alert for one sink, rendered. Body and id never change over all attempts.
struct Delivery {
  std::string id;  ///< "msg_" + hash(watch, story, revision, sink): the webhook-id
  std::string sink;
  std::string watch;
  std::string body;  ///< what is sent, byte for byte
  TimePoint created{};
  TimePoint due{};
  int attempts = 0;
  std::string last_result;
  enum class State { due, done, dead } state = State::due;
  friend bool operator==(Delivery const&, Delivery const&) = default;
};

/// What became of a pending article. Durable together.
struct ArticleCommit {
  std::int64_t id = 0;  ///< of the PendingArticle
  Article article;
  std::vector<Match> matches;
  std::vector<Delivery> deliveries;  ///< an id that is already there is left as it is
};

struct StoredArticle {
  std::int64_t id = 0;
  std::string feed;
  std::string key;
  int revision = 0;
  TimePoint first_seen{};
  Article article;
  std::vector<Match> matches;
};

/// Durable memory. Every method is called on one thread (the store thread); each commit is durable
/// when it returns.
class Store {
 public:
  virtual ~Store() = default;

  virtual Result<void> commit(PollCommit const& poll) = 0;
  virtual Result<void> commit(ArticleCommit const& article) = 0;
  /// The result of an attempt: state, due, attempts and last_result of `delivery` are stored.
  virtual Result<void> commit(Delivery const& delivery) = 0;
  /// Made durable by one fsync: all of them, the plans first, or nothing when it returns an error.
  /// The plan of a feed that is not known is passed over.
  virtual Result<void> group(std::vector<PollCommit> const& polls,
                             std::vector<PollPlan> const& plans) = 0;

  virtual Result<std::vector<FeedState>> feed_states() = 0;
  /// Entries of a feed seen before, by key.
  virtual Result<std::map<std::string, SeenEntry>> seen(std::string const& feed) = 0;
  /// Oldest first, without those of some feeds.
  virtual Result<std::vector<PendingArticle>> pending_articles(
      std::size_t limit, std::vector<std::string> const& except_feeds = {}) = 0;
  virtual Result<std::optional<StoredArticle>> latest(std::string const& feed,
                                                      std::string const& key) = 0;

  /// Deliveries of one sink whose time has come, longest due first.
  virtual Result<std::vector<Delivery>> due(std::string const& sink, TimePoint now,
                                            std::size_t limit) = 0;
  virtual Result<std::optional<TimePoint>> next_due(std::string const& sink) = 0;
  virtual Result<std::vector<Delivery>> deliveries(std::optional<Delivery::State> state,
                                                   std::size_t limit) = 0;
  virtual Result<std::optional<Delivery>> delivery(std::string const& id) = 0;
  /// Whether another process has changed the store since the last call (since opening, at the
  /// first).
  virtual Result<bool> changed_elsewhere() = 0;
  /// A sink blocked by Retry-After, or disabled by 410 (until is then TimePoint::max()).
  virtual Result<void> block_sink(std::string const& sink, TimePoint until,
                                  std::string const& why) = 0;
  struct SinkBlock {
    std::string sink;
    TimePoint until{};
    std::string why;
  };
  virtual Result<std::vector<SinkBlock>> sink_blocks() = 0;
  /// Likewise for hosts that said Retry-After.
  virtual Result<void> block_host(std::string const& host, TimePoint until,
                                  std::string const& why) = 0;
  struct HostBlock {
    std::string host;
    TimePoint until{};
    std::string why;
  };
  virtual Result<std::vector<HostBlock>> host_blocks() = 0;

  /// Articles first seen since `since`, oldest first, in pages: start with after_id 0.
  virtual Result<std::vector<StoredArticle>> articles(TimePoint since, std::int64_t after_id,
                                                      std::size_t limit) = 0;

  /// Removes up to `limit` articles and up to `limit` deliveries of before then, oldest first:
  /// those that are finished. Gives how many went.
  virtual Result<std::size_t> forget_before(TimePoint then, std::size_t limit) = 0;

  /// A named blob: site memory and other learned state.
  virtual Result<std::optional<std::string>> read_blob(std::string const& kind,
                                                       std::string const& name) = 0;
  virtual Result<void> write_blob(std::string const& kind, std::string const& name,
                                  std::string const& bytes) = 0;
};

/// Opens (and migrates) the SQLite database `directory`/wirewatch.db, making the directory; WAL,
/// synchronous=FULL.
Result<std::unique_ptr<Store>> open_sqlite_store(std::string const& directory);

/// The same for reading alone, beside a running daemon; nullptr where no daemon has made it yet.
Result<std::unique_ptr<Store>> open_sqlite_store_for_reading(std::string const& directory);

/// The same without a disk, for tests.
std::unique_ptr<Store> make_memory_store();

}  // namespace wirewatch
