#include "pipeline/article/html_blocks.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "pipeline/article/html/tokenizer.h"
#include "pipeline/text/html_entities.h"

namespace wirewatch {
namespace {

std::uint32_t mix(std::uint32_t hash, std::string_view text) {
  for (char const c : text) {
    bool const digit = c >= '0' && c <= '9';
    hash = (hash ^ static_cast<unsigned char>(digit ? '0' : c)) * 16777619U;
  }
  return hash;
}

constexpr std::uint32_t kLongestRow = 600;

/// What an element adds to the blocks inside it.
struct Frame {
  std::uint32_t node = 0;
  std::uint32_t end = 0;
  Tag tag = Tag::div;
  bool block = true;
  Cues cues = 0;
  Cues all_cues = 0;
  std::uint32_t own_path = 0;
  std::uint32_t around = 0;
  std::uint8_t heading = 0;
  bool data_row = false;  ///< its cells are columns of one line
  bool strong = false;
  bool slanted = false;
  std::uint32_t article = HtmlDocument::kNone;
};

bool has_word(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

bool hides(std::string_view style) {
  auto const lower = lower_ascii(style);
  auto const at = lower.find("display");
  return (at != std::string::npos && has_word(lower.substr(at, 16), "none")) ||
         has_word(lower, "visibility:hidden");
}

std::uint32_t around_of(Tag tag) {
  switch (tag) {
    case Tag::article:
      return bit(Around::article);
    case Tag::main:
      return bit(Around::main);
    case Tag::aside:
      return bit(Around::aside);
    case Tag::nav:
      return bit(Around::nav);
    case Tag::header:
      return bit(Around::header);
    case Tag::footer:
      return bit(Around::footer);
    case Tag::figure:
      return bit(Around::figure);
    case Tag::figcaption:
      return bit(Around::figcaption);
    case Tag::ul:
    case Tag::ol:
      return bit(Around::list);
    case Tag::table:
      return bit(Around::table);
    case Tag::blockquote:
      return bit(Around::quote);
    case Tag::form:
      return bit(Around::form);
    case Tag::button:
      return bit(Around::button);
    case Tag::pre:
      return bit(Around::pre);
    case Tag::dl:
      return bit(Around::definition);
    case Tag::details:
      return bit(Around::details);
    case Tag::a:
      return bit(Around::link);
    case Tag::time:
      return bit(Around::time);
    default:
      return 0;
  }
}

std::uint32_t around_of_role(std::string_view role) {
  if (role == "main") return bit(Around::main);
  if (role == "article") return bit(Around::article);
  if (role == "navigation" || role == "menu" || role == "menubar") return bit(Around::nav);
  if (role == "complementary") return bit(Around::aside);
  if (role == "banner") return bit(Around::header);
  if (role == "contentinfo") return bit(Around::footer);
  if (role == "dialog" || role == "alertdialog") return bit(Around::form);
  if (role == "button") return bit(Around::button);
  return 0;
}

class BlockFinder {
 public:
  BlockFinder(HtmlDocument const& document, HtmlBlocks& out) : document_(document), out_(out) {
    Frame root;
    root.end = std::uint32_t(document.nodes().size());
    frames_.push_back(root);
  }

  void run() {
    auto const& nodes = document_.nodes();
    for (std::uint32_t i = 1; i < nodes.size() && !out_.truncated;) {
      while (frames_.back().end <= i) leave();
      HtmlNode const& node = nodes[i];
      if (node.kind == HtmlNode::Kind::text)
        add_text(document_.source_of(node));
      else if (node.kind == HtmlNode::Kind::element) {
        if (is_invisible(node.tag)) {
          if (is_block(node.tag)) finish();
          i = node.end;
          continue;
        }
        enter(node, i);
      }
      ++i;
    }
    finish();
  }

 private:
  void enter(HtmlNode const& node, std::uint32_t index) {
    if (node.tag == Tag::br) {
      if (++breaks_ >= 2)
        finish();
      else if (!block_.text.empty())
        block_.text += '\n', space_ = false;
      return;
    }
    bool const cell = (node.tag == Tag::td || node.tag == Tag::th) && frames_.back().data_row;
    bool const block = is_block(node.tag) && !frames_.back().data_row;
    if (block) finish();
    if (cell && !block_.text.empty()) block_.text += " |", space_ = true;
    if (node.end == index + 1) return;
    Frame frame = frames_.back();
    frame.node = index;
    frame.end = node.end;
    frame.tag = node.tag;
    frame.block = block;
    frame.data_row = frame.data_row || (node.tag == Tag::tr && is_data_row(index));
    frame.around |= around_of(node.tag);
    if (is_heading(node.tag)) frame.heading = std::uint8_t(1 + int(node.tag) - int(Tag::h1));
    frame.strong |= node.tag == Tag::b || node.tag == Tag::strong;
    frame.slanted |= node.tag == Tag::i || node.tag == Tag::em;
    if (node.tag == Tag::article) frame.article = index;
    read_attributes(node, frame);
    frames_.push_back(frame);
  }

  /// Whether a row holds several short cells without blocks of their own: then it is one line of a
  /// table, not layout.
  bool is_data_row(std::uint32_t row) const {
    auto const& nodes = document_.nodes();
    int cells = 0;
    std::uint32_t bytes = 0;
    for (auto i = row + 1; i < nodes[row].end; ++i) {
      auto const& node = nodes[i];
      if (node.kind == HtmlNode::Kind::text) bytes += node.length;
      if (node.kind != HtmlNode::Kind::element) continue;
      if (node.tag == Tag::td || node.tag == Tag::th)
        ++cells;
      else if (node.tag == Tag::br ||
               (is_block(node.tag) && node.tag != Tag::p && node.tag != Tag::div))
        return false;
    }
    return cells >= 2 && bytes < kLongestRow;
  }

  void read_attributes(HtmlNode const& node, Frame& frame) {
    frame.cues = 0;
    frame.own_path = mix(2166136261U, name_of(node.tag));
    auto rest = attributes_of(document_.source_of(node));
    HtmlAttribute attribute;
    while (next_attribute(rest, attribute)) {
      auto const& [name, value] = attribute;
      if (equals_ignoring_case(name, "class")) {
        frame.cues |= find_cues(value);
        frame.own_path = mix(frame.own_path, value);
      } else if (equals_ignoring_case(name, "id")) {
        frame.cues |= find_cues(value);
      } else if (equals_ignoring_case(name, "data-component") ||
                 equals_ignoring_case(name, "data-testid") ||
                 equals_ignoring_case(name, "data-type") ||
                 equals_ignoring_case(name, "data-module")) {
        frame.cues |= find_cues(value);
      } else if (node.tag == Tag::a && equals_ignoring_case(name, "href")) {
        count_link(value);
      } else if (equals_ignoring_case(name, "itemprop")) {
        if (has_word(lower_ascii(value), "articlebody")) frame.around |= bit(Around::body_markup);
      } else if (equals_ignoring_case(name, "role")) {
        frame.around |= around_of_role(lower_ascii(value));
      } else if (equals_ignoring_case(name, "hidden") ||
                 (equals_ignoring_case(name, "aria-hidden") &&
                  equals_ignoring_case(value, "true")) ||
                 (equals_ignoring_case(name, "style") && hides(value))) {
        frame.around |= bit(Around::hidden);
      }
    }
    frame.all_cues |= frame.cues;
  }

  void count_link(std::string_view address) {
    if (block_.links == UINT16_MAX) return;
    ++block_.links;
    if (address.starts_with('#')) ++block_.page_links;
    auto const site = site_of_link(address);
    if (site == 0) return;
    ++block_.other_links;
    block_.link_site = site;
  }

  void leave() {
    if (frames_.back().block) finish();
    frames_.pop_back();
  }

  void add_text(std::string_view raw) {
    scratch_.clear();
    append_unescaped(scratch_, raw);
    Frame const& frame = frames_.back();
    for (std::size_t at = 0; at < scratch_.size();) {
      unsigned char const byte = static_cast<unsigned char>(scratch_[at]);
      bool const no_break_space = byte == 0xC2 && at + 1 < scratch_.size() &&
                                  static_cast<unsigned char>(scratch_[at + 1]) == 0xA0;
      if (byte <= ' ' || no_break_space) {
        space_ = true;
        at += no_break_space ? 2 : 1;
        continue;
      }
      if (space_ && !block_.text.empty() && block_.text.back() != '\n') block_.text += ' ';
      space_ = false;
      breaks_ = 0;
      if (block_.text.empty()) begin_block();
      auto const start = at;
      do ++at;
      while (at < scratch_.size() && (static_cast<unsigned char>(scratch_[at]) & 0xC0U) == 0x80U);
      block_.text.append(scratch_, start, at - start);
      ++block_.letters;
      if (frame.around & bit(Around::link)) ++block_.link_letters;
      if (frame.strong) ++block_.strong_letters;
      if (frame.slanted) ++block_.slanted_letters;
    }
  }

  /// Takes the context from the frames around the block's first letter.
  void begin_block() {
    Frame const& innermost = frames_.back();
    if (block_.links == 0 && (innermost.around & bit(Around::link))) block_.links = 1;
    block_.around = innermost.around;
    block_.heading = innermost.heading;
    block_.all_cues = innermost.all_cues;
    block_.article = innermost.article;
    int levels = 0;
    std::uint32_t path = 2166136261U;
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
      if (!frame->block) {
        if (levels == 0) block_.near_cues |= frame->cues;
        continue;
      }
      if (levels == 0) {
        block_.tag = frame->tag;
        block_.element = frame->node;
        block_.own_cues = frame->cues;
      }
      if (levels < 3) block_.near_cues |= frame->cues;
      if (levels < 4) path = (path ^ frame->own_path) * 16777619U;
      ++levels;
    }
    block_.path = path;
    block_.depth = std::uint16_t(levels);
  }

  void finish() {
    while (!block_.text.empty() && block_.text.back() == '\n') block_.text.pop_back();
    if (!block_.text.empty()) {
      text_ += block_.text.size();
      out_.blocks.push_back(std::move(block_));
      out_.truncated =
          out_.blocks.size() >= HtmlBlocks::kMaxBlocks || text_ >= HtmlBlocks::kMaxText;
    }
    block_ = {};
    space_ = false;
    breaks_ = 0;
  }

  HtmlDocument const& document_;
  HtmlBlocks& out_;
  std::size_t text_ = 0;  ///< bytes of the blocks
  std::vector<Frame> frames_;
  HtmlBlock block_;
  std::string scratch_;
  bool space_ = false;
  int breaks_ = 0;
};

}  // namespace

std::uint32_t site_of_link(std::string_view address) {
  auto const slashes = address.find("//");
  if (slashes == std::string_view::npos || slashes > 6) return 0;
  auto host = address.substr(slashes + 2);
  host = host.substr(0, host.find_first_of("/?#:"));
  int labels = 0;
  std::size_t length = 0;
  auto at = host.size();
  while (at > 0 && (labels < 2 || (labels == 2 && length <= 3))) {
    auto const dot = host.rfind('.', at - 1);
    length = at - (dot == std::string_view::npos ? 0 : dot + 1);
    ++labels;
    at = dot == std::string_view::npos ? 0 : dot;
  }
  if (at > 0) host = host.substr(at + 1);
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host.empty() ? 0 : mix(2166136261U, lower_ascii(host));
}

HtmlBlocks find_blocks(HtmlDocument const& document) {
  HtmlBlocks out;
  BlockFinder(document, out).run();
  return out;
}

}  // namespace wirewatch
