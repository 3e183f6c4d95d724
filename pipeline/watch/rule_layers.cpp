#include "pipeline/watch/rule_layers.h"

#include <algorithm>

namespace wirewatch {

CompiledRules::CompiledRules(std::vector<WatchRule> rules, CompiledRules const* like,
                             ArticleSample const& sample) {
  std::vector<RuleIndex::Rule> numbered;
  numbered.reserve(rules.size());
  for (WatchRule const& rule : rules) {
    numbered.push_back({static_cast<std::uint32_t>(numbered.size()), &rule.expression});
    rules_.add(rule);
  }
  rules_.finish();
  index_ = std::make_unique<RuleIndex const>(numbered, like ? like->index_.get() : nullptr, sample);
}

std::optional<std::size_t> CompiledRules::find(std::string_view name) const {
  std::size_t low = 0;
  for (std::size_t count = rules_.size(); count > 0;) {
    std::size_t const half = count / 2;
    bool const is_before = rules_.name(low + half) < name;
    low += is_before ? half + 1 : 0;
    count = is_before ? count - half - 1 : half;
  }
  if (low == rules_.size() || rules_.name(low) != name) return std::nullopt;
  return low;
}

std::optional<std::size_t> RuleLayer::find(std::string_view name) const {
  auto const found = compiled_->find(name);
  return found && !is_struck(*found) ? found : std::nullopt;
}

}  // namespace wirewatch
