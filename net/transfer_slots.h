#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace wirewatch {

/// Permission for transfers: so many in all, so many a host. Who finds none free waits here, in
/// order of arrival, where no network timeout runs. Bound to the loop's thread.
class TransferSlots {
 public:
  TransferSlots(boost::asio::io_context& loop, std::size_t in_all, std::size_t per_host)
      : loop_(loop), in_all_(in_all), per_host_(per_host) {}

  /// Held for the length of a transfer; gives its place to the next one that waits.
  class Slot {
   public:
    Slot() = default;
    Slot(TransferSlots& slots, std::string host) : slots_(&slots), host_(std::move(host)) {}
    Slot(Slot&& other) noexcept
        : slots_(std::exchange(other.slots_, nullptr)), host_(std::move(other.host_)) {}
    Slot& operator=(Slot&&) = delete;
    ~Slot() {
      if (slots_) slots_->give_back(host_);
    }
    explicit operator bool() const { return slots_ != nullptr; }

   private:
    TransferSlots* slots_ = nullptr;
    std::string host_;
  };

  /// Waits for a slot. An empty one: no more are given.
  boost::asio::awaitable<Slot> acquire(std::string host);

  /// Gives no more slots; who waits goes away empty.
  void close();

 private:
  struct Waiter;
  bool is_free(std::string const& host) const;
  void take(std::string const& host);
  void give_back(std::string const& host);

  boost::asio::io_context& loop_;
  std::size_t const in_all_;
  std::size_t const per_host_;
  std::unordered_map<std::string, std::size_t> held_;
  std::size_t held_in_all_ = 0;
  std::list<std::shared_ptr<Waiter>> waiting_;
  bool closed_ = false;
};

}  // namespace wirewatch
