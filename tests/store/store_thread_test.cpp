// Plans may wait, and are never written over something newer.
#include "store/store_thread.h"

#include <gmock/gmock.h>

#include "base/task.h"
#include "tests/store/store_values.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using namespace test;

class StoreThreadTest : public testing::Test {
 protected:
  static PollPlan plan(std::string const& result) { return {"wire", at(7), at(9), "", result}; }
  static PollCommit commit(std::string const& result) {
    PollCommit commit = poll("wire", {});
    commit.state.last_result = result;
    return commit;
  }
  /// What a process that starts now would find.
  std::string last_result() const {
    return open_sqlite_store(directory_.path()).value()->feed_states().value().at(0).last_result;
  }
  void run(StoreThread& thread, PollCommit commit) {
    spawn(loop_, "test", wait_for(thread, std::move(commit)));
    loop_.restart();
    while (!done_) loop_.run_one();
    done_ = false;
  }
  asio::awaitable<void> wait_for(StoreThread& thread, PollCommit commit) {
    Result<void> const stored = co_await thread.commit(std::move(commit));
    EXPECT_TRUE(stored);
    done_ = true;
  }

  TempDir directory_;
  asio::io_context loop_;
  bool done_ = false;
};

TEST_F(StoreThreadTest, APlanIsWrittenWithTheNextCommitOfAnyFeed) {
  StoreThread thread(loop_, open_sqlite_store(directory_.path()).value());
  run(thread, commit("200"));
  thread.note(plan("304"));
  EXPECT_EQ(last_result(), "200");
  run(thread, poll("other", {}));
  EXPECT_EQ(open_sqlite_store(directory_.path()).value()->feed_states().value().at(1).last_result,
            "304");
}

TEST_F(StoreThreadTest, APlanIsOlderThanACommitThatFollowsIt) {
  StoreThread thread(loop_, open_sqlite_store(directory_.path()).value());
  run(thread, commit("200"));
  thread.note(plan("304"));
  run(thread, commit("503"));
  EXPECT_EQ(last_result(), "503");
}

TEST_F(StoreThreadTest, PlansAreWrittenAtTheLatestWhenItEnds) {
  {
    StoreThread thread(loop_, open_sqlite_store(directory_.path()).value());
    run(thread, commit("200"));
    thread.note(plan("304"));
    EXPECT_EQ(last_result(), "200");
  }
  EXPECT_EQ(last_result(), "304");
}

TEST_F(StoreThreadTest, VeryManyPlansDoNotWait) {
  StoreThread thread(loop_, open_sqlite_store(directory_.path()).value());
  run(thread, commit("200"));
  for (int i = 0; i < 1'000; ++i) thread.note(plan("304"));
  loop_.restart();
  while (last_result() != "304") loop_.run_one();
}

}  // namespace
}  // namespace wirewatch
