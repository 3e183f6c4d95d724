#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/diagnostic.h"
#include "config/config.h"
#include "config/folded_text.h"
#include "config/source_files.h"
#include "config/yaml.h"

namespace wirewatch {

/// Reads values out of nodes and collects what is wrong with them. A read that fails has reported
/// why and leaves its target as it is.
class Reader {
 public:
  Reader(SourceFiles& files, SecretSource const& secrets) : files_(files), secrets_(secrets) {}

  void error(Mark const& mark, std::string message, std::string hint = {});
  void warning(Mark const& mark, std::string message, std::string hint = {});
  /// "expected a duration, found a list"
  void wrong_kind(Node const& node, std::string_view expected);
  /// "no sink is named 'case'", with the nearest name as the hint.
  void unknown_name(Mark const& mark, std::string_view kind, std::string_view name,
                    std::vector<std::string_view> const& known);

  /// "unknown key 'severty' in watch 'x'", with the nearest key as the hint.
  void unknown_key(Node const& key, Node const& value, std::string_view where,
                   std::vector<std::string_view> const& known);

  /// Text of a scalar; `expected` names it for the message ("a URL").
  bool read_text(Node const& node, std::string_view expected, std::string& target);
  /// The same with ${env:X}, ${file:P} and ${credential:N} replaced. What they stand for is in no
  /// message.
  bool read_text_with_secrets(Node const& node, std::string_view expected, std::string& target);
  /// A list of texts, or one text alone.
  bool read_texts(Node const& node, std::string_view expected, std::vector<std::string>& target);
  bool read_source_texts(Node const& node, std::string_view expected,
                         std::vector<SourceText>& target);
  bool read_duration(Node const& node, Seconds least, Seconds& target);
  bool read_number(Node const& node, unsigned least, unsigned most, unsigned& target);

  /// One of the words of a table; any other is an error that names them.
  template <class Value>
  struct Choice {
    std::string_view word;
    Value value;
  };
  template <class Value>
  bool read_choice(Node const& node, std::string_view expected,
                   std::span<Choice<Value> const> choices, Value& target) {
    std::vector<std::string_view> words;
    for (auto const& choice : choices) words.push_back(choice.word);
    std::size_t const found = find_word(node, expected, words);
    if (found == choices.size()) return false;
    target = choices[found].value;
    return true;
  }

  /// Calls `each(Node)` for the elements of a list, or for a value that stands alone.
  template <class Each>
  static void for_each(Node const& node, Each each) {
    if (node.kind == Node::Kind::list)
      for (Node const& item : node.items) each(item);
    else if (node.kind != Node::Kind::none)
      each(node);
  }
  /// Calls `each(key, value)` for a map's entries. Keys given twice are reported ("in sinks") and
  /// left out. What is no map is an error.
  template <class Each>
  void for_each_entry(Node const& node, std::string_view where, Each each) {
    for (std::size_t i : entries(node, where)) each(node.items[i], node.items[i + 1]);
  }

  /// The text with its place: lines are numbered through all files.
  SourceText source_text(Node const& node);
  /// The node holds a secret: its text is not shown in any message.
  void hide(Node const& node);
  /// A file that is no YAML: nothing tells a secret from the rest but the word for it.
  void syntax_error(YamlError const& error);
  /// A path as the file that names it means it.
  std::string path_beside(Mark const& mark, std::string const& path) const;

  SourceFiles& files() { return files_; }
  /// Adds findings made elsewhere, whose lines are numbered through.
  void add(std::vector<Diagnostic> const& numbered_through);
  bool has_errors() const;
  /// All findings in the order of the files, each with its line of source.
  std::vector<Diagnostic> diagnostics() const;

 private:
  struct Finding {
    Mark mark;
    Diagnostic diagnostic;
  };
  void report(Diagnostic::Level level, Mark const& mark, std::string message, std::string hint);
  bool expand(Node const& node, std::string& target);
  std::size_t find_word(Node const& node, std::string_view expected,
                        std::vector<std::string_view> const& words);
  std::vector<std::size_t> entries(Node const& node, std::string_view where);
  std::string shown_line(Mark const& mark) const;

  SourceFiles& files_;
  SecretSource const& secrets_;
  std::vector<Finding> findings_;
  std::vector<Mark> hidden_;
  std::vector<FoldedText> folded_;
};

std::string_view kind_name(Node::Kind kind);  ///< "a text", "a list", ...

}  // namespace wirewatch
