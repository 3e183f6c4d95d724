// The store beside bare SQLite: in each round both write the same rows, so that noise of the
// machine meets both. CPU time is the thread's own; `of_bare` is the store's CPU time over that of
// bare SQLite, `wall_ms` and `bare_wall_ms` include the syncs of one commit.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <malloc.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "store/packed.h"
#include "store/store.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

constexpr int kEntries = 20;          // of a poll
constexpr std::size_t kText = 1'500;  // bytes of an entry's content

double cpu_seconds() {
  timespec time{};
  (void)::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);  // cannot fail for this clock
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void check(bool good) {
  if (!good) std::abort();
}

struct Cost {
  double cpu = 0;
  double wall = 0;
};

template <class Work>
void measure(Cost& cost, Work work) {
  double const wall = wall_seconds();
  double const cpu = cpu_seconds();
  work();
  cost.cpu += cpu_seconds() - cpu;
  cost.wall += wall_seconds() - wall;
}

PollCommit poll(int feed, int round, int entries) {
  PollCommit commit;
  commit.state.feed = fmt::format("feed-{}", feed);
  commit.state.url = fmt::format("https://example.org/feeds/{}.xml", feed);
  commit.state.etag = fmt::format("\"{:x}\"", round);
  commit.state.next_reason = "interval";
  commit.state.last_result = "200, 20 new";
  for (int i = 0; i < entries; ++i) {
    std::string const key = fmt::format("{:08x}{:08x}{:016x}", feed, round, i * 0x9E3779B97F4A7C15);
    commit.seen.push_back({.key = key, .content_hash = 1, .alternate = 2, .last_seen = {}});
    PendingArticle& article = commit.articles.emplace_back();
    article.feed = commit.state.feed;
    article.key = key;
    article.entry.id = "https://example.org/articles/" + key;
    article.entry.link = article.entry.id;
    article.entry.title = "A headline of the usual length, which says who did what";
    article.entry.content.assign(kText, 'x');
  }
  return commit;
}

/// The same rows, bound by hand to statements that are prepared once.
class BareSqlite {
 public:
  explicit BareSqlite(std::string const& path) {
    check(sqlite3_open(path.c_str(), &db_) == SQLITE_OK);
    run("PRAGMA synchronous = FULL");
    run("PRAGMA cache_size = -8192");
    feed_ = prepare(
        "INSERT INTO feeds VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14) "
        "ON CONFLICT (name) DO UPDATE SET url=?3,etag=?4,last_modified=?5,body_hash=?6,"
        "seen_before=?7,last_poll=?8,next_poll=?9,next_reason=?10,failures=?11,last_result=?12,"
        "rhythm=?13,moved_to=?14");
    seen_ = prepare("INSERT OR REPLACE INTO seen VALUES (?1,?2,?3,?4,?5,?6)");
    article_ = prepare("INSERT INTO articles VALUES (NULL,?1,?2,?3,?4,?5,?6,?7,?8,NULL,NULL)");
  }
  ~BareSqlite() {
    for (sqlite3_stmt* one : {feed_, seen_, article_}) (void)sqlite3_finalize(one);
    (void)sqlite3_close(db_);
  }
  BareSqlite(BareSqlite const&) = delete;
  BareSqlite& operator=(BareSqlite const&) = delete;

  void run(char const* sql) {
    check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  void insert(int feed, PollCommit const& commit, std::string const& packed) {
    number(feed_, 1, feed);
    text(feed_, 2, commit.state.feed);
    text(feed_, 3, commit.state.url);
    text(feed_, 4, commit.state.etag);
    text(feed_, 5, "");
    for (int i = 6; i <= 9; ++i) number(feed_, i, 0);
    text(feed_, 10, commit.state.next_reason);
    number(feed_, 11, 0);
    text(feed_, 12, commit.state.last_result);
    text(feed_, 13, "");
    text(feed_, 14, "");
    step(feed_);
    for (PendingArticle const& one : commit.articles) {
      number(seen_, 1, feed);
      text(seen_, 2, one.key);
      for (int i = 3; i <= 6; ++i) number(seen_, i, i);
      step(seen_);
      number(article_, 1, feed);
      text(article_, 2, one.key);
      for (int i = 3; i <= 7; ++i) number(article_, i, 0);
      check(sqlite3_bind_blob64(article_, 8, packed.data(), packed.size(), SQLITE_STATIC) ==
            SQLITE_OK);
      step(article_);
    }
  }

 private:
  sqlite3_stmt* prepare(char const* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) ==
          SQLITE_OK);
    return statement;
  }
  static void number(sqlite3_stmt* statement, int parameter, std::int64_t value) {
    (void)sqlite3_bind_int64(statement, parameter, value);
  }
  static void text(sqlite3_stmt* statement, int parameter, std::string_view value) {
    (void)sqlite3_bind_text(statement, parameter, value.data(), static_cast<int>(value.size()),
                            SQLITE_STATIC);
  }
  static void step(sqlite3_stmt* statement) {
    check(sqlite3_step(statement) == SQLITE_DONE);
    (void)sqlite3_reset(statement);
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt* feed_ = nullptr;
  sqlite3_stmt* seen_ = nullptr;
  sqlite3_stmt* article_ = nullptr;
};

