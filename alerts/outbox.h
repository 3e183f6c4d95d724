#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/wakeup.h"
#include "config/config.h"
#include "net/http_client.h"
#include "store/store.h"
#include "store/store_thread.h"

namespace wirewatch {

/// What became of one attempt, for whoever logs or shows it.
using DeliveryReport = std::function<void(Delivery const& delivery, SinkSpec const& sink)>;

/// Sends what the store's outbox holds: each sink by itself, so that the trouble of one never
/// delays another, at most four at once for one sink. What a receiver's answer means is decided in
/// `after_attempt`. Bound to the loop.
class Outbox {
 public:
  using CurrentSnapshot = std::function<std::shared_ptr<Snapshot const>()>;

  /// The references outlive the loop's run.
  Outbox(boost::asio::io_context& loop, HttpClient& http, StoreThread& store, Clock const& clock,
         CurrentSnapshot snapshot, DeliveryReport report);

  /// Begins to send to the sinks of the current snapshot; to be called again after a reload.
  void start();
  /// There is something new in the outbox.
  void notify();
  /// The store was changed by someone else: blocks may be lifted, deliveries due again.
  void look_again();
  /// No further attempts; those under way end by themselves.
  void stop();
  bool is_idle() const { return in_flight_ == 0; }

 private:
  struct Lane;
  boost::asio::awaitable<void> serve(std::string name, std::shared_ptr<Lane> lane);
  boost::asio::awaitable<void> attempt_all(SinkSpec sink, std::shared_ptr<Lane> lane);
  boost::asio::awaitable<void> attempt(SinkSpec sink, Delivery delivery,
                                       std::shared_ptr<Lane> lane);
  boost::asio::awaitable<std::chrono::milliseconds> until_next(std::string sink, TimePoint now);

  boost::asio::io_context& loop_;
  HttpClient& http_;
  StoreThread& store_;
  Clock const& clock_;
  CurrentSnapshot snapshot_;
  DeliveryReport report_;
  std::map<std::string, std::shared_ptr<Lane>> lanes_;
  int in_flight_ = 0;
  bool stopping_ = false;
};

}  // namespace wirewatch
