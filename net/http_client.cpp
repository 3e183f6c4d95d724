#include "net/http_client.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/one_shot.h"
#include "base/text.h"
#include "net/address_guard.h"
#include "net/transfer_slots.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

constexpr long kDnsCacheSeconds = 300;
constexpr std::chrono::seconds kDnsPruneInterval{5};
constexpr std::size_t kUsualRatio = 5;  ///< how many times longer text is than its gzip
constexpr std::size_t kMostReserved = 1'000'000;
constexpr std::size_t kRatioFrom = 1'000'000;
constexpr std::size_t kIdleHandles = 64;
constexpr std::size_t kConnections = 64;  ///< kept open; libcurl walks over all to find the oldest
constexpr char const* kNotPublic =
    "the address is not public; `allow_networks` in the config permits networks by name";
constexpr char const* kGivenUp = "given up: stopping";

struct GlobalCurl {
  GlobalCurl() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  ~GlobalCurl() { curl_global_cleanup(); }
};

/// A part of an absolute URL, "" where it has none.
std::string url_part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

struct UrlHandle {
  UrlHandle() : url(curl_url()) {}
  ~UrlHandle() { curl_url_cleanup(url); }
  UrlHandle(UrlHandle const&) = delete;
  UrlHandle& operator=(UrlHandle const&) = delete;
  CURLU* url;
};

/// `location` as seen from `base`; "" where it is no URL.
std::string resolve(std::string const& base, std::string const& location) {
  UrlHandle handle;
  if (curl_url_set(handle.url, CURLUPART_URL, base.c_str(), 0) != CURLUE_OK) return {};
  if (curl_url_set(handle.url, CURLUPART_URL, location.c_str(), CURLU_URLENCODE) != CURLUE_OK)
    return {};
  return url_part(handle.url, CURLUPART_URL);
}

