// A false note makes a false alert for everyone who watches for corrections, and the words by which
// papers correct themselves are those of markets, sciences and comments, too. So a label counts
// only where it stands like one, and a sentence only where it speaks of this article.
#include "pipeline/article/correction_note.h"

#include <re2/re2.h>

#include <string>

namespace wirewatch {
namespace {

constexpr std::size_t kFewestBytes = 40;  ///< a shorter one leads to a page of corrections
constexpr std::size_t kBeginning =
    120;  ///< bytes: an article quotes other papers' notes further on

// "Correction (March 3):", "CORRECTION: February 29, 2024", "【訂正】"
constexpr char kLabel[] =
    R"re((?i)^[\s\[({*_【（［〔«•·>–—-]*(?:)re"
    R"re((?:corrections?(?: and clarifications?)?|clarifications?|erratum|errata(?: corrige)?|corrigend(?:um|a)|)re"
    R"re(korrektur(?:hinweis)?|berichtigung|richtigstellung|rectificatif|rectification|fe de (?:erratas?|errores)|)re"
    R"re(corrección|rectificación|corre[cç]ção|correção|erramos|retificação|rettifica|correzione|rectificatie|correctie|)re"
    R"re(rättelse|rettelse|oikaisu|sprostowanie|korekta|oprava|helyesbítés|erată|rectificare|ispravak|düzeltme|διόρθωση|)re"
    R"re(исправление|уточнение|поправка|виправлення|уточнення|koreksi|ralat|đính chính|تصحيح|تصويب|תיקון(?: טעות)?))re"
    R"re((?:\s*\([^()\n]{1,40}\)|,?\s[^:：\n]{0,20}\d[^:：\n]{0,12})?\s*(?:[:：\n]|\s[–—-]\s)|)re"
    R"re((?:お詫びと)?(?:訂正|更正|勘误|勘誤|정정)\s*[:：】）］〕]|바로잡습니다))re";

/// A sentence on this article's own words, or those of its earlier version.
std::string told_pattern() {
  // What a newsroom calls its own text.
  std::string const item =
      R"re((?:[\w.]+ ){0,3}(?:story|article|report|piece|post|posting|column|headline|item|review|version|)re"
      R"re(editorial|feature|page|copy|caption|graphic|chart|map|dispatch|transcript|leader|obituary|newsletter|release)\b)re";
  std::string const english =
      R"re(\b(?:earlier|previous|prior|original|initial|first|older) ver\w{2,6} of (?:this|the|our) )re" +
      item +
      R"re(|\b(?:earlier|previous|prior|original) (?:version|headline|caption|edition)\b.{0,60}\b(?:incorrect(?:ly)?|mistaken(?:ly)?|)re"
      R"re(erroneous(?:ly)?|wrong(?:ly)?|mis(?:stated|spelled|identified|quoted|attributed|characterized)|should have)\b)re"
      R"re(|\bthis )re" +
      item +
      R"re(.{0,40}\b(?:has|have|was|been)\b.{0,30}\b(?:corrected|amended|clarified)\b)re"
      R"re(|\bthis )re" +
      item +
      R"re((?: has)?(?: been)? (?:corrects|(?:updated|changed|revised|edited) to (?:correct|fix|clarify)|)re"
      R"re((?:originally|previously|initially|incorrectly|mistakenly|erroneously) (?:\w+ )?(?:said|stated|gave|named|reported|)re"
      R"re(identified|referred|listed|linked|claimed|misstated|contained)))re"
      R"re(|^[\s(\[]*(?:story |this story |refile[sd]? ?(?:to )?)?corrects? (?:to\b|spelling|paragraphs?|day|date|headline|name|)re"
      R"re(title|number|figure|month|year|typo|dateline|byline|first|second|third|lead))re"
      R"re(|\bwe regret the (?:error|mistake)s?\b)re";
  std::string const germanic =
      R"re((?:früheren|ersten|vorherigen|vorigen|ursprünglichen|älteren) (?:version|fassung)\b.{0,80}(?:artikel|text|beitrag|bericht|)re"
      R"re(meldung|überschrift|hieß|stand|haben wir))re"
      R"re(|(?:artikel|text|beitrag|meldung|überschrift|textstelle) (?:wurde|haben wir|ist)\b.{0,40}\b(?:korrigiert|berichtigt|richtiggestellt))re"
      R"re(|wir haben (?:das|dies|den fehler|die (?:angabe|passage|stelle|zahl|überschrift))\b.{0,40}\b(?:korrigiert|berichtigt))re"
      R"re(|(?:eerdere|vorige|oorspronkelijke) versie van (?:dit|deze|het) (?:artikel|bericht|stuk|verhaal|tekst))re"
      R"re(|(?:dit artikel|dit bericht|de kop) is .{0,30}gecorrigeerd)re"
      R"re(|(?:tidigare|ursprunglig\w*) version(?:en)? av (?:den här |denna )?(?:artikel|text|nyhet))re"
      R"re(|(?:tidligere|opprinnelig\w*|oprindelig\w*) (?:versjon|version|utgave|udgave)(?:en)? (?:av|af) (?:denne |den )?(?:sak|artik|tekst|histori))re";
  std::string const romance =
      R"re((?:version (?:précédente|antérieure|initiale|originale|première)|(?:première|précédente) version) de (?:cet|cette|ce|l['’]) ?)re"
      R"re((?:article|texte|dépêche|papier|reportage|titre)|(?:cet article|ce texte|cette dépêche|le titre) a été (?:corrigé|rectifié))re"
      R"re(|versión (?:anterior|previa|original|inicial) de (?:est[ea]|el|la) (?:artículo|nota|texto|noticia|información|reportaje|pieza))re"
      R"re(|(?:est[ea] (?:artículo|nota|noticia|texto|información)) (?:ha sido|fue) (?:corregid|rectificad))re"
      R"re(|versão (?:anterior|inicial|original|prévia) d(?:est[ea]|[ao]) (?:texto|artigo|reportagem|matéria|notícia|post))re"
      R"re(|(?:est[ea] (?:texto|artigo|reportagem|matéria|notícia)) foi (?:corrigid|retificad)|diferentemente do (?:que foi )?(?:publicado|informado))re"
      R"re(|(?:versione (?:precedente|originale|iniziale)|(?:prima|precedente) versione) (?:di questo |dell['’] ?|del )(?:articolo|testo|pezzo))re"
      R"re(|questo articolo è stato (?:corretto|rettificato)|versiune (?:anterioară|inițială) a (?:acestui|articolului))re";
  std::string const slavic =
      R"re((?:wcześniejszej|poprzedniej|pierwotnej|pierwszej) wersji (?:tego )?(?:artykułu|tekstu|materiału|depeszy))re"
      R"re(|(?:předchozí|původní|dřívější|první) verz[ei] (?:tohoto )?(?:článku|textu|zprávy))re"
      R"re(|(?:предыдущей|ранней|первой|первоначальной|исходной|изначальной) (?:версии|редакции) (?:этого |этой |данного |данной )?)re"
      R"re((?:материала|статьи|текста|новости|заметки|публикации|сообщения))re"
      R"re(|(?:попередній|першій|початковій|ранній) (?:версії|редакції) (?:цього |цієї )?(?:матеріалу|статті|тексту|новини|публікації))re";
  std::string const others =
      R"re((?:jutun|artikkelin|uutisen) (?:aiemmassa|aikaisemmassa|alkuperäisessä) versiossa)re"
      R"re(|(?:juttua|artikkelia|uutista|otsikkoa) .{0,30}(?:korjattu|oikaistu))re"
      R"re(|(?:haberin|yazının|makalenin) (?:önceki|ilk|eski) (?:versiyon|sürüm|hal))re"
      R"re(|versi (?:sebelumnya|awal|lama) (?:dari )?(?:artikel|berita) ini|(?:artikel|berita) ini telah (?:dikoreksi|diralat))re"
      R"re(|προηγούμενη (?:έκδοση|εκδοχή) (?:του|αυτού)|(?:نسخة|صيغة) سابقة من هذا|تم تصحيح هذا|בגרסה (?:קודמת|מוקדמת) של)re"
      R"re(|(?:記事|本文|見出し|初出時?)[^。]{0,30}(?:訂正|修正|誤り)|訂正(?:いた)?します)re"
      R"re(|特此更正|(?:本文|文章|报道|報導)[^。]{0,12}(?:更正|勘误|勘誤)|정정합니다|정정보도)re";
  return "(?i)(" + english + "|" + germanic + "|" + romance + "|" + slavic + "|" + others + ")";
}

// "Corrections: If you are aware of an inaccuracy ..."
constexpr char kAsks[] =
    R"re((?i)\b(?:please|if you|contact|e-?mail|let us know|report an?|our (?:\w+ )?polic(?:y|ies)|write to)\b|@)re";

bool found(std::string_view text, RE2 const& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

}  // namespace

CorrectionNote correction_note(std::string_view paragraph) {
  static RE2 const kIsLabelled(kLabel);
  static RE2 const kIsTold(told_pattern());
  static RE2 const kIsAsking(kAsks);
  re2::StringPiece sentence;
  re2::StringPiece const text(paragraph.data(), paragraph.size());
  if (RE2::PartialMatch(text, kIsTold, &sentence) &&
      std::size_t(sentence.data() - text.data()) <= kBeginning)
    return CorrectionNote::told;
  bool const labelled = paragraph.size() >= kFewestBytes && found(paragraph, kIsLabelled);
  return labelled && !found(paragraph, kIsAsking) ? CorrectionNote::labelled : CorrectionNote::none;
}

}  // namespace wirewatch
