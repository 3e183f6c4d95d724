// The articles that rules are laid out for: those that the daemon has stored of late.
#include "app/stored_articles.h"

#include <gmock/gmock.h>

#include "tests/store/store_values.h"
#include "tests/support/temp_dir.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class RecentArticles : public testing::Test {
 protected:
  RecentArticles() { config_.state = directory_ / "state"; }

  /// Articles of the feed, first seen so long ago, each cleaned into one with its key as title.
  void store(std::vector<std::string> const& keys, std::chrono::minutes ago, bool clean = true) {
    auto const store = must(open_sqlite_store(config_.state));
    auto commit = poll("wire", keys);
    for (auto& article : commit.articles) article.first_seen = SystemClock{}.now() - ago;
    ASSERT_TRUE(store->commit(commit));
    if (!clean) return;
    for (auto const& pending : must(store->pending_articles(keys.size()))) {
      auto done = article_commit(pending.id);
      done.article.title = pending.key;
      ASSERT_TRUE(store->commit(done));
    }
  }
  std::vector<std::string> titles() const {
    std::vector<std::string> out;
    for (auto const& article : recent_articles(config_)) out.push_back(article.title);
    return out;
  }

  TempDir directory_;
  Config config_;
};

TEST_F(RecentArticles, AreThoseOfTheLastWeekThatAreClean) {
  store({"old"}, 8 * 24h);
  store({"monday"}, 6 * 24h);
  store({"today"}, 1h);
  store({"under way"}, 1min, false);
  EXPECT_THAT(titles(), ElementsAre("monday", "today"));
}

TEST_F(RecentArticles, AreNotMoreThanAThousand) {
  std::vector<std::string> keys;
  for (int i = 0; i < 1'010; ++i) keys.push_back(std::to_string(i));
  store(keys, 1h);
  EXPECT_THAT(titles(), SizeIs(1'000));
}

TEST_F(RecentArticles, AreNoneBeforeTheFirstRunAndNothingIsMade) {
  EXPECT_THAT(titles(), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(config_.state));
}

}  // namespace
}  // namespace wirewatch
