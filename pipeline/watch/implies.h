#pragma once

#include "pipeline/watch/expression.h"

namespace wirewatch {

/// Whether `a` cannot hold without `b`, as far as the shape of the two shows; false says nothing.
bool implies(Expression const& a, Expression const& b);

/// Why an expression can never hold, for people; "" where nothing shows that.
std::string contradiction_in(Expression const& expression);

}  // namespace wirewatch
