#include "net/exchanges.h"

#include <fmt/format.h>

#include "base/text.h"
#include "net/url_parts.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr long kDnsCacheSeconds = 300;
constexpr std::chrono::seconds kDnsPruneInterval{5};
constexpr std::size_t kIdleHandles = 64;
constexpr char const* kGivenUp = "given up: stopping";

void tell(CURL* easy, CURLcode code) {
  void* transfer = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
  static_cast<Transfer*>(transfer)->end(code);
}

}  // namespace

/// A transfer with the handle it borrows.
class Exchanges::Running {
 public:
  Running(Exchanges& exchanges, Request const& request)
      : exchanges_(exchanges),
        easy_(exchanges.take_handle()),
        transfer(easy_, exchanges.settings_, request) {
    exchanges_.running_.insert(&transfer);
  }
  ~Running() {
    exchanges_.running_.erase(&transfer);
    exchanges_.curl_.remove(easy_);
    exchanges_.give_back(easy_);
  }
  Running(Running const&) = delete;
  Running& operator=(Running const&) = delete;

  bool start(milliseconds timeout) {
    transfer.set_up(timeout, exchanges_.dns_cache_seconds());
    return exchanges_.curl_.add(easy_);
  }

 private:
  Exchanges& exchanges_;
  CURL* easy_;

 public:
  Transfer transfer;
};

Exchanges::Exchanges(asio::io_context& loop, HttpOptions const& options, Kind kind)
    : options_(options),
      settings_{options, kind == Kind::guarded ? &guard_ : nullptr, share_.handle},
      curl_(loop, tell),
      slots_(loop, options.max_in_flight, options.max_per_host) {}

Exchanges::~Exchanges() {
  for (CURL* easy : idle_) curl_easy_cleanup(easy);
}

Exchanges::Share::Share() : handle(curl_share_init()) {
  (void)curl_share_setopt(handle, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
}

Exchanges::Share::~Share() { (void)curl_share_cleanup(handle); }

CURL* Exchanges::take_handle() {
  if (idle_.empty()) return curl_easy_init();
  CURL* const easy = idle_.back();
  idle_.pop_back();
  return easy;
}

void Exchanges::give_back(CURL* easy) {
  if (idle_.size() >= kIdleHandles) return curl_easy_cleanup(easy);
  curl_easy_reset(easy);
  idle_.push_back(easy);
}

void Exchanges::abandon() {
  slots_.close();
  for (Transfer* const transfer : running_) transfer->end(Error{Error::Kind::io, kGivenUp});
}

/// libcurl looks through all cached addresses for old ones at every transfer that has a timeout for
/// them: with thousands of hosts that is half of its work. A transfer every few seconds is enough.
long Exchanges::dns_cache_seconds() {
  auto const now = SteadyClock::now();
  if (now < next_dns_prune_) return -1;
  next_dns_prune_ = now + kDnsPruneInterval;
  return kDnsCacheSeconds;
}

Result<void> Exchanges::check(std::string const& host, std::string const& url) const {
  if (host.empty())
    return fail(Error::Kind::config,
                fmt::format("'{}' is no http or https address", masked_url(url)));
  // The proxy resolves names and is where they must be checked; a written address is known here.
  if (settings_.guard && !options_.proxy.empty() && guard_.refuses_written(host))
    return fail(not_public());
  return {};
}

asio::awaitable<Result<Response>> Exchanges::make(Request const& request,
                                                  SteadyClock::time_point deadline) {
  std::string const host = http_host(request.url);
  if (auto checked = check(host, request.url); !checked) co_return fail(std::move(checked.error()));
  auto const asked = SteadyClock::now();
  TransferSlots::Slot const slot = co_await slots_.acquire(host);
  if (!slot) co_return fail(Error::Kind::io, kGivenUp);
  auto const started = SteadyClock::now();
  // Waiting for a slot is our own doing: the clock of the exchange begins here.
  auto const left = std::chrono::duration_cast<milliseconds>(deadline - asked);
  if (left.count() <= 0)
    co_return fail(Error::Kind::timeout, "redirects took longer than the time allowed");
  Running running(*this, request);
  if (!running.start(left)) co_return fail(Error::Kind::io, "no transfer could be started");
  co_await running.transfer.wait();
  Result<Response> response = running.transfer.result();
  if (response)
    response->took = std::chrono::duration_cast<milliseconds>(SteadyClock::now() - started);
  co_return response;
}

}  // namespace wirewatch
