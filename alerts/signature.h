#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace wirewatch {

/// The key bytes of a secret: base64 behind "whsec_", else the text itself. Error::config where the
/// base64 is broken. Source: Standard Webhooks 1.0, "Signature scheme".
Result<std::string> signing_key(std::string_view secret);

/// The value of `webhook-signature`: "v1,BASE64" for each key, space-separated, so that receivers
/// can rotate keys. Signed is "id.timestamp.body" by HMAC-SHA256; `timestamp` counts whole seconds
/// since 1970.
std::string webhook_signature(std::vector<std::string> const& keys, std::string_view id,
                              std::string_view timestamp, std::string_view body);

/// What a receiver does: whether one of the signatures in `header` fits the key, and the timestamp
/// lies within five minutes of `now`. Compares in constant time.
bool verify_webhook(std::string_view key, std::string_view id, std::string_view timestamp,
                    std::string_view header, std::string_view body, TimePoint now);

}  // namespace wirewatch
