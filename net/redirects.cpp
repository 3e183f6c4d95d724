#include "net/redirects.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "net/url_parts.h"

namespace wirewatch {
namespace {

constexpr std::array<std::string_view, 4> kHarmless = {"accept", "accept-language", "if-none-match",
                                                       "if-modified-since"};

bool is_upgrade(Origin const& from, Origin const& to) {
  return from.host == to.host && from.scheme == "http" && from.port == "80" &&
         to.scheme == "https" && to.port == "443";
}

bool is_harmless(HttpHeader const& header) {
  return std::any_of(kHarmless.begin(), kHarmless.end(), [&](std::string_view name) {
    return equals_ignoring_case(header.name, name);
  });
}

}  // namespace

bool is_redirect(Response const& response) {
  int const status = response.status;
  bool const leads_on =
      status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return leads_on && !response.header("location").empty();
}

Result<Request> redirected(Request request, Response const& response) {
  std::string const location(response.header("location"));
  std::string next = resolve_location(request.url, location);
  Origin const to = origin_of(next);
  if (to.host.empty())
    return fail(
        Error::Kind::config,
        fmt::format("redirect to '{}', which is no http or https address", masked_url(location)));
  Origin const from = origin_of(request.url);
  if (from != to && !is_upgrade(from, to)) std::erase_if(request.headers, std::not_fn(is_harmless));
  request.url = std::move(next);
  return request;
}

}  // namespace wirewatch
