#include "config/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <tuple>
#include <unordered_set>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostFindings = 200;  // more help nobody
constexpr std::size_t kLongestShown = 300;  // characters of a line of source

bool before(Mark const& a, Mark const& b) {
  return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
}

std::string joined(std::vector<std::string_view> const& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// Where a word stands that names a secret.
std::optional<std::size_t> find_secret_word(std::string_view text) {
  for (std::string_view word : {"secret", "token", "password", "authorization", "url", "headers"})
    if (std::size_t const at = lower_ascii(text).find(word); at != std::string::npos) return at;
  return std::nullopt;
}

/// The text of a line with all from character `begin` on, `length` long, made unreadable.
void blot(std::string& line, std::size_t begin, std::size_t length) {
  std::string out;
  std::size_t character = 0;
  for (std::size_t at = 0; at < line.size(); ++character) {
    char32_t const c = next_code_point(line, at);
    if (character >= begin && character - begin < length)
      out += '*';
    else
      append_utf8(out, c);
  }
  line = std::move(out);
}

}  // namespace

std::string_view kind_name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::none:
      return "nothing";
    case Node::Kind::scalar:
      return "a text";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
  }
  return "nothing";
}

void Reader::report(Diagnostic::Level level, Mark const& mark, std::string message,
                    std::string hint) {
  if (findings_.size() >= kMostFindings) return;
  Diagnostic diagnostic;
  diagnostic.level = level;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  findings_.push_back({mark, std::move(diagnostic)});
}

void Reader::error(Mark const& mark, std::string message, std::string hint) {
  report(Diagnostic::Level::error, mark, std::move(message), std::move(hint));
}

void Reader::warning(Mark const& mark, std::string message, std::string hint) {
  report(Diagnostic::Level::warning, mark, std::move(message), std::move(hint));
}

void Reader::wrong_kind(Node const& node, std::string_view expected) {
  error(node.mark, fmt::format("expected {}, found {}", expected, kind_name(node.kind)));
}

void Reader::unknown_name(Mark const& mark, std::string_view kind, std::string_view name,
                          std::vector<std::string_view> const& known) {
  std::string_view const nearest = did_you_mean(name, known);
  error(mark, fmt::format("no {} is named '{}'", kind, name),
        nearest.empty() ? "" : fmt::format("did you mean '{}'?", nearest));
}

void Reader::unknown_key(Node const& key, Node const& value, std::string_view where,
                         std::vector<std::string_view> const& known) {
  std::string_view const nearest = did_you_mean(key.text, known);
  if (find_secret_word(key.text) || find_secret_word(nearest)) hide(value);
  error(key.mark, fmt::format("unknown key '{}' in {}", key.text, where),
        nearest.empty() ? fmt::format("one of: {}", joined(known))
                        : fmt::format("did you mean '{}'?", nearest));
}

void Reader::hide(Node const& node) {
  bool const is_reference =
      node.text.starts_with("${") && node.text.find('}') + 1 == node.text.size();
  if (node.kind == Node::Kind::scalar && !is_reference) hidden_.push_back(node.mark);
  for (Node const& item : node.items) hide(item);
}

void Reader::syntax_error(YamlError const& problem) {
  error(problem.mark, problem.message, problem.hint);
  std::string_view const line = files_.at(problem.mark.file).line(problem.mark.line);
  auto const word = find_secret_word(line);
  if (!word) return;
  std::size_t const colon = std::min(line.find(':', *word), line.size());
  Mark rest = problem.mark;
  rest.column = static_cast<std::uint32_t>(utf8_length(line.substr(0, colon)) + 2);
  rest.length = static_cast<std::uint32_t>(line.size());
  hidden_.push_back(rest);
}

bool Reader::read_text(Node const& node, std::string_view expected, std::string& target) {
  if (node.kind != Node::Kind::scalar || node.text.empty()) {
    if (node.kind == Node::Kind::scalar)
      error(node.mark, fmt::format("expected {}, found an empty text", expected));
    else
      wrong_kind(node, expected);
    return false;
  }
  target = node.text;
  return true;
}

bool Reader::read_text_with_secrets(Node const& node, std::string_view expected,
                                    std::string& target) {
  std::string text;
  return read_text(node, expected, text) && expand(node, target);
}

bool Reader::expand(Node const& node, std::string& target) {
  std::string_view rest = node.text;
  std::string expanded;
  for (std::size_t at; (at = rest.find("${")) != std::string_view::npos;) {
    expanded += rest.substr(0, at);
    std::size_t const end = rest.find('}', at);
    std::string_view const inside = rest.substr(at + 2, end - at - 2);
    std::size_t const colon = inside.find(':');
    if (end == std::string_view::npos || colon == std::string_view::npos) {
      error(node.mark, "a reference that cannot be read",
            "write ${env:NAME}, ${file:PATH} or ${credential:NAME}");
      return false;
    }
    std::string name(inside.substr(colon + 1));
    if (inside.substr(0, colon) == "file") name = path_beside(node.mark, name);
    auto const value = secrets_.read(inside.substr(0, colon), name);
    if (!value) {
      error(node.mark, value.error().what);
      return false;
    }
    expanded += *value;
    rest.remove_prefix(end + 1);
  }
  target = expanded.append(rest);
  return true;
}

