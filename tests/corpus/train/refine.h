#pragma once

#include <cstdint>
#include <vector>

namespace wirewatch::train {

/// Changes single labels as long as the labelled blocks, read as one text, come closer to the body
/// (F1 of their runs of words). Mends what cannot be told from one block: short items, headings
/// that the reference leaves out, copies.
void refine_labels(std::vector<std::vector<std::uint64_t>> const& blocks,
                   std::vector<std::uint64_t> const& body, std::vector<bool>& labels);

}  // namespace wirewatch::train
