#include "config/source_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace wirewatch {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error system_error() { return Error{Error::Kind::io, std::strerror(errno)}; }

Result<std::string> read_whole(std::string const& path) {
  // Opening a named pipe would wait for a writer; reading from one that has a writer waits.
  Descriptor const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (file.number() < 0 || ::fstat(file.number(), &info) != 0) return fail(system_error());
  if (S_ISDIR(info.st_mode)) return fail(Error::Kind::io, "it is a directory");
  if (::fcntl(file.number(), F_SETFL, 0) != 0) return fail(system_error());
  std::string bytes;
  char block[65'536];
  for (;;) {
    ssize_t const got = ::read(file.number(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(system_error());
    if (got == 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(got));
    if (bytes.size() > SourceFiles::kMostBytes)
      return fail(Error::Kind::limit,
                  fmt::format("it holds more than {} MB", SourceFiles::kMostBytes / 1'000'000));
  }
}

}  // namespace

std::string_view SourceFile::line(std::size_t number) const {
  if (number == 0 || number > line_starts.size()) return {};
  std::size_t const begin = line_starts[number - 1];
  std::size_t const end = number < line_starts.size() ? line_starts[number] : bytes.size();
  std::string_view text = std::string_view(bytes).substr(begin, end - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

Result<std::uint32_t> SourceFiles::read(std::string path) {
  auto bytes = read_whole(path);
  if (!bytes) return fail(std::move(bytes.error()));
  return add(std::move(path), std::move(*bytes));
}

std::uint32_t SourceFiles::add(std::string path, std::string bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) bytes.erase(0, kByteOrderMark.size());
  SourceFile file{std::move(path), std::move(bytes), {0}, 0};
  for (std::size_t at = file.bytes.find('\n'); at != std::string::npos;
       at = file.bytes.find('\n', at + 1))
    file.line_starts.push_back(at + 1);
  if (!files_.empty())
    file.first_line = files_.back().first_line + files_.back().line_starts.size();
  files_.push_back(std::move(file));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

Mark SourceFiles::locate(std::size_t line, std::size_t column) const {
  if (line == 0) return {};
  for (std::size_t i = files_.size(); i-- > 0;)
    if (line > files_[i].first_line)
      return {.file = static_cast<std::uint32_t>(i),
              .line = static_cast<std::uint32_t>(line - files_[i].first_line),
              .column = static_cast<std::uint32_t>(column)};
  return {};
}

}  // namespace wirewatch
