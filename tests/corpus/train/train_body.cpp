// Learns what tells an article from the rest of its page, from the article corpus and further
// folders in its form (further_pages.py):
//   train_body pages OUTDIR [FOLDS [FOLDER...]]   from pages
//   train_body flat OUTDIR [FOLDS [FOLDER...]]    from texts without markup
// See two_stage.h for what is written.
#include <cstdlib>
#include <map>
#include <string_view>

#include "pipeline/article/block_features.h"
#include "pipeline/article/body_model.h"
#include "pipeline/article/extract.h"
#include "pipeline/article/judge.h"
#include "pipeline/text/charset.h"
#include "tests/corpus/train/cases.h"
#include "tests/corpus/train/mixed_cases.h"

using namespace wirewatch;
using namespace wirewatch::train;

namespace {

namespace fs = std::filesystem;

constexpr int kMixedPages = 1;  // partners of each page: three gave no more
constexpr int kMixedTexts = 4;  // eight gave no more

std::string read_page(CorpusPage const& page) {
  return decode_text(page.html(), page.content_type(), MarkupKind::html).utf8;
}

/// The corpus' own flattened text, or for a page without one the like of it.
std::string flat_text(CorpusPage const& page) {
  return page.has_flat ? page.flat() : visible_text(read_page(page));
}

/// A page that a later folder has too is learned as that one says.
std::vector<CorpusPage> read_pages(std::vector<fs::path> const& folders) {
  std::vector<CorpusPage> pages;
  std::map<std::string, std::size_t> places;
  for (auto const& folder : folders) {
    for (auto& page : read_article_corpus(folder)) {
      if (page.kind != "body") continue;
      auto const [place, fresh] = places.emplace(page.id, pages.size());
      if (fresh)
        pages.push_back(std::move(page));
      else
        pages[place->second] = std::move(page);
    }
  }
  return pages;
}

template <class One>
std::vector<std::unique_ptr<Case>> as_cases(std::vector<std::unique_ptr<One>> all) {
  return {std::make_move_iterator(all.begin()), std::make_move_iterator(all.end())};
}

std::vector<std::unique_ptr<Case>> page_cases(std::vector<CorpusPage> const& pages) {
  std::vector<std::unique_ptr<PageCase>> cases;
  for (auto const& page : pages) cases.push_back(std::make_unique<PageCase>(page, read_page(page)));
  add_mixed_pages(cases, kMixedPages);
  return as_cases(std::move(cases));
}

std::vector<std::unique_ptr<Case>> flat_cases(std::vector<CorpusPage> const& pages) {
  std::vector<std::unique_ptr<FlatCase>> cases;
  for (auto const& page : pages) cases.push_back(std::make_unique<FlatCase>(page, flat_text(page)));
  add_mixed_texts(cases, kMixedTexts);
  return as_cases(std::move(cases));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || corpora_folder().empty()) return 64;
  bool const flat = std::string_view(argv[1]) == "flat";
  std::vector<fs::path> folders{corpora_folder() / "articles"};
  for (int i = 4; i < argc; ++i) folders.emplace_back(argv[i]);
  auto const pages = read_pages(folders);
  auto const cases = flat ? flat_cases(pages) : page_cases(pages);
  Measures const measures = flat ? Measures{first_flat_measures(), second_flat_measures(), 0}
                                 : Measures{first_measures(), second_measures(), kClear};
  learn_all(cases, measures, argv[2], argc > 3 ? std::atoi(argv[3]) : 0);
  return 0;
}
