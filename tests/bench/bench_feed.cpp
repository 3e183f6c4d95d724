// Bytes to finished entries, beside bare pugixml on the same bytes: a feed of 500 items of about 1
// MB with paragraphs in CDATA. `share_of_bare` is our speed over that of load_buffer alone.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <ctime>
#include <pugixml.hpp>
#include <string>

#include "pipeline/feed/parse_feed.h"

namespace wirewatch {
namespace {

std::string paragraph(unsigned seed) {
  std::string text = "<p>";
  for (unsigned word = 0; word < 84; ++word) {
    seed = seed * 1'664'525U + 1'013'904'223U;
    text.append(2 + (seed >> 28U) % 9, static_cast<char>('a' + (seed >> 24U) % 26));
    text += ' ';
  }
  return text + "</p>\n";
}

std::string make_feed(bool escaped) {
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Bench</title>"
      "<link>https://example.org/</link><description>Generated</description>\n";
  for (unsigned item = 0; item < 500; ++item) {
    std::string body;
    for (unsigned i = 0; i < 3; ++i) body += paragraph(item * 7 + i);
    if (escaped) {
      std::string out;
      for (char const c : body) out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
      body = std::move(out);
    } else {
      body = "<![CDATA[" + body + "]]>";
    }
    feed += fmt::format(
        "<item><title>Title of item {0}</title><link>https://example.org/articles/{0}</link>"
        "<guid isPermaLink=\"false\">item-{0}</guid><pubDate>Tue, 18 Jun 2024 02:{1:02}:00 "
        "GMT</pubDate><dc:creator>Ann Lee</dc:creator><category>World</category>"
        "<category>Asia</category><description>Summary of item {0}</description>"
        "<content:encoded>{2}</content:encoded></item>\n",
        item, item % 60, body);
  }
  return feed + "</channel></rss>\n";
}

double cpu_seconds() {
  std::timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void load_bare(std::string const& feed) {
  pugi::xml_document document;
  benchmark::DoNotOptimize(document.load_buffer(feed.data(), feed.size()));
}

void load_whole(std::string const& feed) { benchmark::DoNotOptimize(parse_feed(feed, {})); }

/// The least CPU time of several runs: what the machine can do when nobody disturbs it.
template <class Work>
double best_of(int runs, Work work) {
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    double const begin = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - begin);
  }
  return best;
}

void bytes_to_entries(benchmark::State& state) {
  std::string const feed = make_feed(state.range(0) != 0);
  for (auto _ : state) load_whole(feed);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * feed.size()));
  double const whole = best_of(60, [&] { load_whole(feed); });
  double const bare = best_of(60, [&] { load_bare(feed); });
  state.counters["MB"] = static_cast<double>(feed.size()) / 1e6;
  state.counters["best_MB_per_s"] = static_cast<double>(feed.size()) / 1e6 / whole;
  state.counters["bare_MB_per_s"] = static_cast<double>(feed.size()) / 1e6 / bare;
  state.counters["share_of_bare"] = bare / whole;
}
BENCHMARK(bytes_to_entries)->ArgName("escaped")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace wirewatch

BENCHMARK_MAIN();
