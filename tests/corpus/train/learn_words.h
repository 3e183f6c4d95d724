#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wirewatch::train {

/// The lines of a page of which some are body.
struct LabelledLines {
  std::string site;
  std::vector<std::string_view> lines;
  std::vector<bool> body;
};

/// How much more often each word stands in a body than in other prose, shortly before a body and
/// shortly behind one than elsewhere: the text form of WordEvidence. Sites weigh alike; a word must
/// be known from several.
std::string learn_words(std::vector<LabelledLines const*> const& pages);

}  // namespace wirewatch::train
