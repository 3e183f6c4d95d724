#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace wirewatch::test {

/// A child process whose output is read here.
class Process {
 public:
  explicit Process(std::vector<std::string> arguments);
  ~Process();  ///< kills it where it still runs
  Process(Process const&) = delete;
  Process& operator=(Process const&) = delete;

  void signal(int number) const;
  /// Reads standard error until it holds `text`; false when it does not within `at_most` or the
  /// child ends.
  bool wait_for_log(std::string const& text,
                    std::chrono::milliseconds at_most = std::chrono::seconds(20));
  /// The exit code, or 128 + the signal that ended it; -1 when it does not end in time.
  int wait(std::chrono::milliseconds at_most = std::chrono::seconds(30));

  std::string const& log() const { return err_; }     ///< standard error so far
  std::string const& output() const { return out_; }  ///< standard output so far
  std::size_t peak_kilobytes() const;                 ///< most memory resident so far

 private:
  bool read_some(std::chrono::steady_clock::time_point until);

  pid_t pid_ = -1;
  int out_pipe_ = -1;
  int err_pipe_ = -1;
  std::string out_;
  std::string err_;
  int exit_code_ = -1;
};

}  // namespace wirewatch::test