std::string host_of(std::string const& url) {
  UrlHandle handle;
  if (curl_url_set(handle.url, CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  std::string const scheme = url_part(handle.url, CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return {};
  return url_part(handle.url, CURLUPART_HOST);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

/// One multi handle on the loop, with its sockets, its timer, its queue and its idle easy handles.
class HttpClient::Multi {
 public:
  Multi(asio::io_context& loop, HttpOptions const& options, bool is_guarded);
  ~Multi();
  asio::awaitable<Result<Response>> perform(Request const& request,
                                            SteadyClock::time_point deadline);
  void set_guard(AddressGuard guard) { guard_ = std::move(guard); }
  void abandon();

 private:
  struct Transfer;
  struct Socket;

  void set_up(Transfer& transfer, std::chrono::milliseconds timeout);
  long dns_cache_timeout();
  void act(curl_socket_t fd, int events);
  void watch(curl_socket_t fd, int what);
  void forget(curl_socket_t fd);
  void arm(std::shared_ptr<Socket> const& socket);
  void set_timer(long ms);
  void on_posted();
  void arm_timer();
  void finish_done();
  CURL* take_handle();
  void give_back(CURL* easy);

  static int on_socket(CURL*, curl_socket_t fd, int what, void* self, void*);
  static int on_timer(CURLM*, long ms, void* self);
  static curl_socket_t on_open(void* transfer, curlsocktype, curl_sockaddr* address);
  static int on_close(void* self, curl_socket_t fd);
  static std::size_t on_body(char* data, std::size_t one, std::size_t count, void* transfer);
  static std::size_t on_header(char* data, std::size_t one, std::size_t count, void* transfer);

  asio::io_context& loop_;
  HttpOptions const& options_;
  bool const is_guarded_;
  AddressGuard guard_;
  CURLM* multi_;
  CURLSH* share_;
  asio::steady_timer timer_;
  SteadyClock::time_point wanted_ = SteadyClock::time_point::max();  ///< by curl
  SteadyClock::time_point armed_ = SteadyClock::time_point::max();   ///< `timer_` fires then
  bool is_posted_ = false;
  SteadyClock::time_point next_dns_prune_{};
  std::unordered_map<curl_socket_t, std::shared_ptr<Socket>> sockets_;
  std::vector<CURL*> idle_;
  TransferSlots slots_;
  std::set<Transfer*> transfers_;
};

struct HttpClient::Multi::Socket {
  explicit Socket(asio::io_context& loop, int fd) : descriptor(loop, fd) {}
  asio::posix::stream_descriptor descriptor;
  int want = 0;
  bool reading = false;
  bool writing = false;
  bool gone = false;
};

struct HttpClient::Multi::Transfer {
  Transfer(Multi& m, Request const& r) : multi(m), request(r) {
    easy = multi.take_handle();
    multi.transfers_.insert(this);
  }
  ~Transfer() {
    multi.transfers_.erase(this);
    curl_multi_remove_handle(multi.multi_, easy);  // not added, or already done: harmless
    multi.give_back(easy);
    curl_slist_free_all(headers);
  }
  Transfer(Transfer const&) = delete;
  Transfer& operator=(Transfer const&) = delete;

  /// Of the body that begins to arrive: a guess, so that it need not be moved while it grows.
  std::size_t expected_bytes() const {
    curl_off_t length = 0;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length <= 0) return 0;
    std::size_t const times = response.header("content-encoding").empty() ? 1 : kUsualRatio;
    return std::min({static_cast<std::size_t>(length) * times, kMostReserved, request.max_bytes});
  }

  Multi& multi;
  Request const& request;
  Response response;
  std::optional<Error> error;  ///< found by a callback: says more than curl's code
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  std::size_t header_bytes = 0;
  CURLcode code = CURLE_OK;
  OneShot done;
};

HttpClient::Multi::Multi(asio::io_context& loop, HttpOptions const& options, bool is_guarded)
    : loop_(loop),
      options_(options),
      is_guarded_(is_guarded),
      timer_(loop),
      slots_(loop, options.max_in_flight, options.max_per_host) {
  static GlobalCurl const global;
  multi_ = curl_multi_init();
  share_ = curl_share_init();
  curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(kConnections));
}

HttpClient::Multi::~Multi() {
  for (CURL* easy : idle_) curl_easy_cleanup(easy);
  curl_multi_cleanup(multi_);
  curl_share_cleanup(share_);
  for (auto& [fd, socket] : sockets_) {
    socket->gone = true;
    (void)socket->descriptor.release();  // curl owned and closed it
  }
}

CURL* HttpClient::Multi::take_handle() {
  if (idle_.empty()) return curl_easy_init();
  CURL* const easy = idle_.back();
  idle_.pop_back();
  return easy;
}

void HttpClient::Multi::give_back(CURL* easy) {
  if (idle_.size() >= kIdleHandles) return curl_easy_cleanup(easy);
  curl_easy_reset(easy);
  idle_.push_back(easy);
}

void HttpClient::Multi::abandon() {
  slots_.close();
  for (Transfer* const transfer : transfers_) {
    transfer->error = Error{Error::Kind::io, kGivenUp};
    transfer->done.fire();
  }
}

void HttpClient::Multi::set_up(Transfer& transfer, std::chrono::milliseconds timeout) {
  CURL* const easy = transfer.easy;
  Request const& request = transfer.request;
  auto const set = [easy](CURLoption option, auto value) {
    (void)curl_easy_setopt(easy, option, value);
  };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PRIVATE, &transfer);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PROXY, options_.proxy.c_str());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_SHARE, share_);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(std::min<std::int64_t>(timeout.count(), 10'000)));
  set(CURLOPT_DNS_CACHE_TIMEOUT, dns_cache_timeout());
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  set(CURLOPT_QUICK_EXIT, 1L);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, &transfer);
  set(CURLOPT_OPENSOCKETFUNCTION, &on_open);
  set(CURLOPT_OPENSOCKETDATA, &transfer);
  set(CURLOPT_CLOSESOCKETFUNCTION, &on_close);
  set(CURLOPT_CLOSESOCKETDATA, this);
  if (request.method != "GET") {
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.c_str());
    transfer.headers =
        curl_slist_append(transfer.headers, "Expect:");  // no second round trip before the body
  }
  for (HttpHeader const& header : request.headers)
    transfer.headers =
        curl_slist_append(transfer.headers, (header.name + ": " + header.value).c_str());
  if (transfer.headers) set(CURLOPT_HTTPHEADER, transfer.headers);
}

/// libcurl looks through all cached addresses for old ones at every transfer that has a timeout for
/// them: with thousands of hosts that is half of its work. A transfer every few seconds is enough.
long HttpClient::Multi::dns_cache_timeout() {
  auto const now = SteadyClock::now();
  if (now < next_dns_prune_) return -1;
  next_dns_prune_ = now + kDnsPruneInterval;
  return kDnsCacheSeconds;
}

