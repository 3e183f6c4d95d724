#include "pipeline/article/script_json.h"

#include <optional>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kLooks = 3;  ///< at each byte, on average

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Whether what stands behind the opening bracket may be JSON: scripts are full of brackets.
bool may_be_json(std::string_view script, std::size_t open) {
  auto at = open + 1;
  while (at < script.size() && is_blank(script[at])) ++at;
  if (at == script.size()) return false;
  char const c = script[at];
  if (script[open] == '{') return c == '"';
  return c == '{' || c == '[' || c == '"' || (c >= '0' && c <= '9');
}

class Scanner {
 public:
  Scanner(std::string_view script, std::size_t least)
      : script_(script), least_(least), budget_(kLooks * script.size()) {}

  std::vector<std::string> run() {
    while (at_ < script_.size() && budget_ > 0) {
      at_ = script_.find_first_of("{[\"'", at_);
      if (at_ == std::string_view::npos) break;
      auto const begin = at_;
      bool const quoted = script_[begin] == '"' || script_[begin] == '\'';
      bool const taken = quoted ? take_string() : take_value();
      if (!taken) at_ = begin + 1;
    }
    return std::move(found_);
  }

 private:
  bool take_value() {
    if (!may_be_json(script_, at_)) return false;
    auto text = balanced();
    if (!text) return false;
    if (text->size() >= least_) found_.push_back(std::move(*text));
    return true;
  }

  /// A string of the script itself: what it means may be JSON.
  bool take_string() {
    auto const text = unescaped();
    if (!text) return false;
    auto const inner = trim(*text);
    if (inner.size() >= least_ && (inner.front() == '{' || inner.front() == '[') &&
        may_be_json(inner, 0)) {
      Scanner nested(inner, least_);
      nested.budget_ = std::min(budget_, nested.budget_);
      if (auto value = nested.balanced(); value && value->size() >= least_)
        found_.push_back(std::move(*value));
    }
    return true;
  }

  bool step() {
    if (budget_ == 0 || at_ >= script_.size()) return false;
    --budget_;
    return true;
  }

  std::optional<std::string> balanced() {
    std::string out;
    std::size_t depth = 0;
    while (step()) {
      char const c = script_[at_];
      if (c == '"') {
        if (!copy_string(out)) return std::nullopt;
        continue;
      }
      if (c == 'u' && script_.substr(at_).starts_with("undefined")) {
        out += "null";
        at_ += 9;
        continue;
      }
      out += is_blank(c) ? ' ' : c;
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return out;
    }
    return std::nullopt;
  }

  bool copy_string(std::string& out) {
    out += '"';
    ++at_;
    while (step()) {
      char const c = script_[at_++];
      if (c == '\\' && at_ < script_.size()) {
        char const next = script_[at_++];
        if (next == 'x')
          out += "\\u00";
        else if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos)
          (out += '\\') += next;
        else
          out += is_blank(next) ? ' ' : next;
        continue;
      }
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
      if (c == '"') return true;
    }
    return false;
  }

  /// The quoted string at hand, one level of escapes taken away: only those that JSON inside a
  /// string needs. nullopt where the line ends first: an apostrophe in a comment.
  std::optional<std::string> unescaped() {
    char const quote = script_[at_++];
    std::string out;
    while (step()) {
      char const c = script_[at_++];
      if (c == quote) return out;
      if (c == '\n') return std::nullopt;
      if (c != '\\' || at_ >= script_.size()) {
        out += c;
        continue;
      }
      char const next = script_[at_++];
      if (next == 'u' || next == 'x')
        append_code(out, next == 'u' ? 4 : 2);
      else if (next == 'n' || next == 'r' || next == 't')
        out += ' ';
      else
        out += next;
    }
    return std::nullopt;
  }

  void append_code(std::string& out, std::size_t digits) {
    auto const hex = script_.substr(at_, digits);
    char32_t code = 0;
    for (char const c : hex) {
      auto const value = std::string_view("0123456789abcdef").find(lower_ascii({&c, 1}));
      if (value == std::string_view::npos) return;
      code = code * 16 + char32_t(value);
    }
    at_ += hex.size();
    // Halves of pairs stay escaped: the JSON inside joins them.
    if (code >= 0xD800 && code < 0xE000)
      (out += "\\u") += hex;
    else
      append_utf8(out, code);
  }

  std::string_view script_;
  std::size_t least_;
  std::size_t budget_;
  std::size_t at_ = 0;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> find_json(std::string_view script, std::size_t least) {
  return Scanner(script, least).run();
}

}  // namespace wirewatch
