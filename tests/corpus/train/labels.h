#pragma once

#include <string>
#include <vector>

namespace wirewatch::train {

/// Which of a page's blocks are in the expected body: by their runs of words; short ones by
/// standing in the right order between matched neighbours. Of several copies only the one among
/// other body blocks counts. Then refined until the labelled blocks are closest to the body.
std::vector<bool> label_blocks(std::vector<std::string_view> const& blocks,
                               std::string const& body);

}  // namespace wirewatch::train
