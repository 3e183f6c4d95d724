#include "pipeline/article/page_title.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <ranges>

#include "base/text.h"
#include "pipeline/article/words.h"

namespace wirewatch {
namespace {

// Between a headline, its section and its site.
constexpr std::array<std::string_view, 10> kSeparators{
    " | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / ", "|"};
// The same where a script without spaces stands behind them.
constexpr std::array<std::string_view, 3> kTightSeparators{"--", "-", "_"};
// These stand within headlines, too.
constexpr std::array<std::string_view, 4> kWeakSeparators{":::", "::", " : ", " > "};
constexpr std::size_t kMostParts = 12;
constexpr std::array<std::string_view, 4> kPathMarks{">", "»", "›", "〉"};
// Titles with so many words in common (Dice's measure) tell of the same article.
constexpr double kConfirmed = 0.4;
// The page's only heading needs less: search engines and readers are often told different titles.
constexpr double kOnlyHeading = 0.15;
constexpr std::size_t kPhrase = 4;  // words: fewer may be the site's name
// A title inside another one: what it leaves out is then a kicker ("Opinion") or the site's name.
constexpr double kWhole = 0.6;
constexpr std::size_t kKicker = 2;  // words in front of what a <title> says
// Shares of a <title>: less of its beginning, or of it, is the site's name or its motto.
constexpr double kBeginning = 0.5;
constexpr double kPart = 0.3;
constexpr std::size_t kHostName = 4;  // letters: fewer stand in many an address

std::vector<std::uint64_t> sorted_words(std::string_view text) {
  return shingles(word_hashes(text), 1);
}

std::size_t count_words(std::string_view text) { return word_hashes(text).size(); }

double likeness(std::string_view a, std::string_view b) {
  auto const wa = sorted_words(a);
  auto const wb = sorted_words(b);
  if (wa.empty() || wb.empty()) return 0;
  return 2 * share_in(wa, wb) * double(wa.size()) / double(wa.size() + wb.size());
}

/// The separator at the beginning of a text, or nothing.
std::string_view separator_at(std::string_view text, bool with_weak) {
  auto const begins = [&](std::string_view separator) { return text.starts_with(separator); };
  if (auto const* one = std::ranges::find_if(kSeparators, begins); one != kSeparators.end())
    return *one;
  if (auto const* one = std::ranges::find_if(kTightSeparators, begins);
      one != kTightSeparators.end()) {
    std::size_t behind = one->size();
    if (behind < text.size() && has_no_spaces(next_code_point(text, behind))) return *one;
  }
  auto const* weak = std::ranges::find_if(kWeakSeparators, begins);
  return with_weak && weak != kWeakSeparators.end() ? *weak : std::string_view();
}

/// What a title says between its separators; of very many the first.
std::vector<std::string_view> parts_of(std::string_view title, bool with_weak = false) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < title.size() && parts.size() + 1 < kMostParts;) {
    auto const separator = separator_at(title.substr(i), with_weak);
    if (!separator.empty()) {
      parts.push_back(title.substr(begin, i - begin));
      begin = i + separator.size();
    }
    i += std::max<std::size_t>(separator.size(), 1);
  }
  parts.push_back(title.substr(begin));
  return parts;
}

std::string_view from_to(std::string_view first, std::string_view last) {
  return trim({first.data(), std::size_t(last.data() + last.size() - first.data())});
}

bool has_letters(std::string_view text) {
  return plain_words(text).find_first_not_of("0123456789 ") != std::string::npos;
}

/// Neighbouring parts of a title.
struct Run {
  std::string_view text;
  std::string plain;
};

std::vector<Run> runs_of(std::string_view title) {
  std::vector<Run> runs;
  auto const parts = parts_of(title, true);
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t j = i; j < parts.size(); ++j)
      if (has_letters(parts[j])) {  // no date behind it
        auto const text = from_to(parts[i], parts[j]);
        runs.push_back({text, plain_words(text)});
      }
  return runs;
}

std::string letters_of(std::string_view text) {
  auto letters = plain_words(text);
  std::erase(letters, ' ');
  return letters;
}

/// Whether a part of a title is the name in the page's address: "Keldan Courier" of
/// "keldancourier.example".
bool is_in_host(std::string_view part, std::string_view host) {
  auto const name = letters_of(part);
  std::size_t longest = 0;  // of the host's labels
  for (auto const label : std::views::split(host, '.'))
    longest = std::max<std::size_t>(longest, std::ranges::distance(label));
  return name.size() >= kHostName && name.size() * 2 >= longest &&
         letters_of(host).find(name) != std::string::npos;
}

