#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wirewatch {

/// How the values of a page's state refer to each other. Plain nesting, and three ways around it:
/// numbers that stand for entries of one long list (Nuxt), objects `{"__ref": KEY}` or `{"id": KEY,
/// "generated": ...}` (Apollo), and
/// strings "$ID" (pieces pushed to `__next_f`).
class StateValues {
 public:
  /// `root` must outlive this.
  explicit StateValues(boost::json::value const& root);

  void name(std::string id, boost::json::value const& value);  ///< what "$ID" stands for

  /// Where to begin to read: `root`, or what it refers to.
  boost::json::value const& begin(boost::json::value const& root) const;
  /// What a member or an item stands for: itself, or the value it refers to. Not followed further.
  boost::json::value const& of(boost::json::value const& value) const;

 private:
  boost::json::value const& root_;
  bool indexed_;
  std::unordered_map<std::string, boost::json::value const*> named_;
};

/// The state's texts under one value as markup.
class StateMarkup {
 public:
  StateMarkup(StateValues const& values, std::size_t& budget) : values_(values), budget_(budget) {}

  /// Of a list of paragraphs in any of the shapes that are usual: strings, objects of a type with
  /// their text or children, ["p", ...] lists. Stops when `budget` values are looked at.
  std::string of(boost::json::value const& value);

 private:
  enum class Line { own, same };
  void add(boost::json::value const& value, Line line, int depth);
  void add_list(boost::json::value const& value, Line line, int depth);
  void add_object(boost::json::value const& value, Line line, int depth);
  void add_element(std::string_view tag, boost::json::value const& list, int depth);
  void add_component(boost::json::value const& list, int depth);
  void add_text(std::string_view text, Line line);

  StateValues const& values_;
  std::size_t& budget_;
  std::string out_;
};

bool leads_elsewhere(std::string_view name);    ///< other articles, pictures, comments, furniture
std::string state_text(std::string_view text);  ///< as markup: text that is none is escaped

}  // namespace wirewatch
