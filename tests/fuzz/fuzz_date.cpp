// Any text as a date: nothing, or a time within the calendar's years.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pipeline/feed/feed_date.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace wirewatch;
  auto const time = parse_feed_date({reinterpret_cast<char const*>(data), size});
  using std::chrono::years;
  if (time && (*time < TimePoint{} - years(1971) || *time > TimePoint{} + years(8035)))
    std::abort();
  return 0;
}
