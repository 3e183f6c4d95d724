// pugixml reads much that is not XML and does not say so. Whether a document is well-formed, and
// whether it may be given to pugixml as it stands, is found out here: one pass over the bytes, a
// stack of open elements, a stack of declared prefixes.
#include "pipeline/feed/xml_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "pipeline/feed/xml_chars.h"

namespace wirewatch {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxDepth = 1000;
constexpr std::size_t kMaxAttributes = 128;
constexpr std::size_t kMaxPrefixes = 256;

/// Bytes at which reading text or an attribute value has to stop and look.
constexpr bool is_stop(char c) {
  return is_forbidden_control(c) || c == '<' || c == '&' || c == ']' || c == '"' || c == '\'' ||
         c == '\xC2' || c == '\xEF';
}
constexpr auto kStops = [] {
  std::array<bool, 256> stops{};
  for (std::size_t byte = 0; byte < 256; ++byte) stops[byte] = is_stop(static_cast<char>(byte));
  return stops;
}();

/// Sixteen bytes looked at together; a vector type of GCC and Clang.
using Block = unsigned char __attribute__((vector_size(16)));

bool holds_stop(char const* bytes) {
  Block block;
  std::memcpy(&block, bytes, sizeof(block));
  auto const control = (block < 0x20) & (block != '\n') & (block != '\t') & (block != '\r');
  auto const found = control | (block == '<') | (block == '&') | (block == ']') | (block == '"') |
                     (block == '\'') | (block == 0xC2) | (block == 0xEF);
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), &found, sizeof(words));
  return (words[0] | words[1]) != 0;
}

