#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "pipeline/article/article.h"
#include "pipeline/watch/expression.h"

namespace wirewatch {

/// A rule of the neutral JSON form, one object a node: {"and":[{"term":"Putin"},...]}.
struct NeutralRule {
  std::string id;
  Expression expression;
};
Result<NeutralRule> rule_from_json(std::string_view line);

struct NeutralDocument {
  std::string id;
  Article article;
};
Result<NeutralDocument> document_from_json(std::string_view line);

}  // namespace wirewatch
