#include "fetcher/feed_memory.h"

#include <gmock/gmock.h>

namespace wirewatch {
namespace {

TimePoint at(int seconds) { return TimePoint(std::chrono::seconds(1'700'000'000 + seconds)); }

FeedMemory full_memory() {
  FeedMemory memory;
  memory.rhythm.known_since(at(0));
  memory.hints.ttl = std::chrono::minutes(60);
  memory.hints.update_period = Seconds(3600);
  memory.hints.skip_hours = 0xFFFFFF;
  memory.hints.skip_days = 0x41;
  memory.archive_before = at(1);
  memory.failing_since = at(2);
  memory.longest_silence = Seconds(86'400);
  memory.redirect_to = "https://new.example/a b?c=d e";
  memory.redirect_sightings = 3;
  memory.redirect_since = at(3);
  memory.moved_failures = 2;
  memory.failing_said = memory.quiet_said = memory.retired = true;
  add_result(memory, at(4), "200, 3 new");
  add_result(memory, at(5), "answers 503: the server is in trouble");
  return memory;
}

TEST(FeedMemory, ComesBackAsItWasWritten) {
  EXPECT_EQ(read_memory(write_memory(FeedMemory{})), FeedMemory{});
  EXPECT_EQ(read_memory(write_memory(full_memory())), full_memory());
}

TEST(FeedMemory, IsEmptyForWhateverElseIsRead) {
  std::string const text = write_memory(full_memory());
  EXPECT_EQ(read_memory(""), FeedMemory{});
  EXPECT_EQ(read_memory("m9 something of a later version"), FeedMemory{});
  for (std::size_t i = 0; i < text.size(); ++i) (void)read_memory(text.substr(0, i));
  EXPECT_EQ(read_memory(text.substr(0, text.size() / 2)), FeedMemory{});
}

TEST(FeedMemory, KeepsTheLastFiveResultsNewestFirst) {
  FeedMemory memory;
  for (int i = 0; i < 8; ++i) add_result(memory, at(i), "result " + std::to_string(i));
  EXPECT_EQ(memory.results.front().what, "result 7");
  EXPECT_EQ(memory.results.back().what, "result 3");
}

TEST(FeedMemory, IsAFewHundredBytes) {
  EXPECT_LT(write_memory(FeedMemory{}).size(), 450u);
  EXPECT_LT(write_memory(full_memory()).size(), 600u);
}

}  // namespace
}  // namespace wirewatch
