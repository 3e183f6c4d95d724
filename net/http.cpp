#include "net/http.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace wirewatch {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ptr != text.data() + text.size()) return std::nullopt;
  if (read.ec == std::errc::result_out_of_range) return text.front() == '-' ? 0 : INT32_MAX;
  return std::clamp<std::int64_t>(value, 0, INT32_MAX);
}

/// HTTP-date in its three forms (RFC 9110 5.6.7).
std::optional<TimePoint> http_date(std::string_view text) {
  time_t const seconds = curl_getdate(std::string(text).c_str(), nullptr);
  if (seconds == -1) return std::nullopt;
  return TimePoint(std::chrono::seconds(seconds));
}

std::chrono::seconds until(TimePoint then, TimePoint now) {
  return std::max(std::chrono::seconds(0),
                  std::chrono::duration_cast<std::chrono::seconds>(then - now));
}

}  // namespace

std::string_view Response::header(std::string_view name) const {
  for (HttpHeader const& one : headers)
    if (one.name == name) return one.value;
  return {};
}

std::optional<std::chrono::seconds> retry_after(Response const& response, TimePoint now) {
  std::string_view const value = trim(response.header("retry-after"));
  if (auto const seconds = whole_number(value)) return std::chrono::seconds(*seconds);
  if (value.find(' ') == std::string_view::npos)
    return std::nullopt;  // no date, such as "1.5" or "soon"
  if (auto const date = http_date(value)) return until(*date, now);
  return std::nullopt;
}

std::optional<std::chrono::seconds> freshness(Response const& response, TimePoint now) {
  std::string const control = lower_ascii(response.header("cache-control"));
  std::optional<std::chrono::seconds> age;
  for (std::size_t at = 0; at < control.size();) {
    std::size_t const end = std::min(control.find(',', at), control.size());
    std::string_view directive = trim(std::string_view(control).substr(at, end - at));
    at = end + 1;
    if (directive == "no-cache" || directive == "no-store") return std::chrono::seconds(0);
    if (!directive.starts_with("max-age=")) continue;
    directive.remove_prefix(8);
    if (directive.size() >= 2 && directive.front() == '"')
      directive = directive.substr(1, directive.size() - 2);
    if (auto const seconds = whole_number(directive); seconds && !age)
      age = std::chrono::seconds(*seconds);
  }
  if (age) return age;
  std::string_view const expires = response.header("expires");
  if (expires.empty()) return std::nullopt;
  auto const end = http_date(expires);
  if (!end) return std::chrono::seconds(0);  // "0" and other nonsense mean: already stale
  auto const date = http_date(response.header("date"));
  return until(*end, date.value_or(now));
}

}  // namespace wirewatch
