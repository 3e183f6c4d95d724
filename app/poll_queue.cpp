#include "app/poll_queue.h"

#include <algorithm>

namespace wirewatch {

void PollQueue::line_up(PolledFeed& feed, TimePoint at) {
  if (feed.is_in_line) line_.erase(&feed);
  feed.due = at;
  feed.is_in_line = true;
  line_.insert(&feed);
}

void PollQueue::clear() {
  for (PolledFeed* const feed : line_) feed->is_in_line = false;
  line_.clear();
  for (auto& [name, host] : hosts_) {
    host.waiting.clear();
    host.next = nullptr;
  }
}

PolledFeed* PollQueue::begin_poll(TimePoint now) {
  while (!line_.empty() && (*line_.begin())->due <= now) {
    PolledFeed& feed = **line_.begin();
    line_.erase(line_.begin());
    feed.is_in_line = false;
    PollHost& host = *feed.host;
    bool const is_next = host.next == &feed;
    if (is_next) host.next = nullptr;
    bool const has_turn = is_next || (host.waiting.empty() && !host.next);
    bool const may_ask = host.not_before <= now && host.polling < limits_.polls_at_once;
    if (has_turn && may_ask) {
      ++host.polling;
      host.not_before = now + limits_.spacing;
      call_next(host, now);
      return &feed;
    }
    host.waiting.insert(is_next ? host.waiting.begin() : host.waiting.end(), &feed);
    call_next(host, now);
  }
  return nullptr;
}

void PollQueue::end_poll(PollHost& host, TimePoint now) {
  --host.polling;
  call_next(host, now);
}

void PollQueue::call_next(PollHost& host, TimePoint now) {
  if (host.waiting.empty() || host.next || host.polling >= limits_.polls_at_once) return;
  host.next = host.waiting.front();
  host.waiting.erase(host.waiting.begin());
  line_up(*host.next, std::max(host.not_before, now));
}

std::optional<TimePoint> PollQueue::next_due() const {
  if (line_.empty()) return std::nullopt;
  return (*line_.begin())->due;
}

}  // namespace wirewatch
