#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/e2e/world.h"

namespace wirewatch {
namespace {

using namespace test;
namespace fs = std::filesystem;

fs::path corpora() {
  char const* const chosen = std::getenv("WIREWATCH_CORPORA");
  return chosen ? fs::path(chosen) : fs::path(WIREWATCH_SOURCE_DIR) / ".." / "shared" / "corpora";
}

std::string bytes_of(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Real feeds with some entries: the first ten of the corpus, by name.
std::vector<fs::path> ten_real_feeds() {
  std::vector<fs::path> found;
  std::error_code error;
  for (auto const& entry : fs::recursive_directory_iterator(corpora() / "feeds" / "cases", error)) {
    std::string const name = entry.path().filename().string();
    if (entry.is_regular_file() && name.starts_with("feedjira-") &&
        entry.path().extension() != ".json" && entry.file_size() > 5'000)
      found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  if (found.size() > 10) found.resize(10);
  return found;
}

TEST(CorpusFeeds, TenRealFeedsReachAWebhook) {
  auto const files = ten_real_feeds();
  if (files.size() < 10) GTEST_SKIP() << "the feeds corpus is not here";
  World world;
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < files.size(); ++i) {
    paths.push_back("/feed" + std::to_string(i));
    world.publish(paths.back(), http_answer(200, "", bytes_of(files[i])));
  }
  // A character that stands in nearly every text, so that every feed has something to say.
  world.configure(paths, "watches:\n  - {name: anything, query: '/./'}\n");
  std::ifstream file(world.config());
  std::string yaml{std::istreambuf_iterator<char>(file), {}};
  std::string const from = "defaults: {";
  yaml.replace(yaml.find(from), from.size(), "defaults: {full_text: never, ");
  world.directory().write("wirewatch.yaml", yaml);
  Process daemon = world.start();
  ASSERT_TRUE(world.wait_for_webhooks(10)) << daemon.log();
  for (std::string const& path : paths) EXPECT_TRUE(world.wait_for_polls(path, 1)) << path;
  for (Received const& one : world.received()) EXPECT_TRUE(one.is_verified) << one.body;
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0) << daemon.log();
}

}  // namespace
}  // namespace wirewatch
