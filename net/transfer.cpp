#include "net/transfer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostReserved = 1'000'000;
constexpr std::int64_t kLongestConnect = 10'000;  ///< milliseconds

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  (void)curl_easy_setopt(easy, option, value);
}

}  // namespace

Error not_public() {
  return {Error::Kind::config,
          "the address is not public; `allow_networks` in the config permits networks by name"};
}

Transfer::Transfer(CURL* easy, TransferSettings const& settings, Request const& request)
    : easy_(easy), settings_(settings), request_(request) {}

Transfer::~Transfer() { curl_slist_free_all(headers_); }

void Transfer::set_up(std::chrono::milliseconds timeout, long dns_cache_seconds) {
  timeout_ = timeout;
  set(easy_, CURLOPT_URL, request_.url.c_str());
  set(easy_, CURLOPT_PRIVATE, this);
  set(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy_, CURLOPT_PROXY, settings_.options.proxy.c_str());
  set(easy_, CURLOPT_NOSIGNAL, 1L);
  set(easy_, CURLOPT_SHARE, settings_.share);
  set(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(easy_, CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(std::min<std::int64_t>(timeout.count(), kLongestConnect)));
  set(easy_, CURLOPT_DNS_CACHE_TIMEOUT, dns_cache_seconds);
  set(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(easy_, CURLOPT_ACCEPT_ENCODING, kContentCodings);
  set(easy_, CURLOPT_HTTP_CONTENT_DECODING, 0L);  // unpacked here, when it is there as a whole
  set(easy_, CURLOPT_USERAGENT, settings_.options.user_agent.c_str());
  set(easy_, CURLOPT_QUICK_EXIT, 1L);
  if (!settings_.options.ca_file.empty())
    set(easy_, CURLOPT_CAINFO, settings_.options.ca_file.c_str());
  set_callbacks();
  set_request();
}

void Transfer::set_callbacks() {
  set(easy_, CURLOPT_WRITEFUNCTION, &on_body);
  set(easy_, CURLOPT_WRITEDATA, this);
  set(easy_, CURLOPT_HEADERFUNCTION, &on_header);
  set(easy_, CURLOPT_HEADERDATA, this);
  set(easy_, CURLOPT_OPENSOCKETFUNCTION, &on_open);
  set(easy_, CURLOPT_OPENSOCKETDATA, this);
}

void Transfer::set_request() {
  if (request_.method != "GET") {
    set(easy_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    set(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(easy_, CURLOPT_POSTFIELDS, request_.body.c_str());
    headers_ = curl_slist_append(headers_, "Expect:");  // no second round trip before the body
  }
  for (HttpHeader const& header : request_.headers)
    headers_ = curl_slist_append(headers_, (header.name + ": " + header.value).c_str());
  if (headers_) set(easy_, CURLOPT_HTTPHEADER, headers_);
}

void Transfer::end(CURLcode code) {
  code_ = code;
  done_.fire();
}

void Transfer::end(Error error) {
  error_ = std::move(error);
  done_.fire();
}

Result<Response> Transfer::result() {
  if (error_) return fail(std::move(*error_));
  if (code_ == CURLE_OPERATION_TIMEDOUT)
    return fail(Error::Kind::timeout,
                fmt::format("no complete answer within {} ms", timeout_.count()));
  if (code_ != CURLE_OK) return fail(Error::Kind::io, lower_ascii(curl_easy_strerror(code_)));
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  response_.wire_bytes = response_.body.size();
  auto body =
      unpacked(std::move(response_.body), response_.header("content-encoding"), body_limits());
  if (!body) return fail(std::move(body.error()));
  response_.body = std::move(*body);
  response_.url = request_.url;
  response_.content_type = std::string(response_.header("content-type"));
  response_.etag = std::string(response_.header("etag"));
  response_.last_modified = std::string(response_.header("last-modified"));
  return std::move(response_);
}

std::size_t Transfer::refuse(Error why) {
  error_ = std::move(why);
  return 0;
}

BodyLimits Transfer::body_limits() const {
  return {.bytes = request_.max_bytes, .ratio = settings_.options.max_ratio};
}

std::size_t Transfer::on_body(char* data, std::size_t one, std::size_t count, void* pointer) {
  auto& self = *static_cast<Transfer*>(pointer);
  std::string& body = self.response_.body;
  std::size_t const bytes = one * count;
  if (body.size() + bytes > self.request_.max_bytes)
    return self.refuse(body_too_long(self.body_limits()));
  if (body.empty()) {
    curl_off_t length = 0;
    curl_easy_getinfo(self.easy_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length > 0) body.reserve(std::min(static_cast<std::size_t>(length), kMostReserved));
  }
  body.append(data, bytes);
  return bytes;
}

std::size_t Transfer::on_header(char* data, std::size_t one, std::size_t count, void* pointer) {
  auto& self = *static_cast<Transfer*>(pointer);
  std::size_t const bytes = one * count;
  std::size_t const most = self.settings_.options.max_header_bytes;
  self.header_bytes_ += bytes;
  if (self.header_bytes_ > most)
    return self.refuse({Error::Kind::limit, fmt::format("headers of more than {} bytes", most)});
  std::string_view const line = trim(std::string_view(data, bytes));
  std::vector<HttpHeader>& headers = self.response_.headers;
  if (line.starts_with("HTTP/")) headers.clear();  // the last answer counts, not a 100 before it
  std::size_t const colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0)
    headers.push_back(
        {lower_ascii(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
  return bytes;
}

curl_socket_t Transfer::on_open(void* pointer, curlsocktype, curl_sockaddr* address) {
  auto& self = *static_cast<Transfer*>(pointer);
  bool const is_proxy = !self.settings_.options.proxy.empty();
  AddressGuard const* const guard = self.settings_.guard;
  if (guard && !is_proxy && !guard->allows(address->addr)) {
    self.error_ = not_public();
    return CURL_SOCKET_BAD;
  }
  self.error_.reset();  // another address of the same host was refused before
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace wirewatch
