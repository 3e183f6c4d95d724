#pragma once

#include <memory>
#include <vector>

#include "tests/corpus/train/cases.h"

namespace wirewatch::train {

/// Adds cases made of two each: the article of one page in what stands around the article of
/// another, in the same language, from another site of the same fold. There are few sites, and
/// their furniture always comes with their own articles: so a model sees each with many others.
/// `times`: how many partners each page is given.
void add_mixed_pages(std::vector<std::unique_ptr<PageCase>>& cases, int times);
void add_mixed_texts(std::vector<std::unique_ptr<FlatCase>>& cases, int times);

}  // namespace wirewatch::train
