#pragma once

#include <string_view>

namespace wirewatch {

// What was learned from the article corpus, in the form of TreeModel and SequenceModel. Made by
// tests/corpus/train; see docs/extraction.md.
extern std::string_view const kFirstBodyModel;
extern std::string_view const kSecondBodyModel;
extern std::string_view const kSequenceBodyModel;
extern std::string_view const kFirstFlatModel;
extern std::string_view const kSecondFlatModel;
extern std::string_view const kSequenceFlatModel;

}  // namespace wirewatch
