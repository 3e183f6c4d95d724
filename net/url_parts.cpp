#include "net/url_parts.h"

#include <curl/curl.h>

#include <memory>

#include "base/text.h"

namespace wirewatch {
namespace {

struct CleanUp {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, CleanUp>;

/// Nothing where it is no absolute URL.
Url parsed(std::string const& text) {
  Url url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) url.reset();
  return url;
}

/// "" where it has none.
std::string part(Url const& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (!url || curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

bool is_http(std::string const& scheme) { return scheme == "http" || scheme == "https"; }

}  // namespace

std::string http_host(std::string const& text) {
  Url const url = parsed(text);
  return is_http(part(url, CURLUPART_SCHEME)) ? part(url, CURLUPART_HOST) : std::string();
}

Origin origin_of(std::string const& text) {
  Url const url = parsed(text);
  std::string scheme = part(url, CURLUPART_SCHEME);
  if (!is_http(scheme)) return {};
  return {std::move(scheme), lower_ascii(part(url, CURLUPART_HOST)),
          part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT)};
}

std::string resolve_location(std::string const& base, std::string const& location) {
  Url const url = parsed(base);
  if (!url ||
      curl_url_set(url.get(), CURLUPART_URL, location.c_str(), CURLU_URLENCODE) != CURLUE_OK)
    return {};
  return part(url, CURLUPART_URL);
}

}  // namespace wirewatch
