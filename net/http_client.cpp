#include "net/http_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "net/exchanges.h"
#include "net/redirects.h"

namespace wirewatch {

namespace asio = boost::asio;

HttpClient::HttpClient(asio::io_context& loop, HttpOptions options)
    : options_(std::move(options)),
      guarded_(std::make_unique<Exchanges>(loop, options_, Exchanges::Kind::guarded)),
      open_(std::make_unique<Exchanges>(loop, options_, Exchanges::Kind::open)) {
  use(options_);
}

HttpClient::~HttpClient() = default;

void HttpClient::abandon() {
  guarded_->abandon();
  open_->abandon();
}

void HttpClient::use(HttpOptions options) {
  options_ = std::move(options);
  std::vector<Network> allowed;
  for (std::string const& text : options_.allow_networks)
    if (auto const network = parse_network(text)) allowed.push_back(*network);
  guarded_->set_guard(AddressGuard(std::move(allowed)));
}

asio::awaitable<Result<Response>> HttpClient::send(Request request) {
  auto const deadline = std::chrono::steady_clock::now() + request.timeout;
  Exchanges& exchanges = request.guard_addresses ? *guarded_ : *open_;
  bool const follows = request.method == "GET";
  std::vector<Redirect> redirects;
  for (;;) {
    Result<Response> answer = co_await exchanges.make(request, deadline);
    if (!answer) co_return answer;
    if (!follows || !is_redirect(*answer)) {
      answer->redirects = std::move(redirects);
      co_return answer;
    }
    if (redirects.size() >= static_cast<std::size_t>(std::max(0, request.max_redirects)))
      co_return fail(Error::Kind::limit,
                     fmt::format("more than {} redirects", request.max_redirects));
    Result<Request> next = redirected(std::move(request), *answer);
    if (!next) co_return fail(std::move(next.error()));
    request = std::move(*next);
    redirects.push_back(Redirect{answer->status, request.url});
  }
}

}  // namespace wirewatch
