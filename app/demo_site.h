#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace wirewatch {

/// A page or feed of the demo's news site.
struct DemoPage {
  std::string content_type;
  std::string body;
};

/// The Keldan Courier, a small invented news site: /world.rss (summaries only), /politics.atom
/// (full content), /business.rss (content:encoded) and the articles' pages, with the header,
/// navigation, "Popular Stories", "Most Discussed" and footer that real sites have. `base` is its
/// address, "http://127.0.0.1:PORT"; `corrected` says whether the newsroom has already corrected
/// the article on sanctions. nullopt for a path that is not there.
std::optional<DemoPage> demo_page(std::string_view path, std::string_view base, TimePoint now,
                                  bool corrected);

/// The config of the demo for that site and a receiver at `hook`.
std::string demo_config(std::string_view base, std::string_view hook, std::string_view secret);

}  // namespace wirewatch
