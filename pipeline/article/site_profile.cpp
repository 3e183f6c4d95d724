// Site memory. A single page cannot tell a newsletter prompt from a short paragraph; the second
// page of the site can, because the prompt is there again. Two bounded tables are kept: how many
// pages had a text at its place of the template, and how much of what stood at a place of the
// template was body. Counts are floats that are halved now and then, which bounds them, forgets
// what is gone, and lets the smallest be thrown out when a table is full.
#include "pipeline/article/site_profile.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace wirewatch {
namespace {

constexpr std::string_view kMagic = "wwsite3\n";
constexpr float kForgotten = 0.2F;
// Texts of one or two words ("Share") come back inside bodies too.
constexpr double kTrusted = 0.3;

template <class Value>
void put(std::string& out, Value value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

/// Takes values off the front; remembers whether there were enough.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  template <class Value>
  Value take() {
    Value value{};
    good_ = good_ && rest_.size() >= sizeof value;
    if (!good_) return value;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }
  bool good() const { return good_; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::uint64_t text_at(std::uint64_t text, std::uint32_t path) {
  return text ^ (path * 0x9E3779B97F4A7C15U);
}

/// Throws out the entries with the fewest pages until `limit` are left.
template <class Map>
void keep_largest(Map& map, std::size_t limit) {
  if (map.size() <= limit) return;
  std::vector<float> counts;
  for (auto const& [key, count] : map) counts.push_back(count.pages);
  auto const nth = counts.begin() + std::ptrdiff_t(map.size() - limit);
  std::nth_element(counts.begin(), nth, counts.end());
  float const least = *nth;
  std::erase_if(map, [&](auto const& entry) { return entry.second.pages < least; });
  while (map.size() > limit) map.erase(map.begin());
}

}  // namespace

void SiteProfile::learn(PageSketch const& page) {
  if (knows_body(page.body)) return;
  bodies_.push_back(page.body);
  if (bodies_.size() > kMaxBodies) bodies_.erase(bodies_.begin());
  if (++since_decay_ >= kHalfLife) decay();
  ++pages_;
  std::set<std::uint64_t> texts;
  std::set<std::uint32_t> paths;
  for (auto const& block : page.blocks) {
    auto const text = text_at(block.text, block.path);
    if (texts.insert(text).second) ++texts_[text].pages;
    if (page.confidence < kTrusted) continue;
    auto& path = paths_[block.path];
    if (paths.insert(block.path).second) ++path.pages;
    path.words += float(block.words);
    if (block.kept) path.kept_words += float(block.words);
  }
  trim();
}

double SiteProfile::pages_with_text(std::uint64_t text, std::uint32_t path) const {
  auto const found = texts_.find(text_at(text, path));
  return found == texts_.end() ? 0 : double(found->second.pages);
}

SiteProfile::PathRecord SiteProfile::path(std::uint32_t path) const {
  auto const found = paths_.find(path);
  if (found == paths_.end() || found->second.words <= 0) return {};
  return {double(found->second.pages), double(found->second.kept_words / found->second.words)};
}

bool SiteProfile::knows_body(std::uint64_t body) const {
  return std::find(bodies_.begin(), bodies_.end(), body) != bodies_.end();
}

void SiteProfile::decay() {
  since_decay_ = 0;
  pages_ /= 2;
  for (auto& [text, count] : texts_) count.pages /= 2;
  for (auto& [path, count] : paths_)
    count = {count.pages / 2, count.words / 2, count.kept_words / 2};
  std::erase_if(texts_, [](auto const& entry) { return entry.second.pages < kForgotten; });
  std::erase_if(paths_, [](auto const& entry) { return entry.second.pages < kForgotten; });
}

/// Some slack, so that a full table is not sorted for every page.
void SiteProfile::trim() {
  if (texts_.size() > kMaxTexts) keep_largest(texts_, kMaxTexts * 3 / 4);
  if (paths_.size() > kMaxPaths) keep_largest(paths_, kMaxPaths * 3 / 4);
}

std::string SiteProfile::to_bytes() const {
  std::string out(kMagic);
  put(out, pages_);
  put(out, since_decay_);
  put(out, std::uint32_t(texts_.size()));
  for (auto const& [text, count] : texts_) put(out, text), put(out, count.pages);
  put(out, std::uint32_t(paths_.size()));
  for (auto const& [path, count] : paths_)
    put(out, path), put(out, count.pages), put(out, count.words), put(out, count.kept_words);
  put(out, std::uint32_t(bodies_.size()));
  for (auto const body : bodies_) put(out, body);
  return out;
}

SiteProfile SiteProfile::from_bytes(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return {};
  Reader reader(bytes.substr(kMagic.size()));
  SiteProfile out;
  out.pages_ = reader.take<float>();
  out.since_decay_ = reader.take<std::uint32_t>();
  for (auto n = reader.take<std::uint32_t>(); n > 0 && reader.good(); --n) {
    auto const text = reader.take<std::uint64_t>();
    out.texts_[text] = {reader.take<float>()};
  }
  for (auto n = reader.take<std::uint32_t>(); n > 0 && reader.good(); --n) {
    auto& path = out.paths_[reader.take<std::uint32_t>()];
    path.pages = reader.take<float>();
    path.words = reader.take<float>();
    path.kept_words = reader.take<float>();
  }
  for (auto n = reader.take<std::uint32_t>(); n > 0 && reader.good(); --n)
    out.bodies_.push_back(reader.take<std::uint64_t>());
  return reader.good() ? out : SiteProfile();
}

}  // namespace wirewatch
