#include "app/input_files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/exit_code.h"
#include "base/text.h"

namespace wirewatch {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) (void)std::fclose(file);  // read only: nothing can be lost
  }
};

int exit_code_of(Error const& error) {
  switch (error.kind) {
    case Error::Kind::io:
      return kExitNoInput;
    case Error::Kind::config:
      return kExitConfig;
    case Error::Kind::http:
    case Error::Kind::timeout:
      return kExitUnavailable;
    case Error::Kind::parse:
    case Error::Kind::limit:
      break;
  }
  return kExitData;
}

/// Results come in any order and leave in the order of the files; at most `kAhead` wait.
class OrderedOutput {
 public:
  explicit OrderedOutput(std::vector<std::string> const& files)
      : files_(files),
        results_(files.size()),
        shows_progress_(files.size() > 1 && isatty(STDERR_FILENO)) {}

  void wait_for_turn(std::size_t index) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return index < next_ + kAhead; });
  }

  void put(std::size_t index, Result<std::string> result) {
    std::lock_guard const lock(mutex_);
    results_[index] = std::move(result);
    for (; next_ < results_.size() && results_[next_]; ++next_) {
      print(files_[next_], *results_[next_]);
      results_[next_].reset();
    }
    if (shows_progress_ && (next_ % 16 == 0 || next_ == results_.size()))
      std::fputs(fmt::format("\r{} of {} files{}", next_, results_.size(),
                             next_ == results_.size() ? "\n" : "")
                     .c_str(),
                 stderr);
    moved_.notify_all();
  }

  int exit_code() const { return exit_code_; }

 private:
  void print(std::string const& path, Result<std::string> const& result) {
    if (result) {
      if (std::fwrite(result->data(), 1, result->size(), stdout) != result->size())
        exit_code_ = kExitIo;
      return;
    }
    complain(fmt::format("{}: {}", path, result.error().what));
    exit_code_ = std::max(exit_code_, exit_code_of(result.error()));
  }

  static constexpr std::size_t kAhead = 256;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::vector<std::string> const& files_;
  std::vector<std::optional<Result<std::string>>> results_;
  std::size_t next_ = 0;
  bool shows_progress_;
  int exit_code_ = kExitOk;
};

}  // namespace

void complain(std::string_view message) {
  std::fputs(fmt::format("wirewatch: {}\n", printable(message)).c_str(), stderr);
}

Result<std::vector<std::string>> expand_files(std::vector<std::string> const& arguments) {
  std::vector<std::string> files;
  for (std::string const& argument : arguments) {
    std::error_code error;
    if (argument != "-" && fs::is_directory(argument, error)) {
      std::vector<std::string> inside;
      for (auto const& item : fs::directory_iterator(argument, error))
        if (item.is_regular_file(error)) inside.push_back(item.path().string());
      if (error) return fail(Error::Kind::io, fmt::format("{}: {}", argument, error.message()));
      std::sort(inside.begin(), inside.end());
      files.insert(files.end(), inside.begin(), inside.end());
    } else {
      files.push_back(argument);
    }
  }
  return files;
}

Result<std::string> read_file(std::string const& path, std::size_t max_bytes) {
  std::unique_ptr<std::FILE, CloseFile> const file(path == "-" ? stdin
                                                               : std::fopen(path.c_str(), "rb"));
  if (!file) return fail(Error::Kind::io, std::strerror(errno));
  std::string bytes;
  char buffer[65'536];
  while (std::size_t const count = std::fread(buffer, 1, sizeof buffer, file.get())) {
    if (bytes.size() + count > max_bytes)
      return fail(Error::Kind::limit, fmt::format("more than {} bytes", max_bytes));
    bytes.append(buffer, count);
  }
  if (std::ferror(file.get())) return fail(Error::Kind::io, std::strerror(errno));
  return bytes;
}

int process_files(std::vector<std::string> const& arguments,
                  std::function<Result<std::string>(std::string const& path,
                                                    std::string const& bytes)> const& work) {
  auto const files = expand_files(arguments);
  if (!files) {
    complain(files.error().what);
    return kExitNoInput;
  }
  OrderedOutput output(*files);
  std::atomic<std::size_t> taken{0};
  auto const worker = [&] {
    for (std::size_t index; (index = taken++) < files->size();) {
      output.wait_for_turn(index);
      std::string const& path = (*files)[index];
      auto bytes = read_file(path);
      output.put(index, bytes ? work(path, *bytes) : Result<std::string>(fail(bytes.error())));
    }
  };
  std::size_t const cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min(cores, files->size()); ++i) helpers.emplace_back(worker);
  worker();
  helpers.clear();
  if (std::fflush(stdout) != 0) return kExitIo;
  return output.exit_code();
}

}  // namespace wirewatch