asio::awaitable<Result<Response>> HttpClient::Multi::perform(Request const& request,
                                                             SteadyClock::time_point deadline) {
  std::string const host = host_of(request.url);
  if (host.empty())
    co_return fail(Error::Kind::config,
                   fmt::format("'{}' is no http or https address", masked_url(request.url)));
  // The proxy resolves names and is where they must be checked; a written address is known here.
  if (is_guarded_ && !options_.proxy.empty() && guard_.refuses_written(host))
    co_return fail(Error::Kind::config, kNotPublic);
  auto const asked = SteadyClock::now();
  TransferSlots::Slot const slot = co_await slots_.acquire(host);
  if (!slot) co_return fail(Error::Kind::io, kGivenUp);
  auto const started = SteadyClock::now();
  // Waiting for a slot is our own doing: the clock of the exchange begins here.
  auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - asked);
  if (left.count() <= 0)
    co_return fail(Error::Kind::timeout, "redirects took longer than the time allowed");

  Transfer transfer(*this, request);
  set_up(transfer, left);
  if (curl_multi_add_handle(multi_, transfer.easy) != CURLM_OK)
    co_return fail(Error::Kind::io, "no transfer could be started");
  co_await transfer.done.wait();

  Response& response = transfer.response;
  response.took =
      std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - started);
  if (transfer.error) co_return fail(std::move(*transfer.error));
  if (transfer.code == CURLE_OPERATION_TIMEDOUT)
    co_return fail(Error::Kind::timeout,
                   fmt::format("no complete answer within {} ms", left.count()));
  if (transfer.code != CURLE_OK) {
    std::string why = lower_ascii(curl_easy_strerror(transfer.code));
    co_return fail(Error::Kind::io, std::move(why));
  }
  long status = 0;
  curl_off_t wire = 0;
  curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(transfer.easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
  response.status = static_cast<int>(status);
  response.wire_bytes = static_cast<std::size_t>(wire);
  response.url = request.url;
  response.content_type = std::string(response.header("content-type"));
  response.etag = std::string(response.header("etag"));
  response.last_modified = std::string(response.header("last-modified"));
  co_return std::move(response);
}

void HttpClient::Multi::act(curl_socket_t fd, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, fd, events, &running);
  finish_done();
}

void HttpClient::Multi::finish_done() {
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    void* pointer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &pointer);
    auto* const transfer = static_cast<Transfer*>(pointer);
    transfer->code = message->data.result;
    transfer->done.fire();
  }
}

/// curl changes its mind with every transfer: only an earlier time touches the system's timer, a
/// later one is looked at when the timer fires.
void HttpClient::Multi::set_timer(long ms) {
  if (ms < 0) {  // nothing is under way: nothing keeps the loop from ending
    wanted_ = armed_ = SteadyClock::time_point::max();
    timer_.cancel();
    return;
  }
  wanted_ = SteadyClock::now() + std::chrono::milliseconds(ms);
  if (ms == 0) {
    if (!std::exchange(is_posted_, true)) asio::post(loop_, [this] { on_posted(); });
  } else if (wanted_ < armed_) {
    arm_timer();
  }
}

void HttpClient::Multi::on_posted() {
  is_posted_ = false;
  if (wanted_ <= SteadyClock::now()) act(CURL_SOCKET_TIMEOUT, 0);
}

void HttpClient::Multi::arm_timer() {
  armed_ = wanted_;
  timer_.expires_at(armed_);
  timer_.async_wait([this](boost::system::error_code error) {
    if (error) return;  // armed anew for an earlier time
    armed_ = SteadyClock::time_point::max();
    if (wanted_ <= SteadyClock::now())
      act(CURL_SOCKET_TIMEOUT, 0);
    else if (wanted_ != SteadyClock::time_point::max())
      arm_timer();
  });
}

void HttpClient::Multi::watch(curl_socket_t fd, int what) {
  auto& socket = sockets_[fd];
  if (!socket) socket = std::make_shared<Socket>(loop_, fd);
  socket->want = what;
  arm(socket);
}

void HttpClient::Multi::forget(curl_socket_t fd) {
  auto const found = sockets_.find(fd);
  if (found == sockets_.end()) return;
  found->second->gone = true;
  (void)found->second->descriptor.release();  // curl closes it, not we
  sockets_.erase(found);
}

void HttpClient::Multi::arm(std::shared_ptr<Socket> const& socket) {
  auto const ready = [this, socket](bool Socket::*flag, int event) {
    return [this, socket, flag, event](boost::system::error_code error) {
      (*socket).*flag = false;
      if (socket->gone || error) return;
      act(socket->descriptor.native_handle(), event);
      if (!socket->gone) arm(socket);
    };
  };
  if ((socket->want & CURL_POLL_IN) && !socket->reading) {
    socket->reading = true;
    socket->descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                                  ready(&Socket::reading, CURL_CSELECT_IN));
  }
  if ((socket->want & CURL_POLL_OUT) && !socket->writing) {
    socket->writing = true;
    socket->descriptor.async_wait(asio::posix::stream_descriptor::wait_write,
                                  ready(&Socket::writing, CURL_CSELECT_OUT));
  }
}

int HttpClient::Multi::on_socket(CURL*, curl_socket_t fd, int what, void* self, void*) {
  auto& multi = *static_cast<Multi*>(self);
  if (what == CURL_POLL_REMOVE)
    multi.forget(fd);
  else
    multi.watch(fd, what);
  return 0;
}

