// The tolerant path. Tags are read as a browser would, but with a feed's vocabulary in mind: an end
// tag closes everything up to its start tag, an end tag without one is dropped, and a field of an
// item that was left open ends where the next field begins. What comes out is XML for pugixml.
#include "pipeline/feed/xml_repair.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.h"
#include "pipeline/feed/html_entities.h"
#include "pipeline/feed/xml_chars.h"

namespace wirewatch {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kMaxEntities = 256;
constexpr std::size_t kMaxEntityValue = 4096;
constexpr std::size_t kMaxAttributes = 64;
constexpr std::size_t kMaxEntityName = 32;

template <std::size_t n>
bool is_one_of(std::string_view name, std::array<std::string_view, n> const& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return equals_ignoring_case(name, known); });
}

constexpr std::array kRoots{"rss"sv, "rdf"sv, "feed"sv, "channel"sv, "entry"sv};
constexpr std::array kRecords{"item"sv, "entry"sv};
constexpr std::array kFields{"title"sv,     "link"sv,    "description"sv, "guid"sv,
                             "pubdate"sv,   "id"sv,      "updated"sv,     "summary"sv,
                             "published"sv, "content"sv, "encoded"sv,     "category"sv};
constexpr std::array kNames{"guid"sv, "id"sv, "link"sv};
constexpr std::array kVoid{"br"sv,  "hr"sv,   "img"sv,   "input"sv, "wbr"sv,
                           "col"sv, "area"sv, "embed"sv, "param"sv};

class Repairer {
 public:
  explicit Repairer(std::string_view text) : text_(text) {
    out_.reserve(text.size() + text.size() / 16);
  }

  std::string run() {
    std::size_t const root = find_feed_root(text_);
    if (root == std::string_view::npos) return {};
    read_entities(text_.substr(0, root));
    at_ = root;
    while (at_ < text_.size() && !done_) read_next();
    drop_what_was_cut_off();
    while (!open_.empty()) close_top();
    return std::move(out_);
  }

 private:
  bool looking_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  char peek(std::size_t ahead) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_space() {
    while (at_ < text_.size() && is_xml_space(text_[at_])) ++at_;
  }
  std::string_view read_name() {
    std::size_t const begin = at_;
    while (at_ < text_.size() && is_xml_name_char(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  /// `<!ENTITY name "value">` of the prologue. Values are taken as plain text: entities inside
  /// entities are how bombs are built.
  void read_entities(std::string_view prologue) {
    for (std::size_t at = 0; (at = prologue.find("<!ENTITY", at)) != std::string_view::npos;) {
      at += 8;
      auto rest = trim(prologue.substr(at, kMaxEntityValue));
      std::size_t const end = rest.find_first_of(" \t\r\n");
      if (end == std::string_view::npos || entities_.size() >= kMaxEntities) return;
      auto const name = rest.substr(0, end);
      rest = trim(rest.substr(end));
      if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) continue;
      std::size_t const quote = rest.find(rest[0], 1);
      if (quote != std::string_view::npos) entities_.emplace(name, rest.substr(1, quote - 1));
    }
  }

  void read_next() {
    if (text_[at_] != '<') return read_text();
    if (looking_at("<!--")) return skip_past("-->", 4);
    if (looking_at("<![CDATA[")) return read_cdata();
    if (peek(1) == '!' || peek(1) == '?') return skip_past(">", 2);
    if (peek(1) == '/') return read_end_tag();
    if (is_xml_name_start(peek(1))) return read_start_tag();
    out_ += "&lt;";
    ++at_;
  }

  /// find(), which remembers what is not there any more: a second search would read all the rest
  /// again.
  std::size_t find_ahead(std::string_view what, std::size_t from) {
    if (std::find(absent_.begin(), absent_.end(), what) != absent_.end())
      return std::string_view::npos;
    std::size_t const found = text_.find(what, from);
    if (found == std::string_view::npos) absent_.push_back(what);
    return found;
  }

  /// What does not end is taken as text, so that nothing after it is lost.
  void skip_past(std::string_view end, std::size_t from) {
    auto const found = find_ahead(end, at_ + from);
    if (found != std::string_view::npos) {
      at_ = found + end.size();
      return;
    }
    out_ += "&lt;";
    ++at_;
  }

  void read_text() {
    std::size_t const end = std::min(text_.find('<', at_), text_.size());
    append_text(text_.substr(at_, end - at_));
    at_ = end;
  }

  void read_cdata() {
    at_ += 9;
    std::size_t const end = std::min(text_.find("]]>", at_), text_.size());
    out_ += "<![CDATA[";
    for (std::size_t at = at_; at < end; ++at)
      if (is_noncharacter(text_.substr(at, 3)))
        at += 2;
      else if (!is_forbidden_control(text_[at]))
        out_ += text_[at];
    out_ += "]]>";
    at_ = std::min(end + 3, text_.size());
  }

  void append_escaped(std::string_view text) {
    for (char const c : text) append_escaped(c);
  }
  void append_escaped(char c) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      default:
        if (!is_forbidden_control(c)) out_ += c;
    }
  }