/// The first stop at or behind `at`; several GB/s over plain text.
std::size_t find_stop(std::string_view text, std::size_t at) {
  while (at + sizeof(Block) <= text.size() && !holds_stop(text.data() + at)) at += sizeof(Block);
  while (at < text.size() && !kStops[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

class Checker {
 public:
  explicit Checker(std::string_view text) : text_(text) {}

  XmlCheck run() {
    read_document();
    result_.plain = result_.plain && result_.well_formed;
    return std::move(result_);
  }

 private:
  struct Element {
    std::string_view name;
    std::size_t prefixes;  ///< how many were declared outside it
  };

  bool fault(std::string_view what) {
    if (!result_.well_formed) return false;
    auto const line =
        1 + std::count(text_.begin(),
                       text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())),
                       '\n');
    result_.well_formed = false;
    result_.problem = fmt::format("line {}: {}", line, what);
    return false;
  }

  bool at_end() const { return at_ >= text_.size(); }
  bool looking_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  void skip_space() {
    while (!at_end() && is_xml_space(text_[at_])) ++at_;
  }
  std::string_view read_name() {
    std::size_t const begin = at_;
    if (at_end() || !is_xml_name_start(text_[at_])) return {};
    while (!at_end() && is_xml_name_char(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void read_document() {
    if (looking_at("<?xml") && text_.size() > 5 && is_xml_space(text_[5]) && !read_declaration())
      return;
    bool root_seen = false;
    while (result_.well_formed) {
      if (open_.empty()) skip_space();
      if (at_end()) break;
      if (text_[at_] != '<') {
        if (open_.empty())
          return (void)fault(root_seen ? "text after the end" : "text before the root");
        read_text();
      } else {
        if (open_.empty() && root_seen && at_ + 1 < text_.size() && text_[at_ + 1] != '!' &&
            text_[at_ + 1] != '?')
          return (void)fault("a second root");
        root_seen = read_markup() || root_seen;
      }
    }
    if (!root_seen) return (void)fault("no element");
    if (!open_.empty()) fault(fmt::format("<{}> is not closed at the end", open_.back().name));
  }

  bool read_declaration() {
    auto const declaration = text_.substr(0, text_.find("?>"));
    if (auto const encoding = declaration.find("encoding"); encoding != std::string_view::npos) {
      auto const quote = declaration.find_first_of("\"'", encoding);
      auto const name = quote == std::string_view::npos ? ""sv : declaration.substr(quote + 1);
      if (name.empty() || !is_xml_name_start(name[0]))
        return fault("the declaration names no encoding");
    }
    return skip_past("?>", "declaration");
  }

  /// Text up to the next '<'.
  void read_text() {
    for (;; ++at_) {
      at_ = find_stop(text_, at_);
      if (at_end() || text_[at_] == '<') return;
      if (text_[at_] == ']' && looking_at("]]>")) return (void)fault("']]>' outside CDATA");
      if (!read_special()) return;
    }
  }

  /// At a byte of kStops that is no delimiter here; leaves `at_` on its last byte.
  bool read_special() {
    char const c = text_[at_];
    if (is_forbidden_control(c))
      return fault(fmt::format("control character {:#04x}", static_cast<unsigned>(c)));
    if (c == '&') return read_reference();
    if (c == '\xEF' && (looking_at("\xEF\xBF\xBE") || looking_at("\xEF\xBF\xBF")))
      return fault("a noncharacter");
    if (c == '\xC2' && at_ + 1 < text_.size() && static_cast<unsigned char>(text_[at_ + 1]) < 0xA0)
      result_.plain = false;
    return true;
  }

  bool read_reference() {
    auto const rest = text_.substr(at_);
    if (auto const number = read_char_reference(rest); number.length > 0) {
      if (!number.closed || !is_xml_char(number.code_point) || rest[2] == 'X')
        return fault(fmt::format("'{}' is no character",
                                 rest.substr(0, std::min<std::size_t>(number.length, 12))));
      if (number.code_point >= 0x80 && number.code_point < 0xA0) result_.plain = false;
      at_ += number.length - 1;
      return true;
    }
    ++at_;
    auto const name = read_name();
    if (name.empty() || at_end() || text_[at_] != ';') return fault("'&' begins no reference");
    for (auto const known : {"amp"sv, "lt"sv, "gt"sv, "quot"sv, "apos"sv})
      if (name == known) return true;
    if (!is_declared_entity(name))
      return fault(fmt::format("entity '&{};' is not declared", name.substr(0, 40)));
    result_.plain = false;
    return true;
  }

  bool is_declared_entity(std::string_view name) const {
    return std::find(entities_.begin(), entities_.end(), name) != entities_.end();
  }

  /// At '<'. True when it was an element's tag.
  bool read_markup() {
    if (looking_at("<!--")) return read_comment(), false;
    if (looking_at("<![CDATA[")) return read_cdata(), false;
    if (looking_at("<!DOCTYPE")) return read_doctype(), false;
    if (looking_at("<?")) return read_instruction(), false;
    if (looking_at("</")) return read_end_tag(), true;
    read_start_tag();
    return true;
  }

  bool skip_past(std::string_view end, std::string_view what) {
    auto const found = text_.find(end, at_);
    if (found == std::string_view::npos) return fault(fmt::format("the {} does not end", what));
    at_ = found + end.size();
    return true;
  }

  void read_comment() {
    at_ += 4;
    auto const dashes = text_.find("--", at_);
    if (dashes == std::string_view::npos) return (void)fault("the comment does not end");
    at_ = dashes;
    if (!looking_at("-->")) return (void)fault("'--' inside a comment");
    at_ += 3;
  }

  void read_cdata() {
    if (open_.empty()) return (void)fault("CDATA outside the root");
    std::size_t const begin = at_;
    if (!skip_past("]]>", "CDATA section")) return;
    std::size_t const end = at_;
    auto const section = text_.substr(0, end);
    for (at_ = find_stop(section, begin); at_ < end; at_ = find_stop(section, at_ + 1))
      if (text_[at_] != '&' && !read_special()) return;
    at_ = end;
  }

  void read_instruction() {
    std::size_t const begin = at_;
    at_ += 2;
    auto const name = read_name();
    if (name.empty()) return (void)fault("'<?' begins no instruction");
    if (name.size() == 3 && (name[0] | 0x20) == 'x' && (name[1] | 0x20) == 'm' &&
        (name[2] | 0x20) == 'l') {
      at_ = begin;
      return (void)fault("an XML declaration that is not at the very start");
    }
    (void)skip_past("?>", "instruction");
  }

  /// The internal subset is looked at for the names of entities only.
  void read_doctype() {
    int brackets = 0;
    for (; !at_end(); ++at_) {
      char const c = text_[at_];
      if (c == '"' || c == '\'') {
        auto const end = text_.find(c, at_ + 1);
        if (end == std::string_view::npos) break;
        at_ = end;
      } else if (looking_at("<!--")) {
        auto const end = text_.find("-->", at_ + 4);
        if (end == std::string_view::npos) break;
        at_ = end + 2;
      } else if (looking_at("<!ENTITY")) {
        at_ += 8;
        skip_space();
        if (auto const name = read_name(); !name.empty() && entities_.size() < kMaxAttributes)
          entities_.push_back(name);
        --at_;
      } else if (c == '[') {
        ++brackets;
      } else if (c == ']') {
        --brackets;
      } else if (c == '>' && brackets <= 0) {
        ++at_;
        return;
      }
    }
    fault("the DOCTYPE does not end");
  }

  void read_end_tag() {
    at_ += 2;
    auto const name = read_name();
    if (open_.empty()) return (void)fault(fmt::format("</{}> closes nothing", name.substr(0, 40)));
    if (name != open_.back().name)
      return (void)fault(fmt::format("</{}> stands where </{}> should", name.substr(0, 40),
                                     open_.back().name.substr(0, 40)));
    skip_space();
    if (at_end() || text_[at_] != '>') return (void)fault("an end tag does not end");
    ++at_;
    close_element();
  }

  void close_element() {
    prefixes_.resize(open_.back().prefixes);
    open_.pop_back();
  }

  void read_start_tag() {
    ++at_;
    auto const name = read_name();
    if (name.empty()) return (void)fault("'<' begins no tag");
    if (open_.size() >= kMaxDepth)
      return (void)fault(fmt::format("elements nested more than {} deep", kMaxDepth));
    open_.push_back({name, prefixes_.size()});
    attributes_.clear();
    for (;;) {
      std::size_t const before = at_;
      skip_space();
      if (at_end())
        return (void)fault(fmt::format("the tag <{}> does not end", name.substr(0, 40)));
      if (text_[at_] == '>' || text_[at_] == '/') break;
      if (at_ == before) return (void)fault("attributes without space between");
      if (!read_attribute()) return;
    }
    if (!check_prefixes(name)) return;
    bool const empty = text_[at_] == '/';
    at_ += empty ? 1 : 0;
    if (at_end() || text_[at_] != '>')
      return (void)fault(fmt::format("the tag <{}> does not end", name.substr(0, 40)));
    ++at_;
    if (empty) close_element();
  }

  bool read_attribute() {
    auto const name = read_name();
    if (name.empty()) return fault("a tag holds what is no attribute");
    skip_space();
    if (at_end() || text_[at_] != '=')
      return fault(fmt::format("attribute '{}' has no value", name.substr(0, 40)));
    ++at_;
    skip_space();
    if (at_end() || (text_[at_] != '"' && text_[at_] != '\''))
      return fault(fmt::format("the value of attribute '{}' has no quotes", name.substr(0, 40)));
    char const quote = text_[at_++];
    for (;; ++at_) {
      at_ = find_stop(text_, at_);
      if (at_end())
        return fault(fmt::format("the value of attribute '{}' does not end", name.substr(0, 40)));
      if (text_[at_] == quote) break;
      if (text_[at_] == '<')
        return fault(fmt::format("'<' in the value of attribute '{}'", name.substr(0, 40)));
      if (!read_special()) return false;
    }
    if (name.starts_with("xmlns:")) {
      if (prefixes_.size() >= kMaxPrefixes) return fault("too many prefixes are declared");
      prefixes_.push_back(name.substr(6));
    }
    if (attributes_.size() >= kMaxAttributes)
      return fault(fmt::format("more than {} attributes", kMaxAttributes));
    if (std::find(attributes_.begin(), attributes_.end(), name) != attributes_.end())
      return fault(fmt::format("attribute '{}' stands twice", name.substr(0, 40)));
    attributes_.push_back(name);
    ++at_;
    return true;
  }

  bool check_prefixes(std::string_view element) {
    if (!is_declared(name_prefix(element)))
      return fault(fmt::format("prefix of <{}> is not declared", element.substr(0, 40)));
    for (auto const name : attributes_)
      if (!name.starts_with("xmlns") && !is_declared(name_prefix(name)))
        return fault(fmt::format("prefix of attribute '{}' is not declared", name.substr(0, 40)));
    return true;
  }

  bool is_declared(std::string_view prefix) const {
    return prefix.empty() || prefix == "xml" || prefix == "xmlns" ||
           std::find(prefixes_.rbegin(), prefixes_.rend(), prefix) != prefixes_.rend();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Element> open_;
  std::vector<std::string_view> prefixes_;
  std::vector<std::string_view> attributes_;
  std::vector<std::string_view> entities_;
  XmlCheck result_;
};

}  // namespace

XmlCheck check_xml(std::string_view text) { return Checker(text).run(); }

}  // namespace wirewatch
