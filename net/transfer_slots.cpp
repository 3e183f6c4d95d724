#include "net/transfer_slots.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace wirewatch {

namespace asio = boost::asio;

struct TransferSlots::Waiter {
  Waiter(asio::io_context& loop, std::string h)
      : host(std::move(h)), timer(loop, asio::steady_timer::time_point::max()) {}
  std::string host;
  asio::steady_timer timer;  ///< never expires: cancelled when the wait is over
  bool granted = false;
};

bool TransferSlots::is_free(std::string const& host) const {
  if (held_in_all_ >= in_all_) return false;
  auto const held = held_.find(host);
  return held == held_.end() || held->second < per_host_;
}

void TransferSlots::take(std::string const& host) {
  ++held_in_all_;
  ++held_[host];
}

asio::awaitable<TransferSlots::Slot> TransferSlots::acquire(std::string host) {
  if (closed_) co_return Slot();
  if (is_free(host)) {
    take(host);
    co_return Slot(*this, std::move(host));
  }
  auto const waiter = std::make_shared<Waiter>(loop_, host);
  waiting_.push_back(waiter);
  (void)co_await waiter->timer.async_wait(asio::as_tuple(asio::use_awaitable));
  if (!waiter->granted) co_return Slot();
  co_return Slot(*this, std::move(host));
}

void TransferSlots::give_back(std::string const& host) {
  --held_in_all_;
  auto const held = held_.find(host);
  if (held != held_.end() && --held->second == 0) held_.erase(held);
  auto const next = std::find_if(waiting_.begin(), waiting_.end(),
                                 [this](auto const& waiter) { return is_free(waiter->host); });
  if (next == waiting_.end()) return;
  take((*next)->host);
  (*next)->granted = true;
  (*next)->timer.cancel();
  waiting_.erase(next);
}

void TransferSlots::close() {
  closed_ = true;
  for (auto const& waiter : waiting_) waiter->timer.cancel();
  waiting_.clear();
}

}  // namespace wirewatch
