#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article/html/tag.h"

namespace wirewatch {

/// An element, a text, or the raw content of one. Nodes stand in document order.
struct HtmlNode {
  enum class Kind : std::uint8_t { element, text, raw };
  Kind kind = Kind::element;
  Tag tag = Tag::other;      ///< of elements
  std::uint32_t parent = 0;  ///< index; the root is its own parent
  std::uint32_t end = 0;     ///< one past the last node inside
  std::uint32_t begin = 0;   ///< bytes of the source: the text, or name and attributes
  std::uint32_t length = 0;
};

/// A page as a flat tree. Not the tree of the HTML Standard to the letter, but the one that matters
/// to text: implied end tags, misnested formatting, tables as barriers. Time and memory are linear
/// in the source whatever it holds: elements below kMaxDepth are flattened, nodes beyond kMaxNodes
/// are not kept (`truncated`).
class HtmlDocument {
 public:
  static constexpr std::size_t kMaxDepth = 512;
  static constexpr std::size_t kMaxNodes = 400'000;
  static constexpr std::uint32_t kNone = UINT32_MAX;

  /// `source` is UTF-8 and must outlive the document.
  explicit HtmlDocument(std::string_view source);

  std::vector<HtmlNode> const& nodes() const { return nodes_; }
  bool truncated() const { return truncated_; }

  /// What stands in the source for the node: the text, or name and attributes.
  std::string_view source_of(HtmlNode const& node) const {
    return source_.substr(node.begin, node.length);
  }
  /// An attribute's value with references resolved; empty when absent.
  std::string attribute(HtmlNode const& element, std::string_view name) const;
  bool has_attribute(HtmlNode const& element, std::string_view name) const;
  /// All the text inside a node, references resolved, as written, with a line end where a block
  /// begins; without the readings that ruby sets beside characters.
  std::string text_of(std::uint32_t node) const;

 private:
  friend class HtmlTreeBuilder;
  std::string_view source_;
  std::vector<HtmlNode> nodes_;
  bool truncated_ = false;
};

}  // namespace wirewatch
