#include "app/site_memory.h"

#include <boost/url/parse.hpp>
#include <optional>
#include <utility>

#include "base/log.h"
#include "base/text.h"

namespace wirewatch {
namespace {

namespace asio = boost::asio;

constexpr char const* kBlobKind = "site";
constexpr std::size_t kSitesKept = 256;
// Written so seldom that learning costs little, so often that a crash forgets little.
constexpr int kPagesBetweenWrites = 20;

std::string site_of(std::string const& url) {
  auto const parsed = boost::urls::parse_uri(url);
  if (!parsed) return {};
  std::string host = lower_ascii(std::string(parsed->encoded_host_and_port()));
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

}  // namespace

SiteMemory::Site* SiteMemory::find(std::string const& host) {
  auto const found = by_host_.find(host);
  if (found == by_host_.end()) return nullptr;
  sites_.splice(sites_.begin(), sites_, found->second);
  return &sites_.front();
}

asio::awaitable<std::shared_ptr<SiteProfile const>> SiteMemory::recall(std::string url) {
  std::string const host = site_of(url);
  if (Site const* const known = find(host)) co_return known->profile;
  auto read = [&host](Store& store) { return store.read_blob(kBlobKind, host); };
  Result<std::optional<std::string>> const bytes = co_await store_.run(read);
  if (Site const* const known = find(host)) co_return known->profile;  // met meanwhile
  Site site;
  site.host = host;
  site.profile = std::make_shared<SiteProfile const>(
      bytes && *bytes ? SiteProfile::from_bytes(**bytes) : SiteProfile());
  std::shared_ptr<SiteProfile const> const profile = site.profile;
  sites_.push_front(std::move(site));
  by_host_[host] = sites_.begin();
  if (sites_.size() > kSitesKept) {
    Site const oldest = std::move(sites_.back());
    by_host_.erase(oldest.host);
    sites_.pop_back();
    if (oldest.unsaved > 0) co_await save(oldest.host, oldest.profile);
  }
  co_return profile;
}

asio::awaitable<void> SiteMemory::learn(std::string url, PageSketch page) {
  Site* const site = find(site_of(url));
  if (!site) co_return;  // pushed out by others while the page was on its way
  auto learned = std::make_shared<SiteProfile>(*site->profile);
  learned->learn(page);
  site->profile = learned;
  if (++site->unsaved < kPagesBetweenWrites) co_return;
  site->unsaved = 0;
  std::string const host = site->host;
  co_await save(host, learned);
}

asio::awaitable<void> SiteMemory::save_all() {
  std::list<Site> unsaved;
  for (Site& site : sites_)
    if (std::exchange(site.unsaved, 0) > 0) unsaved.push_back(site);
  for (Site const& site : unsaved) co_await save(site.host, site.profile);
}

asio::awaitable<void> SiteMemory::save(std::string host,
                                       std::shared_ptr<SiteProfile const> profile) {
  auto write = [&host, &profile](Store& store) {
    return store.write_blob(kBlobKind, host, profile->to_bytes());
  };
  Result<void> const written = co_await store_.run(write);
  if (!written) log::warn("site.unstored", {{"site", host}, {"why", written.error().what}});
}

}  // namespace wirewatch
