#include "pipeline/article/text_title.h"

#include <algorithm>
#include <cstdint>

#include "pipeline/article/address_words.h"
#include "pipeline/article/cohesion.h"
#include "pipeline/text/date_text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kReach = 40;  // paragraphs before the body
constexpr std::uint32_t kShortest = 12;
constexpr std::uint32_t kLongest = 200;

TitleValues values_of(FlatView const& page, Cohesion const& with_body, AddressWords const& address,
                      std::size_t i) {
  constexpr double kFull = 8;
  constexpr double kLong = 14;
  constexpr double kCopies = 3;
  auto const& text = page.traits[i];
  return {with_body.of(i),
          page.support[i],
          std::min(text.words / kFull, 1.0),
          std::max(0.0, (text.words - kLong) / 10),
          std::min((page.copies[i] - 1) / kCopies, 1.0),
          double(text.ends_sentence),
          double(text.phrases != 0),
          double(parse_page_date(page.paragraphs[i]).has_value()),
          address.likeness(page.paragraphs[i])};
}

}  // namespace

std::vector<TitleLine> title_lines(FlatView const& page, std::vector<double> const& in_body,
                                   std::size_t body, std::string_view url) {
  Cohesion const with_body(page.subjects, in_body);
  AddressWords const address(url);
  std::vector<TitleLine> lines;
  for (auto i = body > kReach ? body - kReach : 0; i < body; ++i) {
    auto const& text = page.traits[i];
    bool const is_byline = text.furniture.is(Furniture::Kind::byline);
    if (text.letters >= kShortest && text.letters <= kLongest && !text.invites && !is_byline)
      lines.push_back({i, values_of(page, with_body, address, i)});
  }
  return lines;
}

std::size_t find_text_title(FlatView const& page, std::vector<double> const& in_body,
                            std::size_t body, std::string_view url) {
  std::size_t best = SIZE_MAX;
  double best_score = 0;
  for (auto const& line : title_lines(page, in_body, body, url)) {
    double score = 0;
    for (std::size_t k = 0; k < line.values.size(); ++k)
      score += kTitleMeasures[k].weight * line.values[k];
    if (score > best_score) best = line.paragraph, best_score = score;
  }
  return best;
}

}  // namespace wirewatch
