#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

namespace wirewatch::bench {

/// A directory of generated feeds (20 to 25 items, about 50 kB each) and an nginx that serves them
/// with gzip and ETag on many addresses of 127/8, so that the feeds have as many hosts as in life.
class FeedFarm {
 public:
  explicit FeedFarm(std::size_t feeds);
  ~FeedFarm();
  FeedFarm(FeedFarm const&) = delete;
  FeedFarm& operator=(FeedFarm const&) = delete;

  std::vector<std::string> const& urls() const { return urls_; }
  std::size_t items() const { return items_; }
  /// Puts one to three new items into every twentieth feed; gives their number.
  std::size_t publish_news();
  /// As if it had not; of news that another process published.
  void withdraw_news();

 private:
  void write_feed(std::size_t number);

  test::TempDir directory_;
  std::vector<std::string> urls_;
  std::vector<std::size_t> first_item_;  ///< number of each feed's newest item
  std::vector<std::size_t> length_;
  std::size_t items_ = 0;
  pid_t nginx_ = -1;
};

}  // namespace wirewatch::bench
