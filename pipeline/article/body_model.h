#pragma once

#include <string_view>

#include "base/result.h"
#include "pipeline/article/sequence_model.h"
#include "pipeline/article/tree_model.h"

namespace wirewatch {

/// What tells a page's body from the rest: a judgement of each block by itself and its place, a
/// second one that also sees the first judgement of all others, and one of all blocks in their
/// order.
struct BodyModel {
  TreeModel first;
  TreeModel second;
  SequenceModel sequence;

  static Result<BodyModel> parse(std::string_view first, std::string_view second,
                                 std::string_view sequence);
  /// The one in body_model_table.cpp.
  static BodyModel const& built_in();
};

/// The names of the measures each judgement reads, in their order.
std::vector<std::string> first_measures();
std::vector<std::string> second_measures();

}  // namespace wirewatch