int HttpClient::Multi::on_timer(CURLM*, long ms, void* self) {
  static_cast<Multi*>(self)->set_timer(ms);
  return 0;
}

curl_socket_t HttpClient::Multi::on_open(void* pointer, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(pointer);
  bool const is_proxy = !transfer.multi.options_.proxy.empty();
  if (transfer.multi.is_guarded_ && !is_proxy && !transfer.multi.guard_.allows(address->addr)) {
    transfer.error = Error{Error::Kind::config, kNotPublic};
    return CURL_SOCKET_BAD;
  }
  transfer.error.reset();  // another address of the same host was refused before
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int HttpClient::Multi::on_close(void* self, curl_socket_t fd) {
  static_cast<Multi*>(self)->forget(fd);
  return ::close(fd);
}

std::size_t HttpClient::Multi::on_body(char* data, std::size_t one, std::size_t count,
                                       void* pointer) {
  auto& transfer = *static_cast<Transfer*>(pointer);
  std::string& body = transfer.response.body;
  std::size_t const bytes = one * count;
  std::size_t const total = body.size() + bytes;
  if (total > transfer.request.max_bytes) {
    transfer.error = Error{Error::Kind::limit,
                           fmt::format("body of more than {} bytes", transfer.request.max_bytes)};
    return 0;
  }
  if (total > kRatioFrom) {
    curl_off_t wire = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
    double const ratio = static_cast<double>(total) / std::max(1.0, static_cast<double>(wire));
    if (ratio > transfer.multi.options_.max_ratio) {
      transfer.error =
          Error{Error::Kind::limit, fmt::format("compressed body grows more than {:.0f} times",
                                                transfer.multi.options_.max_ratio)};
      return 0;
    }
  }
  if (body.empty()) body.reserve(transfer.expected_bytes());
  body.append(data, bytes);
  return bytes;
}

std::size_t HttpClient::Multi::on_header(char* data, std::size_t one, std::size_t count,
                                         void* pointer) {
  auto& transfer = *static_cast<Transfer*>(pointer);
  std::size_t const bytes = one * count;
  std::string_view const line = trim(std::string_view(data, bytes));
  transfer.header_bytes += bytes;
  if (transfer.header_bytes > transfer.multi.options_.max_header_bytes) {
    transfer.error = Error{
        Error::Kind::limit,
        fmt::format("headers of more than {} bytes", transfer.multi.options_.max_header_bytes)};
    return 0;
  }
  if (line.starts_with("HTTP/"))
    transfer.response.headers.clear();  // the last answer counts, not a 100 before it
  std::size_t const colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0)
    transfer.response.headers.push_back(
        {lower_ascii(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
  return bytes;
}

HttpClient::HttpClient(asio::io_context& loop, HttpOptions options)
    : options_(std::move(options)),
      guarded_(std::make_unique<Multi>(loop, options_, true)),
      open_(std::make_unique<Multi>(loop, options_, false)) {
  allow_networks(options_.allow_networks);
}

HttpClient::~HttpClient() = default;

void HttpClient::abandon() {
  guarded_->abandon();
  open_->abandon();
}

void HttpClient::allow_networks(std::vector<std::string> const& networks) {
  std::vector<Network> allowed;
  for (std::string const& text : networks)
    if (auto const network = parse_network(text)) allowed.push_back(*network);
  guarded_->set_guard(AddressGuard(std::move(allowed)));
}

asio::awaitable<Result<Response>> HttpClient::send(Request request) {
  auto const deadline = SteadyClock::now() + request.timeout;
  Multi& multi = request.guard_addresses ? *guarded_ : *open_;
  bool const follows = request.method == "GET";
  std::vector<Redirect> redirects;
  for (;;) {
    Result<Response> answer = co_await multi.perform(request, deadline);
    if (!answer) co_return answer;
    std::string const location(answer->header("location"));
    if (!follows || !is_redirect(answer->status) || location.empty()) {
      answer->redirects = std::move(redirects);
      co_return answer;
    }
    if (redirects.size() >= static_cast<std::size_t>(std::max(0, request.max_redirects)))
      co_return fail(Error::Kind::limit,
                     fmt::format("more than {} redirects", request.max_redirects));
    std::string next = resolve(request.url, location);
    if (host_of(next).empty())
      co_return fail(
          Error::Kind::config,
          fmt::format("redirect to '{}', which is no http or https address", masked_url(location)));
    // What is secret for one host is not shown to another.
    if (host_of(next) != host_of(request.url))
      std::erase_if(request.headers, [](HttpHeader const& header) {
        return equals_ignoring_case(header.name, "authorization") ||
               equals_ignoring_case(header.name, "cookie");
      });
    redirects.push_back(Redirect{answer->status, next});
    request.url = std::move(next);
  }
}

}  // namespace wirewatch
