#include "tests/corpus/train/mixed_cases.h"

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include "base/text.h"
#include "pipeline/article/language.h"

namespace wirewatch::train {
namespace {

/// Pairs of an article and of what stands around another.
std::vector<std::pair<std::size_t, std::size_t>> pair_up(std::vector<std::string> const& sites,
                                                         std::vector<std::string> const& languages,
                                                         int times) {
  constexpr int kTries = 400;
  std::mt19937 random(5);
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  auto const n = sites.size();
  auto const fits = [&](std::size_t a, std::size_t b) {
    return sites[a] != sites[b] && languages[a] == languages[b] &&
           fold_of(sites[a], kArticleFolds) == fold_of(sites[b], kArticleFolds);
  };
  for (int round = 0; round < times; ++round)
    for (std::size_t a = 0; a < n; ++a) {
      std::size_t b = a;
      for (int i = 0; i < kTries && !fits(a, b); ++i) b = random() % n;
      if (fits(a, b)) pairs.emplace_back(a, b);
    }
  return pairs;
}

template <class One, class Mix>
void add_mixed(std::vector<std::unique_ptr<One>>& cases, int times, Mix const& mix) {
  std::vector<std::string> sites;
  std::vector<std::string> languages;
  for (auto const& one : cases) {
    sites.push_back(one->page.site);
    languages.push_back(detect_language(one->page.body, ""));
  }
  for (auto const& [article, around] : pair_up(sites, languages, times))
    if (auto mixed = mix(*cases[article], *cases[around])) cases.push_back(std::move(mixed));
}

double body_letters(Case const& one) {
  double sum = 0;
  for (std::size_t i = 0; i < one.labels.size(); ++i) sum += one.labels[i] ? one.letters[i] : 0;
  return sum;
}

/// First body block and one past the last.
std::pair<std::size_t, std::size_t> extent_of(std::vector<bool> const& labels) {
  auto const first = std::find(labels.begin(), labels.end(), true);
  auto const last = std::find(labels.rbegin(), labels.rend(), true);
  return {std::size_t(first - labels.begin()), std::size_t(labels.rend() - last)};
}

/// The smallest element around all body blocks; 0 where there are none.
std::uint32_t body_container(PageCase const& one) {
  auto const& blocks = one.view().blocks;
  auto const& nodes = one.document().nodes();
  auto const [begin, end] = extent_of(one.labels);
  if (begin >= end) return 0;
  std::uint32_t last = 0;
  for (auto i = begin; i < end; ++i)
    if (one.labels[i]) last = std::max(last, blocks[i].element);
  auto node = nodes[blocks[begin].element].parent;
  while (!one.view().inside(last, node)) node = nodes[node].parent;
  return node;
}

double letters_in(PageCase const& one, std::uint32_t container) {
  double sum = 0;
  for (auto const& block : one.view().blocks)
    if (one.view().inside(block.element, container)) sum += block.letters;
  return sum;
}

std::string host_of(std::string_view url) {
  auto const at = url.find("//");
  if (at == std::string_view::npos) return {};
  auto host = url.substr(at + 2);
  host = host.substr(0, host.find('/'));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

void replace_all(std::string& text, std::string const& from, std::string const& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Writes a tree as markup again; what `instead` gives for a node stands in its place.
class MarkupWriter {
 public:
  using Instead = std::function<std::string const*(std::uint32_t node)>;
  MarkupWriter(HtmlDocument const& document, Instead instead)
      : document_(document), instead_(std::move(instead)) {}

  std::string text;

  void write(std::uint32_t at) {
    auto const& node = document_.nodes()[at];
    if (auto const* const other = instead_(at)) {
      text += *other;
      return;
    }
    std::string_view source = document_.source_of(node);
    bool const element = node.kind == HtmlNode::Kind::element && !source.empty();
    if (!element) text += source;
    while (element && source.ends_with('/')) source.remove_suffix(1);
    if (element) text.append("<").append(source) += '>';
    if (node.kind == HtmlNode::Kind::element) write_inside(at);
    auto const name = lower_ascii(source.substr(0, source.find_first_of(" \t\r\n/>")));
    if (element && !kVoid.contains(name)) text.append("</").append(name) += '>';
  }
  void write_inside(std::uint32_t at) {
    auto const& nodes = document_.nodes();
    for (auto child = at + 1; child < nodes[at].end; child = nodes[child].end) write(child);
  }

 private:
  inline static std::set<std::string, std::less<>> const kVoid{
      "area",  "base", "br",   "col",   "embed",  "hr",    "img",
      "input", "link", "meta", "param", "source", "track", "wbr"};
  HtmlDocument const& document_;
  Instead instead_;
};

/// The page `around` with the other one's title and body container in place of its own.
std::unique_ptr<PageCase> mix_pages(PageCase const& article, PageCase const& around) {
  constexpr double kSomeFurniture = 300;  // letters
  constexpr double kShareOfPage = 0.1;    // of all letters
  constexpr double kUnlike = 0.1;         // difference of the bodies
  auto const inner = body_container(article);
  auto const outer = body_container(around);
  if (inner == 0 || outer == 0) return nullptr;
  double const all = letters_in(around, 0);
  double const furniture = all - letters_in(around, outer);
  if (furniture < std::max(kSomeFurniture, kShareOfPage * all)) return nullptr;
  auto const as_it_is = [](std::uint32_t) { return nullptr; };
  MarkupWriter body(article.document(), as_it_is);
  body.write(inner);
  auto const titles = [](PageCase const& one) {
    auto const at = one.view().title_block;
    return at == SIZE_MAX ? HtmlDocument::kNone : one.view().blocks[at].element;
  };
  auto const own_title = titles(article);
  bool const inside = own_title != HtmlDocument::kNone && article.view().inside(own_title, inner);
  auto const title = inside ? "" : "<h1>" + article.anchors().title + "</h1>";
  MarkupWriter page(around.document(), [&](std::uint32_t node) {
    return node == outer ? &body.text : node == titles(around) ? &title : nullptr;
  });
  page.write_inside(0);
  if (auto const host = host_of(around.page.url); !host.empty())
    replace_all(page.text, host, host_of(article.page.url));
  auto mixed = std::make_unique<PageCase>(article.page, std::move(page.text), article.anchors());
  double const before = body_letters(article);
  return std::abs(body_letters(*mixed) - before) > kUnlike * before ? nullptr : std::move(mixed);
}

/// The paragraphs of `around`, but the other one's from shortly before its body to shortly behind.
std::unique_ptr<FlatCase> mix_texts(FlatCase const& article, FlatCase const& around) {
  constexpr std::size_t kBefore = 5;  // the title, a byline, a date
  constexpr std::size_t kBehind = 3;
  auto const& own = article.view().paragraphs;
  auto const& others = around.view().paragraphs;
  auto const [begin, end] = extent_of(article.labels);
  auto const [hole, behind_hole] = extent_of(around.labels);
  if (begin >= end || hole >= behind_hole) return nullptr;
  std::string text;
  auto const put = [&](std::vector<std::string_view> const& all, std::size_t from, std::size_t to) {
    for (auto i = from; i < std::min(to, all.size()); ++i) text.append(all[i]) += "\n\n";
  };
  put(others, 0, hole - std::min(hole, kBefore + 1));
  put(own, begin - std::min(begin, kBefore), end + kBehind);
  put(others, behind_hole + kBehind, others.size());
  return std::make_unique<FlatCase>(article.page, std::move(text));
}

}  // namespace

void add_mixed_pages(std::vector<std::unique_ptr<PageCase>>& cases, int times) {
  add_mixed(cases, times, mix_pages);
}

void add_mixed_texts(std::vector<std::unique_ptr<FlatCase>>& cases, int times) {
  add_mixed(cases, times, mix_texts);
}

}  // namespace wirewatch::train
