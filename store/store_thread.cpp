#include "store/store_thread.h"

namespace wirewatch {

namespace asio = boost::asio;

/// A commit waits so long for others to share its fsync.
constexpr std::chrono::milliseconds kLinger{5};

asio::awaitable<Result<void>> StoreThread::commit(PollCommit poll) {
  if (!open_) {
    open_ = std::make_shared<Batch>(loop_);
    open_->done.expires_at(asio::steady_timer::time_point::max());
  }
  std::shared_ptr<Batch> const batch = open_;
  batch->polls.push_back(std::move(poll));
  if (!flushing_) {
    flushing_ = true;
    spawn(loop_, "store", flush());
  }
  // The flush ends the wait by cancelling it.
  (void)co_await batch->done.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return batch->result;
}

asio::awaitable<void> StoreThread::flush() {
  asio::steady_timer linger(loop_);
  while (open_) {
    linger.expires_after(kLinger);
    (void)co_await linger.async_wait(asio::as_tuple(asio::use_awaitable));
    std::shared_ptr<Batch> const batch = std::exchange(open_, nullptr);
    auto write = [&batch](Store& store) { return store.group(batch->polls); };
    batch->result = co_await run(write);
    batch->done.cancel();
  }
  flushing_ = false;
}

}  // namespace wirewatch
