#include "tests/bench/bare_multi.h"

#include <curl/curl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <chrono>
#include <string_view>

namespace wirewatch::bench {
namespace {

constexpr std::size_t kAtOnce = 64;
using SteadyClock = std::chrono::steady_clock;

std::size_t discard(char*, std::size_t one, std::size_t count, void*) { return one * count; }

std::size_t keep_etag(char* data, std::size_t one, std::size_t count, void* out) {
  std::string_view line(data, one * count);
  if (line.starts_with("ETag: "))
    *static_cast<std::string*>(out) = line.substr(6, line.find('\r') - 6);
  return one * count;
}

}  // namespace

struct BareMulti::State {
  explicit State(std::vector<std::string> u) : urls(std::move(u)), etags(urls.size()) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi = curl_multi_init();
    epoll = ::epoll_create1(EPOLL_CLOEXEC);
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &State::on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &State::on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    for (std::size_t i = 0; i < kAtOnce; ++i) idle.push_back(curl_easy_init());
  }

  static int on_socket(CURL*, curl_socket_t fd, int what, void* self, void* known) {
    auto& state = *static_cast<State*>(self);
    epoll_event event{};
    event.data.fd = fd;
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    if (what == CURL_POLL_REMOVE) {
      ::epoll_ctl(state.epoll, EPOLL_CTL_DEL, fd, &event);
      curl_multi_assign(state.multi, fd, nullptr);
    } else {
      ::epoll_ctl(state.epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
      curl_multi_assign(state.multi, fd, self);
    }
    return 0;
  }

  static int on_timer(CURLM*, long ms, void* self) {
    auto& state = *static_cast<State*>(self);
    state.has_timer = ms >= 0;
    state.timer = SteadyClock::now() + std::chrono::milliseconds(ms);
    return 0;
  }

  void begin(std::size_t number) {
    CURL* const easy = idle.back();
    idle.pop_back();
    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_URL, urls[number].c_str());
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &discard);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &keep_etag);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &etags[number]);
    curl_slist* headers = nullptr;
    if (!etags[number].empty())
      headers = curl_slist_append(nullptr, ("If-None-Match: " + etags[number]).c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, headers);
    curl_multi_add_handle(multi, easy);
  }

  void reap(Counts& counts) {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi, &left)) {
      CURL* const easy = message->easy_handle;
      long status = 0;
      void* headers = nullptr;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &headers);
      curl_multi_remove_handle(multi, easy);
      curl_slist_free_all(static_cast<curl_slist*>(headers));
      idle.push_back(easy);
      ++(status == 200 ? counts.full : status == 304 ? counts.not_modified : counts.other);
    }
  }

  std::vector<std::string> urls;
  std::vector<std::string> etags;
  std::vector<CURL*> idle;
  CURLM* multi = nullptr;
  int epoll = -1;
  bool has_timer = false;
  SteadyClock::time_point timer;
};

BareMulti::BareMulti(std::vector<std::string> urls) : state_(new State(std::move(urls))) {}

BareMulti::~BareMulti() {
  for (CURL* easy : state_->idle) curl_easy_cleanup(easy);
  curl_multi_cleanup(state_->multi);
  ::close(state_->epoll);
  delete state_;
}

BareMulti::Counts BareMulti::cycle() {
  State& state = *state_;
  Counts counts;
  std::size_t begun = 0;
  auto const done = [&] { return counts.full + counts.not_modified + counts.other; };
  while (done() < state.urls.size()) {
    while (begun < state.urls.size() && !state.idle.empty()) state.begin(begun++);
    int wait = 1'000;
    if (state.has_timer)
      wait = static_cast<int>(std::max<std::int64_t>(
          0,
          std::chrono::ceil<std::chrono::milliseconds>(state.timer - SteadyClock::now()).count()));
    epoll_event events[64];
    int const ready = ::epoll_wait(state.epoll, events, 64, wait);
    int running = 0;
    for (int i = 0; i < ready; ++i)
      curl_multi_socket_action(state.multi, events[i].data.fd,
                               (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                                   (events[i].events & ~EPOLLOUT ? CURL_CSELECT_IN : 0),
                               &running);
    if (state.has_timer && SteadyClock::now() >= state.timer) {
      state.has_timer = false;
      curl_multi_socket_action(state.multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    state.reap(counts);
  }
  return counts;
}

}  // namespace wirewatch::bench