bool Reader::read_texts(Node const& node, std::string_view expected,
                        std::vector<std::string>& target) {
  std::vector<SourceText> texts;
  bool const good = read_source_texts(node, expected, texts);
  for (SourceText& text : texts) target.push_back(std::move(text.text));
  return good;
}

bool Reader::read_source_texts(Node const& node, std::string_view expected,
                               std::vector<SourceText>& target) {
  bool good = true;
  for_each(node, [&](Node const& item) {
    std::string text;
    if (read_text(item, expected, text))
      target.push_back(source_text(item));
    else
      good = false;
  });
  return good;
}

bool Reader::read_duration(Node const& node, Seconds least, Seconds& target) {
  std::string text;
  if (!read_text(node, "a duration", text)) return false;
  auto const duration = parse_duration(text);
  if (!duration) {
    error(node.mark, fmt::format("'{}' is not a duration", text),
          "write a number and a unit: 30s, 5m, 2h, 1d");
    return false;
  }
  if (*duration < least) {
    error(node.mark, fmt::format("'{}' is too short: at least {}", text, format_duration(least)));
    return false;
  }
  target = *duration;
  return true;
}

bool Reader::read_number(Node const& node, unsigned least, unsigned most, unsigned& target) {
  std::string text;
  if (!read_text(node, "a number", text)) return false;
  unsigned number = 0;
  char const* const end = text.data() + text.size();
  auto const [stop, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc() || stop != end || number < least || number > most) {
    error(node.mark, fmt::format("'{}' is not a whole number from {} to {}", text, least, most));
    return false;
  }
  target = number;
  return true;
}

std::size_t Reader::find_word(Node const& node, std::string_view expected,
                              std::vector<std::string_view> const& words) {
  std::string text;
  if (!read_text(node, expected, text)) return words.size();
  auto const found = std::find(words.begin(), words.end(), text);
  if (found == words.end())
    error(node.mark, fmt::format("'{}' is not {}", text, expected),
          fmt::format("one of: {}", joined(words)));
  return static_cast<std::size_t>(found - words.begin());
}

std::vector<std::size_t> Reader::entries(Node const& node, std::string_view where) {
  std::vector<std::size_t> good;
  if (node.kind == Node::Kind::none) return good;
  if (node.kind != Node::Kind::map) {
    error(node.mark,
          fmt::format("{} must be a map (key: value), found {}", where, kind_name(node.kind)));
    return good;
  }
  std::unordered_set<std::string_view> keys;
  for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
    Node const& key = node.items[i];
    if (keys.insert(key.text).second)
      good.push_back(i);
    else
      error(key.mark, fmt::format("key '{}' is given twice in {}", key.text, where));
  }
  return good;
}

SourceText Reader::source_text(Node const& node) {
  if (node.is_folded) folded_.push_back({node.mark, node.text});
  return {
      .text = node.text, .line = files_.numbered_through(node.mark), .column = node.mark.column};
}

std::string Reader::path_beside(Mark const& mark, std::string const& path) const {
  return (std::filesystem::path(files_.at(mark.file).path).parent_path() / path)
      .lexically_normal()
      .string();
}

void Reader::add(std::vector<Diagnostic> const& numbered_through) {
  for (Diagnostic const& one : numbered_through) {
    if (findings_.size() >= kMostFindings) return;
    Mark mark = files_.locate(one.line, one.column);
    mark.length = static_cast<std::uint32_t>(one.length);
    for (FoldedText const& text : folded_)
      if (text.holds(mark)) mark = text.locate(files_.at(mark.file), mark);
    auto const same_place = [&](Finding const& found) {
      return found.mark.file == mark.file && found.mark.line == mark.line &&
             found.mark.column == mark.column;
    };
    if (std::none_of(findings_.begin(), findings_.end(), same_place))
      findings_.push_back({mark, one});
  }
}

bool Reader::has_errors() const {
  return std::any_of(findings_.begin(), findings_.end(), [](Finding const& one) {
    return one.diagnostic.level == Diagnostic::Level::error;
  });
}

std::vector<Diagnostic> Reader::diagnostics() const {
  std::vector<Finding> sorted = findings_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](Finding const& a, Finding const& b) { return before(a.mark, b.mark); });
  std::vector<Diagnostic> all;
  for (Finding& one : sorted) {
    Diagnostic& diagnostic = all.emplace_back(std::move(one.diagnostic));
    diagnostic.file = files_.at(one.mark.file).path;
    diagnostic.line = one.mark.line;
    diagnostic.column = one.mark.column;
    diagnostic.length = one.mark.length;
    diagnostic.source_line = shown_line(one.mark);
  }
  return all;
}

std::string Reader::shown_line(Mark const& mark) const {
  std::string line(files_.at(mark.file).line(mark.line));
  if (utf8_length(line) > kLongestShown || !is_utf8(line)) return {};
  std::replace(line.begin(), line.end(), '\t', ' ');  // one column, as the caret counts it
  for (Mark const& hidden : hidden_)
    if (hidden.file == mark.file && hidden.line == mark.line)
      blot(line, hidden.column - 1, hidden.length);
  return line;
}

}  // namespace wirewatch
