// One line of text: fields parted by spaces, texts with their length before them.
#include "fetcher/feed_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::string_view kVersion = "m1";
constexpr std::size_t kLongestResult = 60;

class Reader {
 public:
  explicit Reader(std::string_view rest) : rest_(rest) {}

  std::int64_t number() {
    std::string_view const word = next_word();
    std::int64_t value = 0;
    auto const read = std::from_chars(word.data(), word.data() + word.size(), value);
    if (word.empty() || read.ec != std::errc{} || read.ptr != word.data() + word.size())
      is_good_ = false;
    return value;
  }
  TimePoint time() { return TimePoint(std::chrono::milliseconds(number())); }
  std::string text() {
    auto const length = static_cast<std::size_t>(number());
    if (!is_good_ || length > rest_.size()) {
      is_good_ = false;
      return {};
    }
    std::string out(rest_.substr(0, length));
    rest_.remove_prefix(length);
    if (rest_.starts_with(' ')) rest_.remove_prefix(1);
    return out;
  }
  bool is_good() const { return is_good_; }
  bool is_done() const { return rest_.empty(); }

 private:
  std::string_view next_word() {
    std::size_t const end = std::min(rest_.find(' '), rest_.size());
    std::string_view const word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return word;
  }

  std::string_view rest_;
  bool is_good_ = true;
};

void add_number(std::string& out, std::int64_t value) {
  out += ' ';
  out += fmt::format_int(value).c_str();
}
void add_time(std::string& out, TimePoint time) {
  add_number(out, time.time_since_epoch().count());
}
void add_text(std::string& out, std::string_view text) {
  add_number(out, static_cast<std::int64_t>(text.size()));
  (out += ' ') += text;
}

std::int64_t count_of(auto const& optional_duration) {
  return optional_duration ? optional_duration->count() : -1;
}

}  // namespace

void add_result(FeedMemory& memory, TimePoint at, std::string what) {
  std::move_backward(memory.results.begin(), memory.results.end() - 1, memory.results.end());
  memory.results.front() = {at, std::string(cut_utf8(what, kLongestResult))};
}

std::string write_memory(FeedMemory const& memory) {
  std::string out{kVersion};
  add_text(out, memory.rhythm.write());
  add_number(out, count_of(memory.hints.ttl));
  add_number(out, count_of(memory.hints.update_period));
  add_number(out, memory.hints.skip_hours);
  add_number(out, memory.hints.skip_days);
  add_time(out, memory.archive_before);
  add_time(out, memory.failing_since);
  add_number(out, memory.longest_silence.count());
  add_text(out, memory.redirect_to);
  add_number(out, memory.redirect_sightings);
  add_time(out, memory.redirect_since);
  add_number(out, memory.moved_failures);
  add_number(out, memory.failing_said + 2 * memory.quiet_said + 4 * memory.retired);
  for (FeedMemory::Result const& result : memory.results) {
    if (result.what.empty()) break;
    add_time(out, result.at);
    add_text(out, result.what);
  }
  return out;
}

FeedMemory read_memory(std::string_view text) {
  if (!text.starts_with(kVersion) || text.size() <= kVersion.size()) return {};
  Reader reader(text.substr(kVersion.size() + 1));
  FeedMemory memory;
  auto rhythm = Rhythm::read(reader.text());
  if (rhythm) memory.rhythm = std::move(*rhythm);
  if (auto const ttl = reader.number(); ttl >= 0) memory.hints.ttl = std::chrono::minutes(ttl);
  if (auto const period = reader.number(); period >= 0)
    memory.hints.update_period = Seconds(period);
  memory.hints.skip_hours = static_cast<std::uint32_t>(reader.number());
  memory.hints.skip_days = static_cast<std::uint8_t>(reader.number());
  memory.archive_before = reader.time();
  memory.failing_since = reader.time();
  memory.longest_silence = Seconds(reader.number());
  memory.redirect_to = reader.text();
  memory.redirect_sightings = static_cast<int>(reader.number());
  memory.redirect_since = reader.time();
  memory.moved_failures = static_cast<int>(reader.number());
  auto const flags = reader.number();
  memory.failing_said = (flags & 1) != 0;
  memory.quiet_said = (flags & 2) != 0;
  memory.retired = (flags & 4) != 0;
  for (FeedMemory::Result& result : memory.results) {
    if (reader.is_done()) break;
    result.at = reader.time();
    result.what = reader.text();
  }
  return rhythm && reader.is_good() ? memory : FeedMemory{};
}

}  // namespace wirewatch
