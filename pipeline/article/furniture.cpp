#include "pipeline/article/furniture.h"

#include <re2/re2.h>

#include <algorithm>

#include "pipeline/article/author_names.h"
#include "pipeline/article/correction_note.h"
#include "pipeline/article/dateline.h"

namespace wirewatch {
namespace {

using Kind = Furniture::Kind;

constexpr std::size_t kEdge = 3;  ///< paragraphs from either end where notes stand
constexpr std::size_t kLongNote = 500;
constexpr std::size_t kLongCorrection = 1'500;
constexpr std::size_t kLongLine = 200;

/// The phrases by which agencies and papers mark their furniture. Compiled once; matching is linear
/// and thread-safe.
struct Patterns {
  RE2 update_note{
      R"((?i)^[\[(*]*(?:(?:this (?:story|article|post|report|is a developing story)\b.{0,60}\b(?:updated|developing))|updated?\s*[:：(]|update[sd]? with|editor['’]s note\b.{0,80}\bupdated\b|adds |aktualisiert|mis à jour|actualizad|aggiornat|atualizad|обновлен|zaktualizowan|更新))"};
  RE2 sign_off{
      R"((?i)^[(\[—*]*(?:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated|produced|graphics?) (?:by|from)\b|with (?:reporting (?:by|from)|files from)\b|\(?©|mit material (?:von|der)|mit agenturen|con información de|con informazioni|avec (?:l['’])?(?:afp|agence|reuters)|com informações d|redaktion:|редактор|(?:dpa|dapd|afp|reuters|apa|ansa|efe|ap|sda|ats|ntb|tt|ritzau|anp|pap|kna|epd|belga|lusa|čtk)(?:[/, ]+\w{2,8}){0,3}[)\]]?$)|^[（(](?:责任编辑|責任編輯|编辑|編輯|来源|來源)[:：][^（）()]{2,40}[)）]$)"};
  RE2 read_more{
      R"((?i)^[\s>»→•👉▶*\[(|+-]*(?:read (?:more|also|next|the full)|also read|see also|more on this|(?:read|more|check out)\s*:|related(?: (?:stor|article|content|topic)\w*)?\s*[:：]|lesen sie (?:auch|mehr|hier)|lies auch|siehe auch|mehr (?:zum thema|dazu)|lire (?:aussi|également|la suite)|(?:à|a) lire|voir aussi|lea (?:también|más|aquí)|lee también|leer más|(?:le|te) puede interesar|puedes ver|(?:vea|ver|mir[aá]) también|(?:notas?|noticias?) relacionadas?|(?:leia|veja) (?:também|mais)|leggi anche|baca(?:\s*:| juga| selengkapnya)|(?:prze)?czytaj (?:też|więcej|także|również)|zobacz (?:też|także)|čtěte (?:také|více)|olvassa el|citește și|читайте (?:также|ещё|нас|також)|смотрите также|(?:по теме|до теми)\s*:|lees (?:ook|meer)|läs (?:även|också|mer)|les også|læs også|lue myös|διαβάστε (?:επίσης|ακόμη)|ayrıca oku|اقرأ (?:أيضا|المزيد)|קראו (?:גם|עוד)|यह भी पढ़ें|xem thêm|đọc thêm|関連記事|あわせて読みたい|相关阅读|延伸閱讀|관련\s?기사)\b?)"};
  RE2 credit{
      R"((?i)^[\[(]*(?:(?:photo|foto|image|bild|picture|credit|crédit|crédits|fotos|photos|illustration|symbolbild|archivbild|imagen|immagine|kuva|фото|写真|사진)\w*(?: by| credit| courtesy(?: of)?)?\s*[:：/©]|©\s*\S))"};
  Patterns() = default;
};

Patterns const& patterns() {
  static Patterns const kPatterns;
  return kPatterns;
}

bool found(std::string_view text, RE2 const& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

bool is_sentence(std::string_view text) {
  return text.ends_with('.') || text.ends_with('?') || text.ends_with('!');
}

/// How many lines begin with a label in capitals.
std::size_t count_labels(std::string_view body) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < body.size();) {
    auto const end = std::min(body.find('\n', at), body.size());
    count += !label_in_capitals(body.substr(at, end - at)).empty();
    at = end + 1;
  }
  return count;
}

Span span_of(std::string_view part, std::string_view body) {
  auto const begin = std::size_t(part.data() - body.data());
  return {std::uint32_t(begin), std::uint32_t(begin + part.size())};
}

}  // namespace

FurnitureKind classify_paragraph(std::string_view paragraph, Position position) {
  auto const& p = patterns();
  bool const edge = position != Position::middle;
  if (paragraph.size() > kLongCorrection) return {};
  auto const correction = correction_note(paragraph);
  if (correction == CorrectionNote::told || (edge && correction == CorrectionNote::labelled))
    return {true, Kind::correction};
  if (paragraph.size() > kLongNote) return {};
  if (edge && found(paragraph, p.sign_off)) return {true, Kind::sign_off};
  if (edge && found(paragraph, p.update_note)) return {true, Kind::update_note};
  if (paragraph.size() > kLongLine) return {};
  if (found(paragraph, p.read_more)) return {true, Kind::read_more};
  if (found(paragraph, p.credit)) return {true, Kind::credit};
  if (position == Position::first && is_byline(paragraph) && !is_sentence(paragraph))
    return {true, Kind::byline};
  return {};
}

std::vector<Furniture> find_furniture(std::string_view body) {
  std::vector<std::string_view> paragraphs;
  for (std::size_t at = 0; at < body.size();) {
    auto const end = std::min(body.find("\n\n", at), body.size());
    if (end > at) paragraphs.push_back(body.substr(at, end - at));
    at = end + 2;
  }
  std::vector<Furniture> out;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    auto const position = i < kEdge                        ? Position::first
                          : i + kEdge >= paragraphs.size() ? Position::last
                                                           : Position::middle;
    auto const text = paragraphs[i];
    auto kind = classify_paragraph(text, position);
    bool const also_last = position == Position::first && i + kEdge >= paragraphs.size();
    if (!kind.found && also_last) kind = classify_paragraph(text, Position::last);
    if (kind.found) {
      out.push_back({kind.kind, span_of(text, body)});
    } else if (i < kEdge) {
      auto dateline = find_dateline(text);
      auto const label = dateline ? std::string_view() : label_in_capitals(text);
      if (!label.empty() && is_sentence(text) && count_labels(body) == 1)
        dateline = Dateline{label, {}};
      if (dateline) out.push_back({Kind::dateline, span_of(dateline->text, body)});
      if (dateline && !dateline->agency.empty())
        out.push_back({Kind::agency, span_of(dateline->agency, body)});
    }
  }
  return out;
}

std::string correction_notes(Article const& article) {
  std::string notes;
  for (Furniture const& one : article.furniture)
    if (one.kind == Kind::correction)
      notes += article.body.substr(one.span.begin, one.span.end - one.span.begin) + '\n';
  for (DroppedBlock const& block : article.dropped)
    if (block.text.size() <= kLongCorrection && correction_note(block.text) == CorrectionNote::told)
      notes += block.text + '\n';
  return notes;
}

void note_furniture(Article& article) {
  article.furniture = find_furniture(article.body);
  if (!correction_notes(article).empty()) article.event = ArticleEvent::corrected;
}

}  // namespace wirewatch
