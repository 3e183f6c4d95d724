#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>
#include <system_error>
#include <utility>

#include "store/packed.h"
#include "store/schema.h"
#include "store/sqlite.h"
#include "store/sqlite_statements.h"
#include "store/store.h"

namespace wirewatch {
namespace {

constexpr std::string_view kSinkBlock = "sink";
constexpr std::string_view kHostBlock = "host";

// FULL: the WAL is synced at each commit. The log is cut back after a burst, and a reader beside
// the daemon sees whole commits only.
constexpr char const* kSettings = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -2048;
PRAGMA temp_store = MEMORY;
)sql";

Delivery read_delivery(Row const& row) {
  return {.id = row.text(0),
          .sink = row.text(1),
          .watch = row.text(2),
          .body = row.text(3),
          .created = row.time(4),
          .due = row.time(5),
          .attempts = row.as<int>(6),
          .last_result = row.text(7),
          .state = row.as<Delivery::State>(8)};
}

FeedState read_feed_state(Row const& row) {
  return {.feed = row.text(0),
          .url = row.text(1),
          .etag = row.text(2),
          .last_modified = row.text(3),
          .body_hash = row.as<std::uint64_t>(4),
          .seen_before = row.integer(5) != 0,
          .last_poll = row.time(6),
          .next_poll = row.time(7),
          .next_reason = row.text(8),
          .failures = row.as<int>(9),
          .last_result = row.text(10),
          .rhythm = row.text(11),
          .moved_to = row.text(12)};
}

Error damaged(std::int64_t article) {
  return Error{Error::Kind::io, fmt::format("store: article {} is damaged", article)};
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(Database database) : db_(std::move(database)) {}

  Result<void> commit(PollCommit const& poll) override {
    return db_.transaction([&] { return write(poll); });
  }
  Result<void> commit(ArticleCommit const& article) override {
    return db_.transaction([&] { return write(article); });
  }
  Result<void> commit(Delivery const& delivery) override;
  Result<void> group(std::vector<PollCommit> const& polls,
                     std::vector<PollPlan> const& plans) override;

  Result<std::vector<FeedState>> feed_states() override;
  Result<std::map<std::string, SeenEntry>> seen(std::string const& feed) override;
  Result<std::vector<PendingArticle>> pending_articles(
      std::size_t limit, std::vector<std::string> const& except_feeds) override;
  Result<std::optional<StoredArticle>> latest(std::string const& feed,
                                              std::string const& key) override;
  Result<std::vector<StoredArticle>> articles(TimePoint since, std::int64_t after_id,
                                              std::size_t limit) override;

  Result<std::vector<Delivery>> due(std::string const& sink, TimePoint now,
                                    std::size_t limit) override;
  Result<std::optional<TimePoint>> next_due(std::string const& sink) override;
  Result<std::vector<Delivery>> deliveries(std::optional<Delivery::State> state,
                                           std::size_t limit) override;

  Result<std::optional<Delivery>> delivery(std::string const& id) override;
  Result<bool> changed_elsewhere() override;

  Result<void> block_sink(std::string const& sink, TimePoint until,
                          std::string const& why) override {
    return sql_.write_block.run(kSinkBlock, sink, until, why);
  }
  Result<void> block_host(std::string const& host, TimePoint until,
                          std::string const& why) override {
    return sql_.write_block.run(kHostBlock, host, until, why);
  }
  Result<std::vector<SinkBlock>> sink_blocks() override { return blocks<SinkBlock>(kSinkBlock); }
  Result<std::vector<HostBlock>> host_blocks() override { return blocks<HostBlock>(kHostBlock); }

  Result<std::size_t> forget_before(TimePoint then, std::size_t limit) override;

  Result<std::optional<std::string>> read_blob(std::string const& kind,
                                               std::string const& name) override;
  Result<void> write_blob(std::string const& kind, std::string const& name,
                          std::string const& bytes) override {
    return sql_.write_blob.run(kind, name, Blob{bytes});
  }

 private:
  Result<void> write(PollCommit const& poll);
  Result<void> write(ArticleCommit const& article);
  Result<void> insert(std::int64_t feed, PendingArticle const& article);
  Result<std::int64_t> upsert(FeedState const& state);

  template <class Read>
  auto collect(Statement& statement, Read read, auto const&... values)
      -> Result<std::vector<decltype(read(std::declval<Row const&>()))>> {
    std::vector<decltype(read(std::declval<Row const&>()))> rows;
    auto const done = statement.each([&](Row const& row) { rows.push_back(read(row)); }, values...);
    if (!done) return fail(done.error());
    return rows;
  }
  Result<std::vector<StoredArticle>> stored(Statement& statement, auto const&... values);
  template <class Block>
  Result<std::vector<Block>> blocks(std::string_view kind) {
    auto const read = [](Row const& row) { return Block{row.text(0), row.time(1), row.text(2)}; };
    return collect(sql_.read_blocks, read, kind);
  }

  Database db_;

  SqliteStatements sql_{db_};
  std::int64_t data_version_ = 0;  ///< SQLite's count of other connections' commits
};

Result<std::int64_t> SqliteStore::upsert(FeedState const& s) {
  std::int64_t id = 0;
  auto const done =
      sql_.upsert_feed.each([&](Row const& row) { id = row.integer(0); }, s.feed, s.url, s.etag,
                            s.last_modified, s.body_hash, s.seen_before, s.last_poll, s.next_poll,
                            s.next_reason, s.failures, s.last_result, Blob{s.rhythm}, s.moved_to);
  if (!done) return fail(done.error());
  return id;
}

Result<void> SqliteStore::write(PollCommit const& poll) {
  auto const feed = upsert(poll.state);
  if (!feed) return fail(feed.error());
  for (std::string const& key : poll.forgotten)
    if (auto const done = sql_.forget_seen.run(*feed, key); !done) return done;
  for (SeenEntry const& entry : poll.seen) {
    auto const done = sql_.upsert_seen.run(*feed, entry.key, entry.content_hash, entry.alternate,
                                           entry.revision, entry.last_seen, entry.silent);
    if (!done) return done;
  }
  for (RenamedEntry const& entry : poll.renamed)
    if (auto const done = sql_.rename_articles.run(*feed, entry.from, entry.to); !done) return done;
  for (PendingArticle const& article : poll.articles)
    if (auto const done = insert(*feed, article); !done) return done;
  return {};
}

Result<void> SqliteStore::insert(std::int64_t feed, PendingArticle const& article) {
  std::string const entry = pack(article.entry);
  return sql_.insert_article.run(feed, article.key, article.revision, article.silent,
                                 static_cast<int>(article.event), article.first_seen, Blob{entry});
}

Result<void> SqliteStore::write(ArticleCommit const& commit) {
  std::string const article = pack(commit.article);
  std::string const matches = pack(commit.matches);
  auto const finished = sql_.finish_article.run(commit.id, Blob{article}, Blob{matches});
  if (!finished) return finished;
  if (sql_.finish_article.changes() == 0)
    return fail(Error::Kind::io, fmt::format("store: no article has the number {}", commit.id));
  for (Delivery const& d : commit.deliveries) {
    auto const done =
        sql_.insert_delivery.run(d.id, d.sink, d.watch, Blob{d.body}, d.created, d.due, d.attempts,
                                 d.last_result, static_cast<int>(d.state));
    if (!done) return done;
  }
  return {};
}

Result<void> SqliteStore::commit(Delivery const& d) {
  auto const done =
      sql_.update_delivery.run(d.id, d.due, d.attempts, d.last_result, static_cast<int>(d.state));
  if (done && sql_.update_delivery.changes() == 0)
    return fail(Error::Kind::io, fmt::format("store: no delivery has the id {}", d.id));
  return done;
}

Result<void> SqliteStore::group(std::vector<PollCommit> const& polls,
                                std::vector<PollPlan> const& plans) {
  return db_.transaction([&]() -> Result<void> {
    for (PollPlan const& plan : plans)
      if (auto done = sql_.update_plan.run(plan.feed, plan.last_poll, plan.next_poll,
                                           plan.next_reason, plan.last_result);
          !done)
        return done;
    for (PollCommit const& poll : polls)
      if (auto done = write(poll); !done) return done;
    return {};
  });
}

Result<std::vector<FeedState>> SqliteStore::feed_states() {
  return collect(sql_.read_feeds, read_feed_state);
}

Result<std::map<std::string, SeenEntry>> SqliteStore::seen(std::string const& feed) {
  std::map<std::string, SeenEntry> entries;
  auto const keep = [&](Row const& row) {
    SeenEntry entry{.key = row.text(0),
                    .content_hash = row.as<std::uint64_t>(1),
                    .alternate = row.as<std::uint64_t>(2),
                    .revision = row.as<int>(3),
                    .last_seen = row.time(4),
                    .silent = row.integer(5) != 0};
    std::string key = entry.key;
    entries.emplace_hint(entries.end(), std::move(key), std::move(entry));
  };
  if (auto const done = sql_.read_seen.each(keep, feed); !done) return fail(done.error());
  return entries;
}

Result<std::vector<PendingArticle>> SqliteStore::pending_articles(
    std::size_t limit, std::vector<std::string> const& except_feeds) {
  std::vector<PendingArticle> pending;
  std::optional<Error> error;
  auto const keep = [&](Row const& row) {
    PendingArticle& article = pending.emplace_back(PendingArticle{.id = row.integer(0),
                                                                  .feed = row.text(1),
                                                                  .key = row.text(2),
                                                                  .revision = row.as<int>(3),
                                                                  .entry = {},
                                                                  .silent = row.integer(4) != 0,
                                                                  .event = row.as<ArticleEvent>(5),
                                                                  .first_seen = row.time(6)});
    if (!unpack(row.text(7), article.entry)) error = damaged(article.id);
  };
  std::string const names = boost::json::serialize(boost::json::value_from(except_feeds));
  if (auto const done = sql_.read_pending.each(keep, limit, names); !done)
    return fail(done.error());
  if (error) return fail(*error);
  return pending;
}

Result<std::vector<StoredArticle>> SqliteStore::stored(Statement& statement,
                                                       auto const&... values) {
  std::vector<StoredArticle> articles;
  std::optional<Error> error;
  auto const keep = [&](Row const& row) {
    StoredArticle& one = articles.emplace_back(StoredArticle{.id = row.integer(0),
                                                             .feed = row.text(1),
                                                             .key = row.text(2),
                                                             .revision = row.as<int>(3),
                                                             .first_seen = row.time(4),
                                                             .article = {},
                                                             .matches = {}});
    if (!unpack(row.text(5), one.article) || !unpack(row.text(6), one.matches))
      error = damaged(one.id);
  };
  if (auto const done = statement.each(keep, values...); !done) return fail(done.error());
  if (error) return fail(*error);
  return articles;
}

Result<std::optional<StoredArticle>> SqliteStore::latest(std::string const& feed,
                                                         std::string const& key) {
  auto found = stored(sql_.read_latest, feed, key);
  if (!found) return fail(std::move(found.error()));
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::vector<StoredArticle>> SqliteStore::articles(TimePoint since, std::int64_t after_id,
                                                         std::size_t limit) {
  return stored(sql_.read_articles, since, after_id, limit);
}

Result<std::vector<Delivery>> SqliteStore::due(std::string const& sink, TimePoint now,
                                               std::size_t limit) {
  return collect(sql_.read_due, read_delivery, sink, now, limit);
}

Result<std::optional<TimePoint>> SqliteStore::next_due(std::string const& sink) {
  std::optional<TimePoint> next;
  auto const keep = [&](Row const& row) {
    if (!row.is_null(0)) next = row.time(0);
  };
  if (auto const done = sql_.read_next_due.each(keep, sink); !done) return fail(done.error());
  return next;
}

Result<std::vector<Delivery>> SqliteStore::deliveries(std::optional<Delivery::State> state,
                                                      std::size_t limit) {
  return collect(sql_.read_deliveries, read_delivery, state ? static_cast<int>(*state) : -1, limit);
}

Result<std::optional<Delivery>> SqliteStore::delivery(std::string const& id) {
  std::optional<Delivery> found;
  auto const keep = [&](Row const& row) { found = read_delivery(row); };
  if (auto const done = sql_.read_delivery.each(keep, id); !done) return fail(done.error());
  return found;
}

Result<bool> SqliteStore::changed_elsewhere() {
  std::int64_t now = 0;
  auto const keep = [&](Row const& row) { now = row.integer(0); };
  if (auto const done = sql_.read_data_version.each(keep); !done) return fail(done.error());
  std::int64_t const before = std::exchange(data_version_, now);
  return before != now;
}

Result<std::size_t> SqliteStore::forget_before(TimePoint then, std::size_t limit) {
  int count = 0;
  auto const done = db_.transaction([&]() -> Result<void> {
    if (auto gone = sql_.forget_articles.run(then, limit); !gone) return gone;
    count = sql_.forget_articles.changes();
    if (auto gone = sql_.forget_deliveries.run(then, limit); !gone) return gone;
    count += sql_.forget_deliveries.changes();
    return {};
  });
  if (!done) return fail(done.error());
  return static_cast<std::size_t>(count);
}

Result<std::optional<std::string>> SqliteStore::read_blob(std::string const& kind,
                                                          std::string const& name) {
  std::optional<std::string> bytes;
  auto const keep = [&](Row const& row) { bytes = row.text(0); };
  if (auto const done = sql_.read_blob.each(keep, kind, name); !done) return fail(done.error());
  return bytes;
}

std::string path_in(std::string const& directory) {
  return (std::filesystem::path(directory) / "wirewatch.db").string();
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(std::string const& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error)
    return fail(Error::Kind::io, fmt::format("the state directory {} cannot be made: {}", directory,
                                             error.message()));
  std::string const path = path_in(directory);
  auto database = Database::open(path);
  if (!database) return fail(std::move(database.error()));
  auto ready = migrate(*database);
  if (ready) ready = database->execute(kSettings);
  if (!ready) return fail(Error::Kind::io, fmt::format("{}: {}", path, ready.error().what));
  auto store = std::make_unique<SqliteStore>(std::move(*database));
  (void)store->changed_elsewhere();  // what happens from here on counts
  return store;
}

Result<std::unique_ptr<Store>> open_sqlite_store_for_reading(std::string const& directory) {
  std::string const path = path_in(directory);
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return nullptr;
  auto database = Database::open_for_reading(path);
  if (!database) return fail(std::move(database.error()));
  if (auto const ready = check_schema(*database); !ready)
    return fail(Error::Kind::io, fmt::format("{}: {}", path, ready.error().what));
  return std::make_unique<SqliteStore>(std::move(*database));
}

}  // namespace wirewatch
