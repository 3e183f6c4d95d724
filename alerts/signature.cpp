#include "alerts/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>
#include <cstdlib>

namespace wirewatch {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::chrono::seconds kTolerance{300};

std::string to_base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  int const length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<unsigned char const*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string sign(std::string_view key, std::string_view content) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<unsigned char const*>(content.data()), content.size(), digest.data(),
       &length);
  return "v1," + to_base64({reinterpret_cast<char const*>(digest.data()), length});
}

std::string signed_content(std::string_view id, std::string_view timestamp, std::string_view body) {
  std::string content;
  content.reserve(id.size() + timestamp.size() + body.size() + 2);
  content.append(id).append(1, '.').append(timestamp).append(1, '.').append(body);
  return content;
}

}  // namespace

Result<std::string> signing_key(std::string_view secret) {
  if (!secret.starts_with(kPrefix)) return std::string(secret);
  std::string_view const encoded = secret.substr(kPrefix.size());
  std::string key(encoded.size() / 4 * 3, '\0');
  int const length = encoded.empty() || encoded.size() % 4 != 0
                         ? -1
                         : EVP_DecodeBlock(reinterpret_cast<unsigned char*>(key.data()),
                                           reinterpret_cast<unsigned char const*>(encoded.data()),
                                           static_cast<int>(encoded.size()));
  if (length < 0) return fail(Error::Kind::config, "secret after 'whsec_' is not base64");
  std::size_t const padding = encoded.ends_with("==") ? 2 : encoded.ends_with('=') ? 1 : 0;
  key.resize(static_cast<std::size_t>(length) - padding);
  return key;
}

std::string webhook_signature(std::vector<std::string> const& keys, std::string_view id,
                              std::string_view timestamp, std::string_view body) {
  std::string const content = signed_content(id, timestamp, body);
  std::string header;
  for (std::string const& key : keys) {
    if (!header.empty()) header += ' ';
    header += sign(key, content);
  }
  return header;
}

bool verify_webhook(std::string_view key, std::string_view id, std::string_view timestamp,
                    std::string_view header, std::string_view body, TimePoint now) {
  long long seconds = 0;
  auto const read = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (read.ec != std::errc{} || read.ptr != timestamp.data() + timestamp.size()) return false;
  auto const age =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count() - seconds;
  if (std::llabs(age) > kTolerance.count()) return false;
  std::string const expected = sign(key, signed_content(id, timestamp, body));
  bool fits = false;
  for (std::size_t at = 0; at <= header.size();) {
    std::size_t const end = std::min(header.find(' ', at), header.size());
    std::string_view const one = header.substr(at, end - at);
    if (one.size() == expected.size() &&
        CRYPTO_memcmp(one.data(), expected.data(), one.size()) == 0)
      fits = true;
    at = end + 1;
  }
  return fits;
}

}  // namespace wirewatch
