// Runs the extractor over the article corpus and writes one file a page, for the corpus' own
// evaluate.py:
//   extract_corpus OUTDIR          every page by itself
//   extract_corpus OUTDIR --sites  the sites with several pages, in order of time, with site memory
//   extract_corpus OUTDIR --flat   the flattened texts
// With --models DIR (of train_body) each page is judged by the model that was learned without its
// site; with --pages DIR those of another folder in the corpus' form are read (further_pages.py).
#include <fmt/format.h>

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include "pipeline/article/article_json.h"
#include "pipeline/article/extract_with.h"
#include "pipeline/article/site_profile.h"
#include "tests/corpus/article_corpus.h"

namespace fs = std::filesystem;
using namespace wirewatch;

namespace {

struct Run {
  fs::path articles;
  fs::path out;
  std::vector<BodyModel> models;  ///< one a fold; empty: the built-in one
  std::vector<FlatModel> flat_models;

  BodyModel const& model_for(CorpusPage const& page) const {
    return models.empty() ? BodyModel::built_in()
                          : models[std::size_t(fold_of(page.site, kArticleFolds))];
  }
};

std::string read_file(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

template <class Model>
std::vector<Model> read_models(fs::path const& folder) {
  std::vector<Model> models;
  for (int fold = 0; fold < kArticleFolds; ++fold) {
    auto const stem = (folder / std::to_string(fold)).string();
    auto model = Model::parse(read_file(stem + ".1.txt"), read_file(stem + ".2.txt"),
                              read_file(stem + ".3.txt"));
    if (!model) throw std::runtime_error(model.error().what);
    models.push_back(std::move(*model));
  }
  return models;
}

void write(Run const& run, CorpusPage const& page, Result<Article> const& article) {
  std::ofstream file(run.out / (page.id + ".json"), std::ios::binary);
  file << to_json(article.value_or(Article{}), page.id) << '\n';
}

ExtractHints hints_for(CorpusPage const& page) {
  ExtractHints hints;
  hints.url = page.url;
  hints.content_type = page.content_type();
  return hints;
}

void extract_alone(Run const& run, CorpusPage const& page) {
  PageSketch sketch;
  write(run, page, extract_article_with(run.model_for(page), page.html(), hints_for(page), sketch));
}

void extract_flat(Run const& run, CorpusPage const& page) {
  if (!page.has_flat) return;
  ExtractHints hints;
  hints.url = page.url;
  auto const& model = run.flat_models.empty()
                          ? FlatModel::built_in()
                          : run.flat_models[std::size_t(fold_of(page.site, kArticleFolds))];
  write(run, page, extract_text_with(model, page.flat(), hints));
}

void extract_sites(Run const& run, std::vector<CorpusPage> const& pages) {
  std::map<std::string, CorpusPage const*> by_id;
  for (auto const& page : pages) by_id[page.id] = &page;
  for (auto const& site : read_site_order(run.articles)) {
    SiteProfile profile;
    for (auto const& id : site) {
      auto const& page = *by_id.at(id);
      auto hints = hints_for(page);
      hints.site = &profile;
      PageSketch sketch;
      write(run, page, extract_article_with(run.model_for(page), page.html(), hints, sketch));
      profile.learn(sketch);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  auto const corpora = corpora_folder();
  if (argc < 2 || corpora.empty()) {
    fmt::print(stderr,
               "usage: extract_corpus OUTDIR [--sites|--flat] [--models DIR] [--pages DIR], with "
               "the corpora beside the source\n");
    return 64;
  }
  Run run{corpora / "articles", argv[1], {}, {}};
  std::string mode;
  std::string folder;
  for (int i = 2; i < argc; ++i) {
    std::string const option = argv[i];
    if (option == "--models" && i + 1 < argc)
      folder = argv[++i];
    else if (option == "--pages" && i + 1 < argc)
      run.articles = argv[++i];
    else
      mode = option;
  }
  fs::create_directories(run.out);
  if (!folder.empty() && mode == "--flat")
    run.flat_models = read_models<FlatModel>(folder);
  else if (!folder.empty())
    run.models = read_models<BodyModel>(folder);
  auto const pages = read_article_corpus(run.articles);
  if (mode == "--sites") extract_sites(run, pages);
  if (mode == "--sites") return 0;
  for (auto const& page : pages)
    mode == "--flat" ? extract_flat(run, page) : extract_alone(run, page);
  return 0;
}
