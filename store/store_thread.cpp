#include "store/store_thread.h"

#include "base/log.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;

/// A commit waits so long for others to share its fsync.
constexpr std::chrono::milliseconds kLinger{5};
/// So does a plan.
constexpr std::chrono::seconds kPlanLinger{5};
constexpr std::size_t kMostPlans = 1'000;

void report(Result<void> const& written) {
  if (!written) log::error("plans.unstored", {{"why", written.error().what}});
}

}  // namespace

StoreThread::~StoreThread() {
  thread_.join();
  if (!plans_.empty()) report(store_->group({}, plans_));
}

asio::awaitable<Result<void>> StoreThread::commit(PollCommit poll) {
  if (!open_) {
    open_ = std::make_shared<Batch>(loop_);
    open_->done.expires_at(asio::steady_timer::time_point::max());
  }
  std::shared_ptr<Batch> const batch = open_;
  batch->polls.push_back(std::move(poll));
  start_flush();
  // The flush ends the wait by cancelling it.
  (void)co_await batch->done.async_wait(asio::as_tuple(asio::use_awaitable));
  co_return batch->result;
}

void StoreThread::note(PollPlan plan) {
  plans_.push_back(std::move(plan));
  if (plans_.size() == kMostPlans) plans_due();
  if (plans_.size() > 1) return;
  plan_timer_.expires_after(kPlanLinger);
  plan_timer_.async_wait([this](boost::system::error_code error) {
    if (!error && !plans_.empty()) plans_due();
  });
}

void StoreThread::plans_due() {
  plans_due_ = true;
  start_flush();
}

void StoreThread::start_flush() {
  if (!std::exchange(flushing_, true)) spawn(loop_, "store", flush());
}

/// Plans are older than the commits of the same feeds, and must not be written after them.
asio::awaitable<void> StoreThread::flush() {
  asio::steady_timer linger(loop_);
  do {
    linger.expires_after(kLinger);
    (void)co_await linger.async_wait(asio::as_tuple(asio::use_awaitable));
    std::shared_ptr<Batch> const batch = std::exchange(open_, nullptr);
    std::vector<PollPlan> const plans = std::exchange(plans_, {});
    plans_due_ = false;
    std::vector<PollCommit> const none;
    auto write = [&](Store& store) { return store.group(batch ? batch->polls : none, plans); };
    Result<void> written = co_await run(write);
    if (!batch) {
      report(written);
    } else {
      batch->result = std::move(written);
      batch->done.cancel();
    }
  } while (open_ || plans_due_);
  flushing_ = false;
}

}  // namespace wirewatch
