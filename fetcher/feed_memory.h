#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "fetcher/rhythm.h"
#include "pipeline/feed/feed.h"

namespace wirewatch {

/// What the scheduler remembers of a feed beside the plain columns of FeedState; kept in
/// FeedState.rhythm.
struct FeedMemory {
  Rhythm rhythm;
  FeedRhythmHints hints;       ///< of the last document: they hold for 304s too
  TimePoint archive_before{};  ///< an entry dated earlier is of the archive and never alerts
  TimePoint failing_since{};   ///< the first failure in a row
  Seconds longest_silence{0};  ///< between two entries, lately
  std::string redirect_to;     ///< where permanent redirects lead
  int redirect_sightings = 0;  ///< in a row
  TimePoint redirect_since{};
  int moved_failures = 0;  ///< in a row, of a promoted address
  bool failing_said = false;
  bool quiet_said = false;
  bool retired = false;  ///< 410
  struct Result {
    TimePoint at{};
    std::string what;
    friend bool operator==(Result const&, Result const&) = default;
  };
  std::array<Result, 5> results;  ///< of the last polls that were not 304, newest first

  friend bool operator==(FeedMemory const&, FeedMemory const&) = default;
};

/// Moves the older results down.
void add_result(FeedMemory& memory, TimePoint at, std::string what);

std::string write_memory(FeedMemory const& memory);
/// An empty memory for anything that write_memory() did not write: what is lost is learned again.
FeedMemory read_memory(std::string_view text);

}  // namespace wirewatch
