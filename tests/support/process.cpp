#include "tests/support/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

namespace wirewatch::test {
namespace {

using SteadyClock = std::chrono::steady_clock;

bool append_available(int& pipe, std::string& out) {
  char chunk[16384];
  ssize_t const got = ::read(pipe, chunk, sizeof chunk);
  if (got > 0) {
    out.append(chunk, static_cast<std::size_t>(got));
    return true;
  }
  ::close(pipe);
  pipe = -1;
  return false;
}

}  // namespace

Process::Process(std::vector<std::string> arguments) {
  int out[2];
  int err[2];
  if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0) std::abort();
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(err[1], STDERR_FILENO);
    ::execv(argv.front(), argv.data());
    ::_exit(127);
  }
  ::close(out[1]);
  ::close(err[1]);
  out_pipe_ = out[0];
  err_pipe_ = err[0];
}

Process::~Process() {
  if (exit_code_ < 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (out_pipe_ >= 0) ::close(out_pipe_);
  if (err_pipe_ >= 0) ::close(err_pipe_);
}

void Process::signal(int number) const { ::kill(pid_, number); }

bool Process::read_some(SteadyClock::time_point until) {
  auto const left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - SteadyClock::now());
  if (left.count() <= 0 || (out_pipe_ < 0 && err_pipe_ < 0)) return false;
  pollfd pipes[2] = {{out_pipe_, POLLIN, 0}, {err_pipe_, POLLIN, 0}};
  if (::poll(pipes, 2, static_cast<int>(left.count())) <= 0) return false;
  if (pipes[0].revents) append_available(out_pipe_, out_);
  if (pipes[1].revents) append_available(err_pipe_, err_);
  return true;
}

bool Process::wait_for_log(std::string const& text, std::chrono::milliseconds at_most) {
  auto const until = SteadyClock::now() + at_most;
  while (err_.find(text) == std::string::npos)
    if (!read_some(until)) return false;
  return true;
}

int Process::wait(std::chrono::milliseconds at_most) {
  auto const until = SteadyClock::now() + at_most;
  while (read_some(until)) continue;
  if (out_pipe_ >= 0 || err_pipe_ >= 0) return -1;
  int status = 0;
  ::waitpid(pid_, &status, 0);
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

std::size_t Process::peak_kilobytes() const {
  std::ifstream status(fmt::format("/proc/{}/status", pid_));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return static_cast<std::size_t>(std::atoll(line.c_str() + 6));
  return 0;
}

}  // namespace wirewatch::test
