#include "pipeline/article/selector.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f";

/// The parts between separators; those inside brackets separate nothing.
std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  bool bracket = false;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    bool const end = at == text.size();
    if (!end && (text[at] == '[' || text[at] == ']')) bracket = text[at] == '[';
    if (!end && (bracket || separators.find(text[at]) == std::string_view::npos)) continue;
    if (at > begin) out.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  return out;
}

bool has_word(std::string_view text, std::string_view word) {
  auto const words = split(text, kSpace);
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view without_quotes(std::string_view text) {
  bool const quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                      text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

Result<Selector> Selector::parse(std::string_view text) {
  Selector selector;
  for (auto const alternative : split(text, ",")) {
    Chain chain;
    for (auto const part : split(alternative, kSpace)) {
      auto compound = parse_compound(part);
      if (!compound) return fail(std::move(compound.error()));
      chain.push_back(std::move(*compound));
    }
    if (!chain.empty()) selector.alternatives_.push_back(std::move(chain));
  }
  return selector;
}

Result<Selector::Compound> Selector::parse_compound(std::string_view text) {
  auto const problem = [&] {
    return fail(
        Error::Kind::config,
        fmt::format("'{}' is no selector; known are tag, .class, #id, [attribute=value]", text));
  };
  Compound compound;
  auto const name_end = std::min(text.find_first_of(".#["), text.size());
  compound.tag = lower_ascii(text.substr(0, name_end));
  if (compound.tag == "*") compound.tag.clear();
  for (auto at = name_end; at < text.size();) {
    bool const bracket = text[at] == '[';
    auto end = bracket ? text.find(']', at) : text.find_first_of(".#[", at + 1);
    if (bracket && end == std::string_view::npos) return problem();
    end = std::min(end, text.size());
    auto const inner = text.substr(at + 1, end - at - 1);
    if (inner.empty()) return problem();
    auto const equals = inner.find('=');
    if (!bracket)
      compound.conditions.push_back(
          {text[at] == '.' ? "class" : "id", std::string(inner), text[at] == '.'});
    else if (equals == std::string_view::npos)
      compound.conditions.push_back({lower_ascii(inner), "", false});
    else
      compound.conditions.push_back({lower_ascii(inner.substr(0, equals)),
                                     std::string(without_quotes(inner.substr(equals + 1))), false});
    at = bracket ? end + 1 : end;
  }
  if (compound.tag.find_first_of(">+~:()]") != std::string::npos) return problem();
  return compound;
}

bool Selector::holds(HtmlDocument const& document, HtmlNode const& node, Compound const& compound) {
  if (node.kind != HtmlNode::Kind::element) return false;
  auto const source = document.source_of(node);
  auto const name = source.substr(0, std::min(source.find_first_of(" \t\r\n\f/"), source.size()));
  if (!compound.tag.empty() && !equals_ignoring_case(name, compound.tag)) return false;
  return std::all_of(
      compound.conditions.begin(), compound.conditions.end(), [&](Condition const& condition) {
        if (condition.value.empty()) return document.has_attribute(node, condition.attribute);
        auto const value = document.attribute(node, condition.attribute);
        return condition.word ? has_word(value, condition.value) : value == condition.value;
      });
}

bool Selector::holds(HtmlDocument const& document, std::uint32_t element, Chain const& chain) {
  auto const& nodes = document.nodes();
  if (!holds(document, nodes[element], chain.back())) return false;
  auto wanted = chain.rbegin() + 1;
  for (auto node = element; wanted != chain.rend() && node != 0;) {
    node = nodes[node].parent;
    if (holds(document, nodes[node], *wanted)) ++wanted;
  }
  return wanted == chain.rend();
}

bool Selector::matches(HtmlDocument const& document, std::uint32_t element) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(),
                     [&](Chain const& chain) { return holds(document, element, chain); });
}

bool Selector::covers(HtmlDocument const& document, std::uint32_t element) const {
  for (auto node = element;; node = document.nodes()[node].parent) {
    if (matches(document, node)) return true;
    if (node == 0) return false;
  }
}

}  // namespace wirewatch
