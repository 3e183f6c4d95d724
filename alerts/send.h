#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>

#include "base/clock.h"
#include "config/config.h"
#include "net/http.h"
#include "net/http_client.h"
#include "store/store_thread.h"

namespace wirewatch {

/// The POST of a webhook delivery: its body byte for byte, the three Standard Webhooks headers
/// signed with the sink's keys at `now`, the sink's own headers. Error::config for a broken secret.
Result<Request> webhook_request(SinkSpec const& sink, Delivery const& delivery, TimePoint now);

/// One line appended to the file in one write, reaching the disk before it returns. Gives status
/// 200.
Result<Response> append_jsonl(std::string const& path, std::string const& line);

/// Writes the alert as the log line `alert.raised`. Gives status 200.
Result<Response> log_alert(Delivery const& delivery);

/// One attempt at one delivery, whatever the sink's type is. Files are written on the store's
/// thread: the loop never waits for a disk.
boost::asio::awaitable<Result<Response>> send(SinkSpec sink, Delivery delivery, HttpClient& http,
                                              StoreThread& disk, TimePoint now);

}  // namespace wirewatch
