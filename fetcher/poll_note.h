#pragma once

#include <string>
#include <vector>

namespace wirewatch {

/// Something about a feed that a person should read once, beside the result of the poll.
struct PollNote {
  std::string event;  ///< of the log: "feed.moved"
  std::string what;   ///< addresses in it are masked
  friend bool operator==(PollNote const&, PollNote const&) = default;
};
using PollNotes = std::vector<PollNote>;

}  // namespace wirewatch
