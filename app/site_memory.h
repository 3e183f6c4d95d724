#pragma once

#include <boost/asio/awaitable.hpp>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "pipeline/article/site_profile.h"
#include "store/store_thread.h"

namespace wirewatch {

/// What the pages of each site have taught, read from the store when a site is met and written back
/// after some pages. Keeps the sites used last; all calls on the loop's thread.
class SiteMemory {
 public:
  explicit SiteMemory(StoreThread& store) : store_(store) {}

  /// The profile of the site that `url` belongs to; never null, unchanged while it is held.
  boost::asio::awaitable<std::shared_ptr<SiteProfile const>> recall(std::string url);
  boost::asio::awaitable<void> learn(std::string url, PageSketch page);
  /// Writes what was learned since.
  boost::asio::awaitable<void> save_all();

 private:
  struct Site {
    std::string host;
    std::shared_ptr<SiteProfile const> profile;
    int unsaved = 0;
  };
  boost::asio::awaitable<void> save(std::string host, std::shared_ptr<SiteProfile const> profile);
  Site* find(std::string const& host);

  StoreThread& store_;
  std::list<Site> sites_;  ///< used last first
  std::unordered_map<std::string, std::list<Site>::iterator> by_host_;
};

}  // namespace wirewatch
