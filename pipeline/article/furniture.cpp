#include "pipeline/article/furniture.h"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"
#include "pipeline/article/author_names.h"
#include "pipeline/article/correction_note.h"

namespace wirewatch {
namespace {

using Kind = Furniture::Kind;

constexpr std::size_t kEdge = 3;  ///< paragraphs from either end where notes stand
constexpr std::size_t kLongNote = 500;
constexpr std::size_t kLongCorrection = 1'500;
constexpr std::size_t kLongLine = 200;
constexpr std::size_t kLittleWord = 3;  ///< letters: "de", "3 mar"

/// The phrases by which agencies and papers mark their furniture. Compiled once; matching is linear
/// and thread-safe.
struct Patterns {
  // "SEOUL/MOSCOW (Reuters) –", "BERLIN, 3. März (dpa) -", "MADRID, 3 Mar (EFE).-", "ROMA (ANSA) -"
  RE2 dateline{R"(^(\p{Lu}[^()\n]{1,60}?\(([^()\n]{1,40})\)\s*(?:[.:]?\s?[-–—−]+|[:：])\s*))"};
  // "WASHINGTON — ": capitals and a dash
  RE2 plain_dateline{R"(^(\p{Lu}[\p{Lu}.'’/-]+(?:[ ,]+\p{Lu}[\p{L}.]*)*\s*(?:--|[–—]|\s-)\s*))"};
  // "(Reuters) —", "(dpa) -": no place
  RE2 bare_dateline{R"(^(\((\p{L}[\p{L}. /&-]{1,29})\)\s*[-–—−]+\s*))"};
  // "（東京＝共同）", "【台北=中央社】", "(서울=연합뉴스)"
  RE2 east_dateline{
      R"(^([（(【\[]([^（）()【】\[\]=＝]{1,20})[=＝]([^（）()【】\[\]]{1,16})[)）】\]]\s*))"};
  RE2 update_note{
      R"((?i)^[\[(*]*(?:(?:this (?:story|article|post|report|is a developing story)\b.{0,60}\b(?:updated|developing))|updated?\s*[:：(]|update[sd]? with|editor['’]s note\b.{0,80}\bupdated\b|adds |aktualisiert|mis à jour|actualizad|aggiornat|atualizad|обновлен|zaktualizowan|更新))"};
  RE2 sign_off{
      R"((?i)^[(\[—*]*(?:(?:additional |further )?(?:reporting|writing|editing|compiled|edited|translated|produced|graphics?) (?:by|from)\b|\(?©|mit material (?:von|der)|mit agenturen|con información de|con informazioni|avec (?:l['’])?(?:afp|agence|reuters)|com informações d|redaktion:|редактор|(?:dpa|afp|reuters|apa|ansa|efe|ap|sda|ats|ntb|tt|ritzau|anp)(?:[/, ]+\w{2,8}){0,3}[)\]]?$))"};
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

/// Whether what stands before the agency is a place (and a day): names, numbers and little words.
bool is_place(std::string_view text) {
  bool starts_word = true;
  std::size_t letters = 0;
  bool small = false;
  for (std::size_t at = 0; at < text.size();) {
    char32_t const c = next_code_point(text, at);
    bool const letter = u_isalpha(UChar32(c)) != 0;
    if (letter && starts_word) small = u_islower(UChar32(c)) != 0;
    letters = letter ? letters + 1 : 0;
    if (small && letters > kLittleWord) return false;
    starts_word = !letter;
  }
  return true;
}

/// A dateline at the start of a paragraph, and the agency inside it.
void find_dateline(std::string_view paragraph, std::size_t offset, std::vector<Furniture>& out) {
  auto const& p = patterns();
  re2::StringPiece const text(paragraph.data(), std::min<std::size_t>(paragraph.size(), 200));
  re2::StringPiece whole;
  re2::StringPiece agency;
  auto const span = [&](re2::StringPiece piece) {
    auto const begin = offset + std::size_t(piece.data() - paragraph.data());
    return Span{std::uint32_t(begin), std::uint32_t(begin + piece.size())};
  };
  re2::StringPiece place;
  bool const bare = RE2::PartialMatch(text, p.bare_dateline, &whole, &agency);
  bool const western = bare || RE2::PartialMatch(text, p.dateline, &whole, &agency);
  bool const eastern =
      !western && RE2::PartialMatch(text, p.east_dateline, &whole, &place, &agency);
  bool const plain = !western && !eastern && RE2::PartialMatch(text, p.plain_dateline, &whole);
  if (!western && !eastern && !plain) return;
  auto const before = std::string_view(whole.data(), whole.size());
  if (western && !is_place(before.substr(0, before.find('(')))) return;
  out.push_back({Kind::dateline, span(whole)});
  if (!plain) out.push_back({Kind::agency, span(agency)});
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
  bool const sentence =
      paragraph.ends_with('.') || paragraph.ends_with('?') || paragraph.ends_with('!');
  if (position == Position::first && is_byline(paragraph) && !sentence) return {true, Kind::byline};
  return {};
}

std::vector<Furniture> find_furniture(std::string_view body) {
  std::vector<Span> paragraphs;
  for (std::size_t at = 0; at < body.size();) {
    auto const end = std::min(body.find("\n\n", at), body.size());
    if (end > at) paragraphs.push_back({std::uint32_t(at), std::uint32_t(end)});
    at = end + 2;
  }
  std::vector<Furniture> out;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    auto const position = i < kEdge                        ? Position::first
                          : i + kEdge >= paragraphs.size() ? Position::last
                                                           : Position::middle;
    auto const text = body.substr(paragraphs[i].begin, paragraphs[i].end - paragraphs[i].begin);
    auto kind = classify_paragraph(text, position);
    bool const also_last = position == Position::first && i + kEdge >= paragraphs.size();
    if (!kind.found && also_last) kind = classify_paragraph(text, Position::last);
    if (kind.found)
      out.push_back({kind.kind, paragraphs[i]});
    else if (i < kEdge)
      find_dateline(text, paragraphs[i].begin, out);
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
