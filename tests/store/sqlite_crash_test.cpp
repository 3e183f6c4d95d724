// kill -9 at any moment: what was acknowledged is there, and every commit is there whole or not at
// all.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "store/store.h"
#include "tests/store/store_values.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

using namespace test;

constexpr int kArticlesEach = 3;

/// Tells the parent that a commit has returned: 'c', or 'r' for the last one of a round.
void acknowledge(int channel, char what) {
  if (::write(channel, &what, 1) != 1) ::_exit(2);
}

/// Round n: a poll that says so in its state and brings three articles; each is finished with a
/// delivery; each delivery that is due, also those of a round that was cut short, is done.
[[noreturn]] void write_until_killed(std::string const& directory, int channel) {
  auto const store = open_sqlite_store(directory);
  if (!store) ::_exit(2);
  auto const states = (*store)->feed_states();
  for (int round = states->empty() ? 1 : states->front().failures + 1;; ++round) {
    std::vector<std::string> keys;
    for (int i = 0; i < kArticlesEach; ++i) keys.push_back(fmt::format("{}-{}", round, i));
    PollCommit commit = poll("wire", keys);
    commit.state.failures = round;
    if (!(*store)->commit(commit)) ::_exit(2);
    acknowledge(channel, 'c');
    auto const pending = (*store)->pending_articles(100);
    if (!pending) ::_exit(2);
    for (PendingArticle const& one : *pending) {
      if (!(*store)->commit(article_commit(one.id, {delivery("msg_" + one.key, "desk")})))
        ::_exit(2);
      acknowledge(channel, 'c');
    }
    auto const due = (*store)->due("desk", at(0), 100);
    if (!due) ::_exit(2);
    for (Delivery sent : *due) {
      sent.state = Delivery::State::done;
      if (!(*store)->commit(sent)) ::_exit(2);
      acknowledge(channel, 'c');
    }
    acknowledge(channel, 'r');
  }
}

/// Starts the writer and kills it as soon as it has acknowledged so many commits, which is
/// somewhere in the next one. Gives the rounds it finished, -1 when it ended by itself.
int rounds_before_kill(std::string const& directory, int commits) {
  int channel[2];
  if (::pipe(channel) != 0) return -1;
  pid_t const child = ::fork();
  if (child == 0) write_until_killed(directory, channel[1]);
  ::close(channel[1]);
  int rounds = 0;
  char byte = 0;
  for (int i = 0; i < commits && ::read(channel[0], &byte, 1) == 1; ++i) rounds += byte == 'r';
  ::kill(child, SIGKILL);
  while (::read(channel[0], &byte, 1) == 1) rounds += byte == 'r';
  ::close(channel[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? rounds : -1;
}

void expect_whole_commits(Store& store, int at_least) {
  auto const states = store.feed_states().value();
  if (states.empty()) {
    EXPECT_EQ(at_least, 0);
    return;
  }
  int const round = states.front().failures;
  EXPECT_GE(round, at_least);
  auto const total = static_cast<std::size_t>(round * kArticlesEach);
  EXPECT_EQ(store.seen("wire")->size(), total);
  auto const pending = store.pending_articles(1'000'000)->size();
  auto const done = store.articles(at(-1), 0, 1'000'000)->size();
  EXPECT_EQ(pending + done, total);
  EXPECT_EQ(store.deliveries(std::nullopt, 1'000'000)->size(), done)
      << "each finished article has its alert in the outbox, no other has";
}

TEST(SqliteCrashTest, AKilledWriterLeavesWholeCommitsAndAllThatItAcknowledged) {
  TempDir directory;
  int acknowledged = 0;
  for (int commits = 0; commits < 25; ++commits) {
    int const finished = rounds_before_kill(directory.path(), commits);
    ASSERT_GE(finished, 0);
    acknowledged += finished;
    auto const store = open_sqlite_store(directory.path());
    ASSERT_TRUE(store) << store.error().what;
    expect_whole_commits(**store, acknowledged);
  }
  EXPECT_GT(acknowledged, 0);
}

}  // namespace
}  // namespace wirewatch
