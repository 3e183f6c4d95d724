#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "pipeline/article/html/document.h"
#include "pipeline/article/html/tokenizer.h"

namespace wirewatch {

/// Puts tokens into the tree: which start tags end open elements, and which elements an end tag
/// ends.
class HtmlTreeBuilder {
 public:
  explicit HtmlTreeBuilder(HtmlDocument& document);

  bool take(HtmlToken const& token);  ///< false when the document is full
  void finish();                      ///< closes what is open

 private:
  using Counts = std::array<std::uint16_t, std::size_t(Tag::count)>;

  void start(HtmlToken const& token);
  void end(HtmlToken const& token);
  void close_implied(Tag starting);
  void close_up_to(Tag tag);
  void close_formatting(Tag tag);
  void pop();
  bool is_open(Tag tag) const { return open_in_scope_[std::size_t(tag)] > 0; }
  void add(HtmlNode::Kind kind, HtmlToken const& token);

  HtmlDocument& document_;
  std::vector<std::uint32_t> open_;  ///< elements from the root down
  std::vector<Tag> open_tags_;       ///< theirs; `other` for one that was closed out of order
  Counts open_in_scope_{};           ///< by tag, up to the nearest barrier
  struct Scope {
    Tag barrier;
    Counts outside;
  };
  std::vector<Scope> scopes_;  ///< the barriers that are open, and the counts outside each
  std::size_t flattened_ = 0;  ///< start tags below the greatest depth that wait for their end
};

}  // namespace wirewatch
