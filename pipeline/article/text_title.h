#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "pipeline/article/flat_text.h"

namespace wirewatch {

/// A measure of a line that may be the title of a text without markup, and how much it counts.
struct TitleMeasure {
  std::string_view name;
  double weight;
};
/// Learned by tests/corpus/train/train_titles.cpp.
constexpr std::array<TitleMeasure, 9> kTitleMeasures{{
    {"cohesion", 1.7},  // the share of its subject words that the body has
    {"support", 3.6},   // how much of it the prose behind it speaks of
    {"words", 3.5},     // up to eight, as a share of eight
    {"long", -1.0},     // tens of words beyond fourteen
    {"copies", 0.5},    // further lines that say the same, up to three, as a share of three
    {"sentence", -1.5},
    {"phrases", -1.6},  // says what prompts, captions and notes say
    {"date", -0.8},
    {"address", 4.5},  // how much the page's address repeats it
}};

using TitleValues = std::array<double, kTitleMeasures.size()>;

/// A paragraph that may be the title, and its values of kTitleMeasures.
struct TitleLine {
  std::size_t paragraph = 0;
  TitleValues values{};
};

/// The lines before paragraph `body` that may be its title. `in_body`: how likely each paragraph of
/// the page is body. `url`: the page's address, may be empty.
std::vector<TitleLine> title_lines(FlatView const& page, std::vector<double> const& in_body,
                                   std::size_t body, std::string_view url);

/// The line that looks most like the title; SIZE_MAX where there is none.
std::size_t find_text_title(FlatView const& page, std::vector<double> const& in_body,
                            std::size_t body, std::string_view url);

}  // namespace wirewatch
