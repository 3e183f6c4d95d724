#include "fetcher/failure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

struct Patience {
  Failure failure;
  char const* name;
  seconds first;  ///< at least, after the first failure
  double growth;
  seconds most;
};

constexpr std::array kPatience = {
    Patience{Failure::dns, "the host's name is not found", 0s, 2, 6h},
    Patience{Failure::refused, "no connection", 0s, 2, 2h},
    Patience{Failure::timeout, "no answer in time", 0s, 2, 2h},
    Patience{Failure::tls, "TLS does not work", 0s, 2, 6h},
    Patience{Failure::missing, "the server does not know the feed", 30min, 1.5, 24h},
    Patience{Failure::forbidden, "the server forbids it", 1h, 2, 24h},
    Patience{Failure::gone, "gone for good", 24h * 30, 1, 24h * 30},
    Patience{Failure::too_many, "too many requests", 30min, 2, 24h},
    Patience{Failure::server, "the server is in trouble", 0s, 1.5, 1h},
    Patience{Failure::not_a_feed, "no feed", 0s, 2, 6h},
    Patience{Failure::challenge, "a challenge page stands in place of the feed", 1h, 2, 24h},
    Patience{Failure::too_large, "too large", 1h, 2, 24h},
    Patience{Failure::refused_by_us, "the address may not be fetched", 1h, 2, 24h},
};

Patience const& patience_with(Failure failure) {
  return *std::find_if(kPatience.begin(), kPatience.end(),
                       [&](Patience const& one) { return one.failure == failure; });
}

/// The network's errors differ only in words.
Failure failure_of(Error const& error) {
  if (error.kind == Error::Kind::timeout) return Failure::timeout;
  if (error.kind == Error::Kind::limit) return Failure::too_large;
  if (error.kind == Error::Kind::config) return Failure::refused_by_us;
  std::string const what = lower_ascii(error.what);
  auto const says = [&](std::string_view word) { return what.find(word) != std::string::npos; };
  if (says("resolve")) return Failure::dns;
  if (says("ssl") || says("tls") || says("certificate")) return Failure::tls;
  if (says("timeout") || says("timed out")) return Failure::timeout;
  return Failure::refused;
}

Failure failure_of_status(int status) {
  if (status == 410) return Failure::gone;
  if (status == 429) return Failure::too_many;
  if (status == 401 || status == 403) return Failure::forbidden;
  return status >= 400 && status < 500 ? Failure::missing : Failure::server;
}

}  // namespace

char const* name_of(Failure failure) { return patience_with(failure).name; }

std::optional<Failure> failure_of(Result<Response> const& response,
                                  std::optional<ParsedFeed> const& parsed) {
  if (!response) return failure_of(response.error());
  if (parsed && parsed->challenge) return Failure::challenge;
  if (response->status == 304) return std::nullopt;
  if (response->status != 200) return failure_of_status(response->status);
  if (parsed && parsed->format == FeedFormat::none) return Failure::not_a_feed;
  return std::nullopt;
}

seconds back_off(Failure failure, int count, seconds every) {
  Patience const& patience = patience_with(failure);
  seconds const first = std::max(every, patience.first);
  double const factor = std::pow(patience.growth, std::clamp(count - 1, 0, 30));
  auto const wait = std::chrono::duration<double>(first) * factor;
  seconds const most = std::max(first, patience.most);
  return wait < most ? std::chrono::duration_cast<seconds>(wait) : most;
}

}  // namespace wirewatch
