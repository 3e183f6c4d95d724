#include "tests/bench/feed_farm.h"

#include <arpa/inet.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

#include "tests/support/loopback_server.h"

namespace wirewatch::bench {
namespace {

constexpr std::size_t kFeedsAnAddress = 2;
constexpr std::size_t kFirstItem = 1'000;
constexpr std::size_t kPublishing = 20;  ///< every so many-th feed gets new items

constexpr char const* kWords[] = {"harbour", "council", "winter",  "minister", "grain",   "report",
                                  "bridge",  "talks",   "engine",  "northern", "court",   "price",
                                  "vote",    "ferry",   "island",  "market",   "union",   "signal",
                                  "water",   "border",  "company", "season",   "teacher", "railway",
                                  "station", "medical", "evening"};

std::string prose(std::mt19937& random, std::size_t words) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) {
    out += kWords[random() % std::size(kWords)];
    out += i % 17 == 16 ? ". " : " ";
  }
  return out;
}

/// An item an hour; the first ones are older than the farm, further ones younger.
std::time_t time_of(std::size_t item) {
  static std::time_t const start = std::time(nullptr);
  return start + (static_cast<std::time_t>(item) - static_cast<std::time_t>(kFirstItem)) * 3600;
}

int free_port() {
  int const fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (fd < 0 || ::bind(fd, generic, size) != 0 || ::getsockname(fd, generic, &size) != 0)
    std::abort();
  ::close(fd);
  return ntohs(address.sin_port);
}

void wait_until_listening(int port, pid_t nginx) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  for (int i = 0; i < 2'000; ++i) {
    int const fd = ::socket(AF_INET, SOCK_STREAM, 0);
    bool const open = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    if (open) return;
    if (::waitpid(nginx, nullptr, WNOHANG) == nginx) std::exit(1);
    ::usleep(5'000);
  }
  std::abort();
}

}  // namespace

FeedFarm::FeedFarm(std::size_t feeds) {
  int const port = free_port();
  std::mt19937 random(7);
  for (std::size_t i = 0; i < feeds; ++i) {
    std::size_t const host = i / kFeedsAnAddress;
    urls_.push_back(fmt::format("http://127.{}.{}.{}:{}/{}.xml", 1 + host / 62'500,
                                host / 250 % 250, 1 + host % 250, port, i));
    first_item_.push_back(kFirstItem);
    length_.push_back(20 + random() % 6);
    items_ += length_.back();
    write_feed(i);
  }
  std::string const config = directory_.write(
      "nginx.conf",
      fmt::format("user root; worker_processes 1; daemon off; pid {0}/nginx.pid; error_log "
                  "{0}/error.log crit;\n"
                  "events {{ worker_connections 8192; }}\n"
                  "http {{ access_log off; gzip_static on; etag on; keepalive_requests 100000;\n"
                  "types {{ application/rss+xml xml; }}\n"
                  "client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f;\n"
                  "uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n"
                  "server {{ listen 0.0.0.0:{1} backlog=4096; root {0}; }} }}\n",
                  directory_.path().string(), port));
  nginx_ = ::fork();
  if (nginx_ == 0) {
    ::execlp("nginx", "nginx", "-c", config.c_str(), static_cast<char*>(nullptr));
    std::perror("feed_farm: cannot run nginx (apt-get install nginx-light)");
    ::_exit(127);
  }
  wait_until_listening(port, nginx_);
}

FeedFarm::~FeedFarm() {
  ::kill(nginx_, SIGTERM);
  ::waitpid(nginx_, nullptr, 0);
}

void FeedFarm::write_feed(std::size_t number) {
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Feed {0}</title>"
      "<link>http://example.org/{0}</link><description>Generated</description>\n",
      number);
  for (std::size_t i = 0; i < length_[number]; ++i) {
    std::size_t const item = first_item_[number] - i;
    std::mt19937 random(static_cast<unsigned>(number * 100'003 + item));
    xml += fmt::format(
        "<item><title>{}</title><link>http://example.org/{}/{}</link><guid "
        "isPermaLink=\"false\">{}-{}</guid><pubDate>{:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        "<description>{}</description><content:encoded><![CDATA[<p>{}</p><p>{}</p>]]>"
        "</content:encoded></item>\n",
        prose(random, 9), number, item, number, item, fmt::gmtime(time_of(item)), prose(random, 30),
        prose(random, 120), prose(random, 120));
  }
  xml += "</channel></rss>\n";
  directory_.write(fmt::format("{}.xml", number), xml);
  directory_.write(fmt::format("{}.xml.gz", number), test::gzip(xml));
}

std::size_t FeedFarm::publish_news() {
  std::size_t published = 0;
  for (std::size_t i = 0; i < urls_.size(); i += kPublishing) {
    std::size_t const fresh = 1 + i / kPublishing % 3;
    first_item_[i] += fresh;
    published += fresh;
    write_feed(i);
  }
  return published;
}

void FeedFarm::withdraw_news() {
  for (std::size_t i = 0; i < urls_.size(); i += kPublishing) write_feed(i);
}

}  // namespace wirewatch::bench
