#pragma once

#include <functional>
#include <vector>

#include "pipeline/article/article.h"

namespace wirewatch {

/// Gives some articles like those to come, a thousand are enough: what they hold says where rules
/// wait best. Asked only for so many rules that it pays; no answer depends on it. May be empty.
using ArticleSample = std::function<std::vector<Article>()>;

}  // namespace wirewatch