  void append_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] == '&') {
        at += append_reference(text.substr(at));
      } else if (text[at] == '\xC2' && at + 1 < text.size() &&
                 static_cast<unsigned char>(text[at + 1]) < 0xA0) {
        append_code_point(meant_code_point(static_cast<unsigned char>(text[at + 1])));
        at += 2;
      } else if (is_noncharacter(text.substr(at, 3))) {
        at += 3;
      } else {
        append_escaped(text[at++]);
      }
    }
  }

  static bool is_noncharacter(std::string_view three) {
    return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
  }

  void append_code_point(char32_t code_point) {
    if (code_point < 0x80)
      append_escaped(static_cast<char>(code_point));
    else if (is_xml_char(code_point))
      append_utf8(out_, code_point);
  }

  /// At '&'. Returns how many bytes it took.
  std::size_t append_reference(std::string_view text) {
    if (auto const number = read_char_reference(text); number.length > 0) {
      std::size_t length = number.length;
      char32_t code_point = meant_code_point(number.code_point);
      if (auto const low = read_char_reference(text.substr(length));
          is_surrogate_pair(code_point, low.code_point)) {
        code_point = 0x10000 + ((code_point - 0xD800) << 10U) + (low.code_point - 0xDC00);
        length += low.length;
      }
      append_code_point(code_point);
      return length;
    }
    auto const semicolon = text.substr(0, kMaxEntityName).find(';');
    if (semicolon != std::string_view::npos) {
      auto const name = text.substr(1, semicolon - 1);
      auto const own = entities_.find(name);
      if (own != entities_.end() && expanded_ + own->second.size() <= text_.size()) {
        expanded_ += own->second.size();
        append_escaped(own->second);
        return semicolon + 1;
      }
      if (auto const known = html_entity(name)) {
        append_code_point(*known);
        return semicolon + 1;
      }
    }
    out_ += "&amp;";
    return 1;
  }

  static bool is_surrogate_pair(char32_t high, char32_t low) {
    return high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000;
  }

  void read_end_tag() {
    at_ += 2;
    auto const name = read_name();
    std::size_t const end = text_.find_first_of("<>", at_);
    at_ = end == std::string_view::npos ? text_.size() : end + (text_[end] == '>' ? 1 : 0);
    auto const found = std::find_if(open_.rbegin(), open_.rend(), [&](std::string_view open) {
      return equals_ignoring_case(open, name);
    });
    if (name.empty() || found == open_.rend()) return;
    auto const keep = static_cast<std::size_t>(open_.rend() - found) - 1;
    while (open_.size() > keep) close_top();
  }

  void close_top() {
    out_ += "</";
    out_ += open_.back();
    out_ += '>';
    if (is_field(open_.size())) note_field(open_.back());
    if (open_.size() == record_depth_) record_depth_ = 0;
    open_.pop_back();
    done_ = open_.empty();
  }

  /// Whether an element that is the `depth`-th open one stands directly in an item.
  bool is_field(std::size_t depth) const {
    return record_depth_ != 0 && depth == record_depth_ + 1;
  }
  void note_field(std::string_view name) {
    record_is_named_ = record_is_named_ || is_one_of(name, kNames);
  }
  void note_start(std::string_view name) {
    if (is_field(open_.size() + 1)) field_begin_ = out_.size();
    if (record_depth_ != 0 || !is_one_of(name, kRecords)) return;
    record_depth_ = open_.size() + 1;
    record_begin_ = out_.size();
    record_is_named_ = false;
  }

  /// Where the document ends inside an item: half a field would look like an edit once the whole
  /// one comes, and an item without guid and link like another item.
  void drop_what_was_cut_off() {
    if (record_depth_ == 0) return;
    if (open_.size() > record_depth_) {
      out_.resize(field_begin_);
      open_.resize(record_depth_);
    }
    if (record_is_named_) return;
    out_.resize(record_begin_);
    open_.resize(record_depth_ - 1);
    record_depth_ = 0;
  }

  /// Ends what a start tag of that name cannot stand in.
  void make_room_for(std::string_view name) {
    if (is_one_of(name, kRecords)) {
      auto const record = std::find_if(open_.begin(), open_.end(), [](std::string_view open) {
        return is_one_of(open, kRecords);
      });
      auto const keep = static_cast<std::size_t>(record - open_.begin());
      while (open_.size() > std::max<std::size_t>(keep, 1)) close_top();
      while (!open_.empty() && open_.size() > 1 && is_one_of(open_.back(), kFields)) close_top();
    } else if (is_one_of(name, kFields) && !open_.empty() && is_one_of(open_.back(), kFields) &&
               !equals_ignoring_case(name, open_.back())) {
      close_top();
    }
  }

  void read_start_tag() {
    ++at_;
    auto const name = read_name();
    make_room_for(name);
    if (open_.size() >= kMaxDepth) {
      skip_past(">", 0);
      return;
    }
    note_start(name);
    out_ += '<';
    out_ += name;
    bool const closed = read_attributes();
    if (closed && is_field(open_.size() + 1)) note_field(name);
    if (closed && record_depth_ == open_.size() + 1) record_depth_ = 0;
    if (closed || (open_.size() > 2 && is_one_of(name, kVoid))) {
      out_ += "/>";
      done_ = open_.empty();
    } else {
      out_ += '>';
      open_.push_back(name);
    }
  }

  /// Up to and with '>' (or to the next '<', if the tag does not end). True for "/>".
  bool read_attributes() {
    std::vector<std::string_view> seen;
    for (;;) {
      skip_space();
      if (at_ >= text_.size() || text_[at_] == '<') return false;
      if (text_[at_] == '>') return ++at_, false;
      if (text_[at_] == '/' && peek(1) == '>') return at_ += 2, true;
      auto const name = is_xml_name_start(text_[at_]) ? read_name() : std::string_view{};
      if (name.empty()) {
        ++at_;
        continue;
      }
      auto const value = read_attribute_value();
      if (seen.size() >= kMaxAttributes || std::find(seen.begin(), seen.end(), name) != seen.end())
        continue;
      seen.push_back(name);
      out_ += ' ';
      out_ += name;
      out_ += "=\"";
      append_text(value);
      out_ += '"';
    }
  }

  std::string_view read_attribute_value() {
    skip_space();
    if (peek(0) != '=') return {};
    ++at_;
    skip_space();
    char const quote = peek(0);
    if (quote == '"' || quote == '\'') {
      std::size_t const begin = ++at_;
      std::size_t const end = find_ahead(quote == '"' ? "\"" : "'", begin);
      if (end != std::string_view::npos) {
        at_ = end + 1;
        return text_.substr(begin, end - begin);
      }
    }
    std::size_t const begin = at_;
    while (at_ < text_.size() && !is_xml_space(text_[at_]) && text_[at_] != '>' &&
           text_[at_] != '<' && !(text_[at_] == '/' && peek(1) == '>'))
      ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<std::string_view> open_;
  std::map<std::string_view, std::string_view> entities_;
  std::vector<std::string_view> absent_;
  std::size_t expanded_ = 0;  ///< bytes that own entities gave; bounded against bombs
  bool done_ = false;
  std::size_t record_depth_ = 0;  ///< how many elements are open with the item; 0 outside
  std::size_t record_begin_ = 0;  ///< in `out_`
  std::size_t field_begin_ = 0;   ///< in `out_`, of the item's last child
  bool record_is_named_ = false;  ///< a whole guid, id or link was there
};

}  // namespace

std::string repair_xml(std::string_view text) { return Repairer(text).run(); }

std::size_t find_feed_root(std::string_view text) {
  bool comments_end = true;
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos; ++at) {
    auto const rest = text.substr(at);
    if (rest.starts_with("<!--") && comments_end) {
      std::size_t const end = text.find("-->", at + 4);
      comments_end = end != std::string_view::npos;
      if (comments_end) at = end;
      continue;
    }
    std::size_t length = 1;
    while (length < rest.size() && is_xml_name_char(rest[length])) ++length;
    if (is_one_of(local_name(rest.substr(1, length - 1)), kRoots)) return at;
  }
  return std::string_view::npos;
}

}  // namespace wirewatch
