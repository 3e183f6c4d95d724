#pragma once

#include <span>
#include <vector>

#include "base/diagnostic.h"
#include "pipeline/watch/watch_spec.h"

namespace wirewatch {

/// Warnings about watches that compile but cannot be meant: they can never fire, contradict
/// themselves, fire only where another one fires too, or wake on nearly every word. Places as in
/// RuleSet::compile. Watches with errors are passed over. Containment is looked for among at most
/// 1,500 watches.
std::vector<Diagnostic> lint_watches(std::span<WatchSpec const> watches, TermLists const& lists);

}  // namespace wirewatch