std::unique_ptr<Store> open_store(test::TempDir const& directory, char const* name) {
  auto store = open_sqlite_store(directory / name);
  check(store.has_value());
  return std::move(*store);
}

void report(benchmark::State& state, Cost const& ours, Cost const& bare, double commits) {
  state.counters["of_bare"] = ours.cpu / bare.cpu;
  state.counters["cpu_us"] = 1e6 * ours.cpu / commits;
  state.counters["wall_ms"] = 1e3 * ours.wall / commits;
  state.counters["bare_wall_ms"] = 1e3 * bare.wall / commits;
  state.counters["commits/s"] = commits / ours.wall;
}

/// `range(0)` polls with `range(1)` new entries each, made durable by one sync.
void commit_polls(benchmark::State& state) {
  auto const polls = static_cast<int>(state.range(0));
  auto const entries = static_cast<int>(state.range(1));
  test::TempDir directory;
  auto const store = open_store(directory, "ours");
  open_store(directory, "bare").reset();
  BareSqlite bare(directory / "bare/wirewatch.db");
  Cost ours;
  Cost theirs;
  int round = 0;
  for (auto _ : state) {
    ++round;
    std::vector<PollCommit> group;
    for (int feed = 1; feed <= polls; ++feed) group.push_back(poll(feed, round, entries));
    std::string const packed = entries > 0 ? pack(group[0].articles[0].entry) : "";
    measure(ours, [&] { check(store->group(group, {}).has_value()); });
    measure(theirs, [&] {
      bare.run("BEGIN IMMEDIATE");
      for (int feed = 1; feed <= polls; ++feed)
        bare.insert(feed, group[static_cast<std::size_t>(feed - 1)], packed);
      bare.run("COMMIT");
    });
  }
  report(state, ours, theirs, round * polls);
}
BENCHMARK(commit_polls)
    ->ArgNames({"polls", "entries"})
    ->Args({1, kEntries})
    ->Args({16, kEntries})
    ->Args({1, 0})
    ->Args({100, 0})
    ->Iterations(300)
    ->Unit(benchmark::kMillisecond);

/// An article is finished and has two deliveries, which are looked for and done.
void commit_article(benchmark::State& state) {
  test::TempDir directory;
  auto const store = open_store(directory, "ours");
  Cost cost;
  int round = 0;
  for (auto _ : state) {
    check(store->commit(poll(1, ++round, 1)).has_value());
    auto const pending = store->pending_articles(1);
    ArticleCommit commit;
    commit.id = pending->front().id;
    commit.article.body.assign(4'000, 'x');
    for (char const* sink : {"desk", "archive"}) {
      Delivery& one = commit.deliveries.emplace_back();
      one.id = fmt::format("msg_{}_{}", round, sink);
      one.sink = sink;
      one.body.assign(2'000, 'x');
    }
    measure(cost, [&] {
      check(store->commit(commit).has_value());
      auto const due = store->due("desk", TimePoint{}, 10);
      for (Delivery one : *due) {
        one.state = Delivery::State::done;
        check(store->commit(one).has_value());
      }
    });
  }
  state.counters["cpu_us"] = 1e6 * cost.cpu / round;
  state.counters["wall_ms"] = 1e3 * cost.wall / round;
}
BENCHMARK(commit_article)->Iterations(300)->Unit(benchmark::kMillisecond);

/// What a feed's next poll reads, and what an entry costs on disk and in memory.
void read_seen(benchmark::State& state) {
  constexpr int kFeeds = 1'000;
  constexpr int kSeen = 100;
  test::TempDir directory;
  auto const store = open_store(directory, "ours");
  std::vector<PollCommit> group;
  for (int feed = 1; feed <= kFeeds; ++feed) group.push_back(poll(feed, 1, kSeen));
  for (PollCommit& one : group) one.articles.clear();
  check(store->group(group, {}).has_value());
  group.clear();

  std::size_t const before = mallinfo2().uordblks;
  auto const kept = store->seen("feed-1");
  std::size_t const after = mallinfo2().uordblks;
  check(kept->size() == kSeen);
  Cost cost;
  int round = 0;
  for (auto _ : state) {
    std::string const feed = fmt::format("feed-{}", ++round % kFeeds + 1);
    measure(cost, [&] { benchmark::DoNotOptimize(store->seen(feed)); });
  }
  std::uintmax_t bytes = 0;
  for (auto const& file : std::filesystem::directory_iterator(directory.path() / "ours"))
    if (file.path().extension() == ".db") bytes += file.file_size();
  state.counters["cpu_us"] = 1e6 * cost.cpu / round;
  state.counters["memory_per_entry"] = static_cast<double>(after - before) / kSeen;
  state.counters["disk_per_entry"] = static_cast<double>(bytes) / (kFeeds * kSeen);
}
BENCHMARK(read_seen)->Iterations(5'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace wirewatch

BENCHMARK_MAIN();