/// What stands between a site's name at the beginning ("Site - ") and one behind that ("| Site
/// ...").
std::vector<std::string_view> parts_without_site(std::string_view title, TitleCandidates const& c) {
  auto parts = parts_of(title);
  while (parts.size() > 1 &&
         (plain_words(parts[0]) == plain_words(c.site_name) || is_in_host(parts[0], c.host)))
    parts.erase(parts.begin());
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (likeness(parts[i], c.site_name) >= kConfirmed || is_in_host(parts[i], c.host))
      parts.resize(i);
  return parts;
}

/// Without the site's name, and where a separator leaves the longer part in front ("| Section").
std::string without_site(std::string_view title, TitleCandidates const& c) {
  auto parts = parts_without_site(title, c);
  while (parts.size() > 1 &&
         count_words(parts.back()) * 2 < count_words(from_to(parts[0], parts.rbegin()[1])))
    parts.pop_back();
  return std::string(from_to(parts.front(), parts.back()));
}

/// A heading that carries a kicker in front of what the others give as the title loses it.
std::string without_kicker(std::string const& heading,
                           std::initializer_list<std::string_view> witnesses) {
  auto const whole = plain_words(heading);
  for (auto const witness : witnesses) {
    auto const title = plain_words(witness);
    if (title.size() < whole.size() && whole.ends_with(title) &&
        double(title.size()) > kWhole * double(whole.size()))
      return std::string(witness);
  }
  return heading.substr(0, heading.find(" | "));
}

/// A heading that is no part of the page's <title> but ends as one, or begins as one and goes on
/// with a date, loses the rest: "Sponsored by ...", "You are here: Home > Islands > ...".
std::string as_in_title(std::string const& heading, std::string_view page_title) {
  auto const whole = plain_words(heading);
  bool const is_path = std::ranges::any_of(
      kPathMarks, [&](auto mark) { return heading.find(mark) != std::string::npos; });
  Run best;
  for (auto const& run : runs_of(page_title)) {
    if (run.plain == whole) return heading;
    bool const ends = whole.ends_with(" " + run.plain) &&
                      (is_path || count_words(whole) <= count_words(run.plain) + kKicker);
    bool const begins =
        whole.starts_with(run.plain + " ") && !has_letters(whole.substr(run.plain.size()));
    if ((ends || begins) && run.plain.size() > best.plain.size()) best = run;
  }
  return count_words(best.text) < kPhrase ? heading : std::string(best.text);
}

/// The line of the page that is the longest part of its <title>, or most of its beginning, but for
/// the site's name.
std::string line_in_title(TitleCandidates const& c) {
  auto const whole = plain_words(c.page);
  auto const parts = parts_without_site(c.page, c);
  auto const runs = runs_of(from_to(parts.front(), parts.back()));
  double const least = kPart * double(c.page.size());
  auto const is_title = [&](Run const& run) {
    bool const names_site = likeness(run.text, c.site_name) >= kConfirmed;
    return !names_site && count_words(run.text) >= kPhrase && double(run.text.size()) > least;
  };
  std::string_view best;
  for (auto const line : c.lines) {
    if (line.size() <= best.size()) continue;
    Run const candidate{line, plain_words(line)};
    bool const is_run = std::ranges::find(runs, candidate.plain, &Run::plain) != runs.end();
    bool const begins = double(line.size()) > kBeginning * double(c.page.size()) &&
                        whole.starts_with(candidate.plain + " ");
    if ((is_run || begins) && is_title(candidate)) best = line;
  }
  std::string title(best);
  std::ranges::replace(title, '\n', ' ');
  return title;
}

}  // namespace

std::string choose_title(TitleCandidates const& c) {
  auto const open_graph = without_site(c.open_graph, c);
  auto const page = without_site(c.page, c);
  std::array<std::string_view, 3> const witnesses{open_graph, c.linked_data, page};
  std::string const* best = nullptr;
  double best_support = kOnlyHeading;
  for (auto const& heading : c.headings) {
    if (count_words(heading) < 2 || plain_words(heading) == plain_words(c.site_name)) continue;
    double support = 0;
    for (auto const witness : witnesses) support = std::max(support, likeness(heading, witness));
    if (support > best_support) best = &heading, best_support = support;
  }
  if (best && best_support > kConfirmed)
    return as_in_title(without_kicker(*best, {c.linked_data, open_graph}), c.page);
  if (auto const line = line_in_title(c); !line.empty())
    return without_kicker(line, {c.linked_data, open_graph});
  if (best && c.headings.size() == 1 && count_words(*best) >= kPhrase)
    return without_kicker(*best, {c.linked_data, open_graph});
  for (std::string_view const witness :
       {std::string_view(c.linked_data), witnesses[0], witnesses[2]})
    if (!witness.empty()) return without_site(witness, c);
  return c.headings.empty() ? std::string() : c.headings.front();
}

}  // namespace wirewatch
