#include "alerts/send.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "alerts/signature.h"
#include "base/log.h"

namespace wirewatch {
namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) (void)::close(fd_);  // fsync has already told whether the bytes are safe
  }
  FileDescriptor(FileDescriptor const&) = delete;
  FileDescriptor& operator=(FileDescriptor const&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Response done() {
  Response response;
  response.status = 200;
  return response;
}

std::string text_at(boost::json::value const& message, char const* pointer) {
  boost::system::error_code error;
  boost::json::value const* found = message.find_pointer(pointer, error);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

}  // namespace

Result<Request> webhook_request(SinkSpec const& sink, Delivery const& delivery, TimePoint now) {
  std::vector<std::string> keys;
  for (std::string const& secret : sink.secrets) {
    auto key = signing_key(secret);
    if (!key) return fail(std::move(key.error()));
    keys.push_back(std::move(*key));
  }
  std::string const timestamp = std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  Request request;
  request.url = sink.url;
  request.method = "POST";
  request.body = delivery.body;
  request.timeout = sink.timeout;
  request.max_bytes = 100'000;
  request.max_redirects = 0;
  request.guard_addresses =
      false;  // the config names the receiver; an internal one is the usual case
  request.headers = {{"Content-Type", "application/json"},
                     {"webhook-id", delivery.id},
                     {"webhook-timestamp", timestamp}};
  if (!keys.empty())
    request.headers.push_back(
        {"webhook-signature", webhook_signature(keys, delivery.id, timestamp, delivery.body)});
  request.headers.insert(request.headers.end(), sink.headers.begin(), sink.headers.end());
  return request;
}

Result<Response> append_jsonl(std::string const& path, std::string const& line) {
  std::error_code ignored;  // open() says better what is wrong
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  FileDescriptor const file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640));
  auto const trouble = [&path](int code) {
    return fail(Error::Kind::io, fmt::format("{}: {}", path, std::strerror(code)));
  };
  if (file.get() < 0) return trouble(errno);
  std::string const bytes = line + "\n";
  off_t const end = ::lseek(file.get(), 0, SEEK_END);  // -1: a pipe, which has no end
  ssize_t const written = ::write(file.get(), bytes.data(), bytes.size());
  if (written != static_cast<ssize_t>(bytes.size())) {
    int const code = written < 0 ? errno : ENOSPC;
    // Half a line would spoil the one that follows it.
    if (written > 0 && end >= 0 && ::ftruncate(file.get(), end) != 0) return trouble(errno);
    return trouble(code);
  }
  if (::fdatasync(file.get()) != 0 && errno != EINVAL)  // EINVAL: a pipe or a terminal
    return trouble(errno);
  return done();
}

Result<Response> log_alert(Delivery const& delivery) {
  boost::system::error_code error;
  boost::json::value const message = boost::json::parse(delivery.body, error);
  log::info("alert.raised", {{"watch", delivery.watch},
                             {"severity", text_at(message, "/data/severity")},
                             {"title", text_at(message, "/data/article/title")},
                             {"url", text_at(message, "/data/article/url")},
                             {"source", text_at(message, "/data/article/source")},
                             {"snippet", text_at(message, "/data/snippet")},
                             {"id", delivery.id}});
  return done();
}

boost::asio::awaitable<Result<Response>> send(SinkSpec sink, Delivery delivery, HttpClient& http,
                                              StoreThread& disk, TimePoint now) {
  if (sink.type == SinkSpec::Type::log) co_return log_alert(delivery);
  if (sink.type == SinkSpec::Type::jsonl) {
    auto append = [&sink, &delivery](Store&) { return append_jsonl(sink.path, delivery.body); };
    Result<Response> written = co_await disk.run(append);
    co_return written;
  }
  auto request = webhook_request(sink, delivery, now);
  if (!request) co_return fail(std::move(request.error()));
  Result<Response> answer = co_await http.send(std::move(*request));
  co_return answer;
}

}  // namespace wirewatch
