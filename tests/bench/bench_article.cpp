// Bytes of a page to a finished article (parse, extract, metadata), beside what the machine can do
// in the same run: libxml2's bare HTML parse of the same bytes, and their memcpy. Times are the
// thread's own processor time, the least of a few runs of each page. The pages are those of the
// article corpus; the hostile ones are made here.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <numeric>

#include "pipeline/article/extract.h"
#include "tests/corpus/article_corpus.h"
#include "tests/pipeline/article/hostile_pages.h"
#include "tests/support/counted_new.h"

namespace wirewatch {
namespace {

constexpr int kRuns = 3;

double cpu_milliseconds() {
  std::timespec time{};
  (void)::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);  // cannot fail for this clock
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

template <class Work>
double least_time(int runs, Work work) {
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    double const begin = cpu_milliseconds();
    work();
    best = std::min(best, cpu_milliseconds() - begin);
  }
  return best;
}

struct Page {
  std::string html;
  std::string url;
  std::string content_type;
};

std::vector<Page> corpus_pages() {
  std::vector<Page> pages;
  if (corpora_folder().empty()) return pages;
  for (auto const& page : read_article_corpus(corpora_folder() / "articles"))
    pages.push_back({page.html(), page.url, page.content_type()});
  return pages;
}

void extract(Page const& page) {
  ExtractHints hints;
  hints.url = page.url;
  hints.content_type = page.content_type;
  benchmark::DoNotOptimize(extract_article(page.html, hints));
}

void parse_bare(Page const& page) {
  auto* const document =
      htmlReadMemory(page.html.data(), int(page.html.size()), nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                         HTML_PARSE_NONET | XML_PARSE_HUGE);
  benchmark::DoNotOptimize(document);
  if (document) xmlFreeDoc(document);
}

double at_share(std::vector<double> times, double share) {
  auto const at = times.begin() + std::ptrdiff_t(share * double(times.size() - 1));
  std::nth_element(times.begin(), at, times.end());
  return *at;
}

void put(benchmark::State& state, std::string const& name, std::vector<double> const& times,
         double megabytes) {
  double const all = std::accumulate(times.begin(), times.end(), 0.0);
  state.counters[name + "_median_ms"] = at_share(times, 0.5);
  state.counters[name + "_p95_ms"] = at_share(times, 0.95);
  state.counters[name + "_max_ms"] = at_share(times, 1);
  state.counters[name + "_MB_per_s"] = megabytes / all * 1e3;
}

void pages(benchmark::State& state) {
  auto const all = corpus_pages();
  if (all.empty()) {
    state.SkipWithError("no corpora: set WIREWATCH_CORPORA");
    return;
  }
  extract(all.front());  // the tables are read once
  std::vector<double> ours;
  std::vector<double> bare;
  double copying = 0;
  double megabytes = 0;
  std::string copy(20'000'000, ' ');
  for (auto _ : state) {
    for (auto const& page : all) {
      ours.push_back(least_time(kRuns, [&] { extract(page); }));
      bare.push_back(least_time(kRuns, [&] { parse_bare(page); }));
      copying += least_time(kRuns, [&] {
        std::memcpy(copy.data(), page.html.data(), std::min(copy.size(), page.html.size()));
        benchmark::ClobberMemory();
      });
      megabytes += double(page.html.size()) / 1e6;
    }
  }
  put(state, "article", ours, megabytes);
  put(state, "libxml2", bare, megabytes);
  state.counters["memcpy_MB_per_s"] = megabytes / copying * 1e3;
}
BENCHMARK(pages)->Iterations(1)->Unit(benchmark::kMillisecond);

void hostile(benchmark::State& state, std::string (*make)(std::size_t)) {
  Page const page{make(1), "", ""};
  extract(page);
  std::size_t most = 0;
  double time = 1e9;
  for (auto _ : state) {
    std::size_t const before = held_bytes();
    count_from_here();
    time = std::min(time, least_time(1, [&] { extract(page); }));
    most = std::max(most, most_held_bytes() - before);
  }
  auto const beyond = most > page.html.size() ? most - page.html.size() : 0;
  state.counters["ms"] = time;
  state.counters["page_MB"] = double(page.html.size()) / 1e6;
  state.counters["MB_beyond_page"] = double(beyond) / 1e6;
}

}  // namespace
}  // namespace wirewatch

int main(int argc, char** argv) {
  using namespace wirewatch;
  for (auto const& one : kHostilePages)
    benchmark::RegisterBenchmark(fmt::format("hostile/{}", one.name).c_str(), hostile, one.page)
        ->Iterations(3)
        ->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
