#include "pipeline/article/html/document.h"

#include "base/text.h"
#include "pipeline/article/html/tokenizer.h"
#include "pipeline/article/html/tree_builder.h"
#include "pipeline/text/html_entities.h"

namespace wirewatch {

HtmlDocument::HtmlDocument(std::string_view source) : source_(source) {
  HtmlTreeBuilder builder(*this);
  HtmlTokenizer tokenizer(source);
  HtmlToken token;
  while (tokenizer.next(token)) {
    if (!builder.take(token)) {
      truncated_ = true;
      break;
    }
  }
  builder.finish();
}

std::string HtmlDocument::attribute(HtmlNode const& element, std::string_view name) const {
  auto rest = attributes_of(source_of(element));
  HtmlAttribute attribute;
  while (next_attribute(rest, attribute))
    if (equals_ignoring_case(attribute.name, name)) return unescape_html(attribute.value);
  return {};
}

bool HtmlDocument::has_attribute(HtmlNode const& element, std::string_view name) const {
  auto rest = attributes_of(source_of(element));
  HtmlAttribute attribute;
  while (next_attribute(rest, attribute))
    if (equals_ignoring_case(attribute.name, name)) return true;
  return false;
}

std::string HtmlDocument::text_of(std::uint32_t node) const {
  std::string out;
  for (auto i = node; i < nodes_[node].end; ++i) {
    if (i != node && (nodes_[i].tag == Tag::rt || nodes_[i].tag == Tag::rp))
      i = nodes_[i].end - 1;  // how to read it is not part of it
    else if (nodes_[i].tag == Tag::br || (i != node && is_block(nodes_[i].tag)))
      out += '\n';
    else if (nodes_[i].kind == HtmlNode::Kind::text ||
             (nodes_[i].kind == HtmlNode::Kind::raw && i == node + 1))
      append_unescaped(out, source_of(nodes_[i]));
  }
  return out;
}

}  // namespace wirewatch
