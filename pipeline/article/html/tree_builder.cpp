#include "pipeline/article/html/tree_builder.h"

#include <algorithm>
#include <initializer_list>

namespace wirewatch {
namespace {

/// An end tag inside does not reach what is open outside (HTML Standard: "has an element in
/// scope").
bool is_barrier(Tag tag) {
  return tag == Tag::td || tag == Tag::th || tag == Tag::caption || tag == Tag::table ||
         tag == Tag::template_ || tag == Tag::svg || tag == Tag::object || tag == Tag::html;
}

bool one_of(Tag tag, std::initializer_list<Tag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool ends_paragraph(Tag tag) {
  return is_block(tag) &&
         !one_of(tag, {Tag::button, Tag::iframe, Tag::video, Tag::audio, Tag::select, Tag::option,
                       Tag::caption, Tag::td, Tag::th, Tag::tr, Tag::tbody, Tag::thead, Tag::tfoot,
                       Tag::legend, Tag::body, Tag::html});
}

}  // namespace

HtmlTreeBuilder::HtmlTreeBuilder(HtmlDocument& document) : document_(document) {
  document_.nodes_.reserve(document.source_.size() / 24 + 16);
  document_.nodes_.push_back(HtmlNode{.tag = Tag::html});
  open_.push_back(0);
  open_tags_.push_back(Tag::html);
  open_in_scope_[std::size_t(Tag::html)] = 1;
}

bool HtmlTreeBuilder::take(HtmlToken const& token) {
  if (document_.nodes_.size() >= HtmlDocument::kMaxNodes) return false;
  switch (token.kind) {
    case HtmlToken::Kind::text:
      add(HtmlNode::Kind::text, token);
      break;
    case HtmlToken::Kind::raw:
      if (!token.text.empty()) add(HtmlNode::Kind::raw, token);
      break;
    case HtmlToken::Kind::start:
      start(token);
      break;
    case HtmlToken::Kind::end:
      end(token);
      break;
  }
  return true;
}

void HtmlTreeBuilder::finish() {
  while (!open_.empty()) pop();
}

void HtmlTreeBuilder::add(HtmlNode::Kind kind, HtmlToken const& token) {
  auto const begin = std::uint32_t(token.text.data() - document_.source_.data());
  auto const index = std::uint32_t(document_.nodes_.size());
  document_.nodes_.push_back(
      {kind, token.tag, open_.back(), index + 1, begin, std::uint32_t(token.text.size())});
}

void HtmlTreeBuilder::start(HtmlToken const& token) {
  Tag const tag = token.tag;
  if (tag == Tag::html) {
    HtmlNode& root = document_.nodes_.front();
    root.begin = std::uint32_t(token.text.data() - document_.source_.data());
    root.length = std::uint32_t(token.text.size());
    return;
  }
  if (tag == Tag::body && is_open(Tag::body)) return;
  close_implied(tag);
  if (open_.size() >= HtmlDocument::kMaxDepth && !is_void(tag)) {
    ++flattened_;
    return;
  }
  add(HtmlNode::Kind::element, token);
  bool const foreign = is_open(Tag::svg) || is_open(Tag::math);
  if (is_void(tag) || (token.self_closing && (foreign || tag == Tag::svg))) return;
  open_.push_back(std::uint32_t(document_.nodes_.size() - 1));
  open_tags_.push_back(tag);
  if (is_barrier(tag)) {
    scopes_.push_back({tag, open_in_scope_});
    open_in_scope_ = {};
  }
  ++open_in_scope_[std::size_t(tag)];
}

/// What a start tag ends without saying so. Source: HTML Standard 13.2.6.4.7 "in body", and the
/// table modes.
void HtmlTreeBuilder::close_implied(Tag starting) {
  if (starting == Tag::body && is_open(Tag::head)) close_up_to(Tag::head);
  if (is_open(Tag::p) && ends_paragraph(starting)) close_up_to(Tag::p);
  if (is_heading(starting) && is_heading(open_tags_.back())) pop();
  if (starting == Tag::a && is_open(Tag::a)) close_formatting(Tag::a);
  if (starting == Tag::option && open_tags_.back() == Tag::option) pop();
  if (one_of(starting, {Tag::rp, Tag::rt}) && one_of(open_tags_.back(), {Tag::rp, Tag::rt})) pop();
  // An item ends the one before it, unless a list began between.
  auto const end_item = [&](std::initializer_list<Tag> items, std::initializer_list<Tag> owners) {
    for (auto i = open_tags_.size(); i-- > 0;) {
      if (one_of(open_tags_[i], owners) || is_barrier(open_tags_[i])) return;
      if (!one_of(open_tags_[i], items)) continue;
      while (open_.size() > i) pop();
      return;
    }
  };
  if (starting == Tag::li) end_item({Tag::li}, {Tag::ul, Tag::ol, Tag::menu, Tag::dir});
  if (one_of(starting, {Tag::dt, Tag::dd})) end_item({Tag::dt, Tag::dd}, {Tag::dl});
  bool const row = one_of(starting, {Tag::tr, Tag::tbody, Tag::thead, Tag::tfoot});
  bool const cell = one_of(starting, {Tag::td, Tag::th});
  if ((row || cell) && one_of(open_tags_.back(), {Tag::td, Tag::th, Tag::caption})) pop();
  if ((row || cell) &&
      !one_of(open_tags_.back(), {Tag::table, Tag::tbody, Tag::thead, Tag::tfoot, Tag::tr}))
    for (Tag const inner : {Tag::td, Tag::th})
      if (is_open(inner)) close_up_to(inner);
  if (row && open_tags_.back() == Tag::tr) pop();
  if (row && starting != Tag::tr && one_of(open_tags_.back(), {Tag::tbody, Tag::thead, Tag::tfoot}))
    pop();
}

void HtmlTreeBuilder::end(HtmlToken const& token) {
  Tag const tag = token.tag;
  if (flattened_ > 0 && !is_void(tag)) {
    --flattened_;
    return;
  }
  if (tag == Tag::html || tag == Tag::body) return;  // what follows still belongs to the page
  if (is_heading(tag) && is_heading(open_tags_.back())) {
    pop();  // "<h2>...</h3>"
    return;
  }
  // A table's end reaches through its cells and rows, which are barriers to everything else.
  auto const in_cell = [&] {
    return !scopes_.empty() && one_of(scopes_.back().barrier, {Tag::td, Tag::th, Tag::caption});
  };
  if (one_of(tag, {Tag::table, Tag::tr, Tag::tbody, Tag::thead, Tag::tfoot}))
    while (!is_open(tag) && in_cell()) pop();
  if (!is_open(tag)) return;
  if (is_formatting(tag))
    close_formatting(tag);
  else
    close_up_to(tag);
}

void HtmlTreeBuilder::close_up_to(Tag tag) {
  while (open_tags_.back() != tag) pop();
  pop();
}

/// "<b><p>...</b>": a formatting element that a block has begun inside stays in the tree, but is no
/// longer open.
void HtmlTreeBuilder::close_formatting(Tag tag) {
  for (auto i = open_tags_.size(); i-- > 0;) {
    if (open_tags_[i] == tag) {
      while (open_.size() > i) pop();
      return;
    }
    if (!is_formatting(open_tags_[i])) {
      auto const at = std::find(open_tags_.rbegin(), open_tags_.rend(), tag);
      --open_in_scope_[std::size_t(tag)];
      *at = Tag::other;
      ++open_in_scope_[std::size_t(Tag::other)];
      return;
    }
  }
}

void HtmlTreeBuilder::pop() {
  Tag const tag = open_tags_.back();
  document_.nodes_[open_.back()].end = std::uint32_t(document_.nodes_.size());
  if (is_barrier(tag) && !scopes_.empty()) {
    open_in_scope_ = scopes_.back().outside;
    scopes_.pop_back();
  } else {
    --open_in_scope_[std::size_t(tag)];
  }
  open_.pop_back();
  open_tags_.pop_back();
}

}  // namespace wirewatch
