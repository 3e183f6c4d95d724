#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wirewatch {

/// One block of a page as the site's memory sees it.
struct BlockSketch {
  std::uint64_t text = 0;  ///< hash of its words
  std::uint32_t path = 0;  ///< where it stands in the site's template
  std::uint32_t words = 0;
  bool kept = false;  ///< it was taken for body
  friend bool operator==(BlockSketch const&, BlockSketch const&) = default;
};

/// What one page teaches about its site.
struct PageSketch {
  std::uint64_t body = 0;  ///< hash of the body: the same article seen twice teaches nothing
  double confidence = 0;   ///< of the extraction
  std::vector<BlockSketch> blocks;
};

/// What the pages of one site have in common: texts that come back at their places (furniture) and
/// places that always hold the body or never do. (A text that comes back elsewhere may be the lead
/// of an article that another page teased.) Bounded (kMaxTexts, kMaxPaths, kMaxBodies) and decayed:
/// after kHalfLife pages old counts weigh half, so that a redesign is learned and forgotten. A
/// value; not shared between threads while it learns.
class SiteProfile {
 public:
  static constexpr std::size_t kMaxTexts = 4096;
  static constexpr std::size_t kMaxPaths = 1024;
  static constexpr std::size_t kMaxBodies = 256;
  static constexpr std::uint32_t kHalfLife = 200;

  void learn(PageSketch const& page);

  /// On how many (decayed) earlier pages of other articles the text stood at this place.
  double pages_with_text(std::uint64_t text, std::uint32_t path) const;
  struct PathRecord {
    double pages = 0;       ///< decayed number of pages that had blocks there
    double kept_share = 0;  ///< of the words there, what was body
  };
  PathRecord path(std::uint32_t path) const;
  double pages() const { return pages_; }
  bool knows_body(std::uint64_t body) const;

  /// For the store. `from_bytes` of anything else than what `to_bytes` gave is an empty profile.
  std::string to_bytes() const;
  static SiteProfile from_bytes(std::string_view bytes);

  friend bool operator==(SiteProfile const&, SiteProfile const&) = default;

 private:
  struct TextCount {
    float pages = 0;
    friend bool operator==(TextCount const&, TextCount const&) = default;
  };
  struct PathCount {
    float pages = 0;
    float words = 0;
    float kept_words = 0;
    friend bool operator==(PathCount const&, PathCount const&) = default;
  };
  void decay();
  void trim();

  float pages_ = 0;
  std::uint32_t since_decay_ = 0;
  std::unordered_map<std::uint64_t, TextCount> texts_;  ///< by text and place
  std::unordered_map<std::uint32_t, PathCount> paths_;
  std::vector<std::uint64_t> bodies_;  ///< oldest first
};

}  // namespace wirewatch
