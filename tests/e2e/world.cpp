#include "tests/e2e/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "alerts/signature.h"
#include "base/clock.h"

namespace wirewatch::test {

Ended run_wirewatch(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), WIREWATCH_BINARY);
  Process process(std::move(arguments));
  int const exit_code = process.wait();
  return {exit_code, process.output(), process.log()};
}

Received read_webhook(WireRequest const& request) {
  Received received;
  received.id = request.header("webhook-id");
  received.body = request.body;
  boost::system::error_code error;
  auto const message = boost::json::parse(request.body, error);
  if (auto const* watch = message.find_pointer("/data/watch", error))
    received.watch = watch->as_string();
  if (auto const* title = message.find_pointer("/data/article/title", error))
    received.title = title->as_string();
  received.is_verified =
      verify_webhook(*signing_key(kWebhookSecret), received.id, request.header("webhook-timestamp"),
                     request.header("webhook-signature"), request.body, SystemClock{}.now());
  return received;
}

std::string rss_feed(std::vector<Item> const& items) {
  std::string out =
      "<?xml version=\"1.0\"?><rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Feed</title>";
  for (Item const& item : items)
    out += fmt::format(
        "<item><guid isPermaLink=\"false\">{}</guid><title>{}</title>"
        "<content:encoded><![CDATA[{}]]></content:encoded></item>",
        item.id, item.title, item.text);
  return out + "</channel></rss>";
}

std::string prose_with(std::string const& sentence) {
  return "<p>The council of the harbour town met on Monday evening and spoke for three hours about "
         "the "
         "new breakwater, its cost, and the winter in which it is to be built.</p><p>" +
         sentence +
         "</p><p>Work on the southern arm begins in spring. Until then the fishing boats keep to "
         "the old "
         "basin, which the pilots say is safe in every wind except from the north-west.</p><p>The "
         "mayor "
         "asked for patience and promised that the books would be open to everyone who wants to "
         "read "
         "them. The next meeting is on the first Monday of December.</p>";
}

World::World()
    : site_([this](WireRequest const& request) { return answer_site(request); }),
      receiver_([this](WireRequest const&) { return answer_hook(); }) {}

void World::publish(std::string const& path, std::string raw_answer) {
  std::lock_guard const lock(mutex_);
  pages_[path] = std::move(raw_answer);
}

void World::publish_feed(std::string const& path, std::vector<Item> const& items) {
  publish(path, http_answer(200, "application/rss+xml", rss_feed(items)));
}

void World::let_receiver_hang(bool hangs) {
  std::lock_guard const lock(mutex_);
  receiver_hangs_ = hangs;
}

void World::let_receiver_answer(int status) {
  std::lock_guard const lock(mutex_);
  receiver_status_ = status;
}

std::optional<std::string> World::answer_site(WireRequest const& request) {
  std::lock_guard const lock(mutex_);
  auto const page = pages_.find(request.target);
  return page == pages_.end() ? http_answer(404, "text/plain", "no such page") : page->second;
}

std::optional<std::string> World::answer_hook() {
  std::lock_guard const lock(mutex_);
  if (receiver_hangs_) return std::nullopt;
  return http_answer(receiver_status_, "", "");
}

void World::configure(std::vector<std::string> const& feed_paths, std::string const& more) {
  std::string yaml =
      "state: ./state\nallow_networks: [127.0.0.0/8]\n"
      "defaults: {every: 1s, max_delay: 1s, backlog: alert}\nfeeds:\n";
  for (std::string const& path : feed_paths)
    yaml += fmt::format("  - {{name: \"{}\", url: \"{}\"}}\n", path.substr(1), site_.url(path));
  yaml += more;
  yaml += fmt::format("sinks:\n  hook: {{type: webhook, url: \"{}\", secret: {}}}\n",
                      receiver_.url("/hook"), kWebhookSecret);
  directory_.write("wirewatch.yaml", yaml);
}

Process World::start(std::vector<std::string> const& more_arguments) const {
  std::vector<std::string> arguments{WIREWATCH_BINARY, "run", "-c", config()};
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  return Process(std::move(arguments));
}

std::vector<Received> World::received() const {
  std::vector<Received> out;
  for (WireRequest const& request : receiver_.requests()) out.push_back(read_webhook(request));
  return out;
}

bool World::wait_for_webhooks(std::size_t count) const {
  return receiver_.wait_until([count](auto const& requests) { return requests.size() >= count; });
}

bool World::wait_for_polls(std::string const& path, std::size_t count) const {
  return site_.wait_until([&](auto const& requests) {
    auto const fits = [&](WireRequest const& request) { return request.target == path; };
    return static_cast<std::size_t>(std::count_if(requests.begin(), requests.end(), fits)) >= count;
  });
}

std::size_t World::polls(std::string const& path) const {
  auto const requests = site_.requests();
  return static_cast<std::size_t>(
      std::count_if(requests.begin(), requests.end(),
                    [&](WireRequest const& request) { return request.target == path; }));
}

}  // namespace wirewatch::test
