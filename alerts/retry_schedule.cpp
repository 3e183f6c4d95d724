#include "alerts/retry_schedule.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace wirewatch {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::chrono::seconds, 11> kWaits = {5s, 30s, 2min, 10min, 30min, 2h,
                                                         5h, 10h, 14h,  18h,   24h};
constexpr std::chrono::seconds kLongestRetryAfter = 24h;

bool is_worth_retrying(int status) {
  return status == 408 || status == 425 || status == 429 || (status >= 500 && status != 501);
}

void schedule_retry(Delivery& delivery, TimePoint now, double random) {
  auto const tried = static_cast<std::size_t>(delivery.attempts) - 1;
  if (tried >= kWaits.size()) {
    delivery.state = Delivery::State::dead;
    delivery.last_result += ", given up after three days";
    return;
  }
  auto const wait = std::chrono::duration<double>(kWaits[tried]) * (0.9 + 0.2 * random);
  delivery.due = now + std::chrono::duration_cast<std::chrono::milliseconds>(wait);
}

}  // namespace

Verdict after_attempt(Delivery delivery, Result<Response> const& answer, TimePoint now,
                      double random) {
  Verdict verdict;
  ++delivery.attempts;
  if (!answer) {
    delivery.last_result = answer.error().what;
    if (answer.error().kind == Error::Kind::config)
      delivery.state = Delivery::State::dead;
    else
      schedule_retry(delivery, now, random);
  } else if (answer->status >= 200 && answer->status < 300) {
    delivery.state = Delivery::State::done;
    delivery.last_result = std::to_string(answer->status);
  } else if (answer->status == 410) {
    delivery.state = Delivery::State::dead;
    delivery.last_result = "410 gone: the receiver wants no more, the sink is disabled";
    verdict.sink_blocked_until = TimePoint::max();
  } else {
    delivery.last_result = std::to_string(answer->status);
    std::string const said =
        printable(cut_utf8(repair_utf8(trim(answer->body.substr(0, 400))), 200));
    if (!said.empty()) delivery.last_result += ": " + said;
    if (!is_worth_retrying(answer->status)) {
      delivery.state = Delivery::State::dead;
    } else {
      schedule_retry(delivery, now, random);
      if (auto const asked = retry_after(*answer, now);
          asked && delivery.state == Delivery::State::due) {
        verdict.sink_blocked_until = now + std::min(*asked, kLongestRetryAfter);
        delivery.due = std::max(delivery.due, *verdict.sink_blocked_until);
      }
    }
  }
  verdict.delivery = std::move(delivery);
  return verdict;
}

}  // namespace wirewatch
