// A false note makes a false alert for everyone who watches for corrections, and the words by which
// papers correct themselves are those of markets, sciences and comments, too. So a label counts
// only where it stands like one, and a sentence only where it speaks of this article.
#include "pipeline/article/correction_note.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <initializer_list>
#include <string>

namespace wirewatch {
namespace {

constexpr std::size_t kShortest = 24;       // bytes
constexpr std::size_t kShortLabelled = 40;  // bytes: a shorter one leads to a page of corrections
// An article quotes other papers' notes further on.
constexpr std::size_t kBeginning = 200;  // bytes

// "Correction (March 3):", "CORRECTION: February 29, 2024", "【訂正】"
constexpr char kLabel[] =
    R"re((?i)^[\s\[({*_【（［〔«•·>–—-]*(?:)re"
    R"re((?:corrections?(?: and clarifications?)?|clarifications?|erratum|errata(?: corrige)?|corrigend(?:um|a)|)re"
    R"re(korrektur(?:hinweis)?|berichtigung|richtigstellung|rectificatif|rectification|fe de (?:erratas?|errores)|)re"
    R"re(corrección|rectificación|correc?ção|erramos|retificação|rettifica|correzione|rectificatie|correctie|)re"
    R"re(rättelse|rettelse|oikaisu|sprostowanie|korekta|oprava|helyesbítés|erată|rectificare|ispravak|düzeltme|διόρθωση|)re"
    R"re(исправление|уточнение|поправка|виправлення|уточнення|koreksi|ralat|đính chính|تصحيح|تصويب|תיקון(?: טעות)?))re"
    R"re((?:\s*\([^()\n]{1,40}\)|,?\s[^:：\n]{0,20}\d[^:：\n]{0,12})?\s*(?:[:：\n]|\s[–—-]\s)|)re"
    R"re((?:お詫びと)?(?:訂正|更正|勘误|勘誤|정정)\s*[:：】）］〕]|바로잡습니다))re";

std::string any_of(std::initializer_list<std::string> alternatives) {
  return fmt::format("(?i)(?:{})", fmt::join(alternatives, "|"));
}

/// Sentences on this article's own words, or those of its earlier version. The families of
/// languages are apart, and no gap in a sentence is counted, since hostile text would make too many
/// states of that.
struct Told {
  // What a newsroom calls its own text.
  std::string item =
      R"re((?:[\w.]+ ){0,3}(?:story|article|report|piece|post|posting|column|headline|item|review|version|editorial|)re"
      R"re(feature|page|copy|caption|graphic|chart|map|dispatch|transcript|leader|obituary|newsletter|release)\b)re";
  RE2 english{any_of(
      {R"re(\b(?:earlier|previous|prior|original|initial|first|older) ver\w{2,6} of (?:this|the|)re"
       R"re(our) )re" +
           item,
       R"re(\b(?:earlier|previous|prior|original) (?:version|headline|caption|)re"
       R"re(edition)\b.*\b(?:incorrect(?:ly)?|mistaken(?:ly)?|erroneous(?:ly)?|wrong(?:ly)?|)re"
       R"re(mis(?:stated|spelled|identified|quoted|attributed|characterized)|should have)\b)re",
       R"re(\bthis )re" + item +
           R"re(.*\b(?:has|have|was|been)\b.*\b(?:corrected|amended|clarified)\b)re",
       R"re(\bthis )re" + item +
           R"re((?: has)?(?: been)? (?:corrects|(?:updated|changed|revised|edited) to (?:correct|fix|)re"
           R"re(clarify)|(?:originally|previously|initially|incorrectly|mistakenly|)re"
           R"re(erroneously) (?:\w+ )?(?:said|stated|gave|named|reported|identified|referred|listed|)re"
           R"re(linked|claimed|misstated|contained)))re",
       R"re(^[\s(\[]*(?:story |this story |refile[sd]? ?(?:to )?)?corrects? (?:to\b|spelling|)re"
       R"re(paragraphs?|day|date|headline|name|title|number|figure|month|year|typo|dateline|byline|)re"
       R"re(first|second|third|lead))re",
       R"re(\bwe regret the (?:error|mistake)s?\b)re"})};
  RE2 germanic{any_of(
      {R"re((?:früheren|ersten|vorherigen|vorigen|ursprünglichen|älteren) (?:version|)re"
       R"re(fassung)\b.*(?:artikel|text|beitrag|bericht|meldung|überschrift|hieß|stand|haben wir))re",
       R"re((?:artikel|text|beitrag|meldung|überschrift|textstelle) (?:wurde|haben wir|)re"
       R"re(ist)\b.*\b(?:korrigiert|berichtigt|richtiggestellt))re",
       R"re(wir haben (?:das|dies|den fehler|die (?:angabe|passage|stelle|zahl|)re"
       R"re(überschrift))\b.*\b(?:korrigiert|berichtigt))re",
       R"re((?:eerdere|vorige|oorspronkelijke) versie van (?:dit|deze|het) (?:artikel|bericht|stuk|)re"
       R"re(verhaal|tekst))re",
       R"re((?:dit artikel|dit bericht|de kop) is .*gecorrigeerd)re",
       R"re((?:tidigare|ursprunglig\w*) version(?:en)? av (?:den här |denna )?(?:artikel|text|nyhet))re",
       R"re((?:tidligere|opprinnelig\w*|oprindelig\w*) (?:versjon|version|utgave|)re"
       R"re(udgave)(?:en)? (?:av|af) (?:denne |den )?(?:sak|artik|tekst|histori))re"})};
  RE2 romance_and_slavic{any_of(
      {R"re((?:version (?:précédente|antérieure|initiale|originale|première)|(?:première|)re"
       R"re(précédente) version) de (?:cet|cette|ce|l['’]) ?(?:article|texte|dépêche|papier|)re"
       R"re(reportage|titre))re",
       R"re((?:cet article|ce texte|cette dépêche|le titre) a été (?:corrigé|rectifié))re",
       R"re(versión (?:anterior|previa|original|inicial) de (?:est[ea]|el|la) (?:artículo|nota|texto|)re"
       R"re(noticia|información|reportaje|pieza))re",
       R"re((?:est[ea] (?:artículo|nota|noticia|texto|información)) (?:ha sido|fue) (?:corregid|)re"
       R"re(rectificad))re",
       R"re(versão (?:anterior|inicial|original|prévia) d(?:est[ea]|[ao]) (?:texto|artigo|reportagem|)re"
       R"re(matéria|notícia|post))re",
       R"re((?:est[ea] (?:texto|artigo|reportagem|matéria|notícia)) foi (?:corrigid|retificad))re",
       R"re(diferentemente do (?:que foi )?(?:publicado|informado))re",
       R"re((?:versione (?:precedente|originale|iniziale)|(?:prima|)re"
       R"re(precedente) versione) (?:di questo |dell['’] ?|del )(?:articolo|testo|pezzo))re",
       R"re(questo articolo è stato (?:corretto|rettificato))re",
       R"re(versiune (?:anterioară|inițială) a (?:acestui|articolului))re",
       R"re((?:wcześniejszej|poprzedniej|pierwotnej|pierwszej) wersji (?:tego )?(?:artykułu|tekstu|)re"
       R"re(materiału|depeszy))re",
       R"re((?:předchozí|původní|dřívější|první) verz[ei] (?:tohoto )?(?:článku|textu|zprávy))re",
       R"re((?:предыдущей|ранней|первой|первоначальной|исходной|изначальной) (?:версии|)re"
       R"re(редакции) (?:этого |этой |данного |данной )?(?:материала|статьи|текста|новости|заметки|)re"
       R"re(публикации|сообщения))re",
       R"re((?:попередній|першій|початковій|ранній) (?:версії|редакції) (?:цього |)re"
       R"re(цієї )?(?:матеріалу|статті|тексту|новини|публікації))re"})};
  RE2 others{any_of(
      {R"re((?:jutun|artikkelin|uutisen) (?:aiemmassa|aikaisemmassa|alkuperäisessä) versiossa)re",
       R"re((?:juttua|artikkelia|uutista|otsikkoa) .*(?:korjattu|oikaistu))re",
       R"re((?:haberin|yazının|makalenin) (?:önceki|ilk|eski) (?:versiyon|sürüm|hal))re",
       R"re(versi (?:sebelumnya|awal|lama) (?:dari )?(?:artikel|berita) ini)re",
       R"re((?:artikel|berita) ini telah (?:dikoreksi|diralat))re",
       R"re(προηγούμενη (?:έκδοση|εκδοχή) (?:του|αυτού))re", R"re((?:نسخة|صيغة) سابقة من هذا)re",
       R"re(تم تصحيح هذا)re", R"re(בגרסה (?:קודמת|מוקדמת) של)re",
       R"re((?:記事|本文|見出し|初出時?)[^。]*(?:訂正|修正|誤り))re", R"re(訂正(?:いた)?します)re",
       R"re(特此更正)re", R"re((?:本文|文章|报道|報導)[^。]*(?:更正|勘误|勘誤))re",
       R"re(정정합니다)re", R"re(정정보도)re"})};
};

// "Corrections: If you are aware of an inaccuracy ..."
constexpr char kAsks[] =
    R"re((?i)\b(?:please|if you|contact|e-?mail|let us know|report an?|our (?:\w+ )?polic(?:y|ies)|write to)\b|@)re";

bool found(std::string_view text, RE2 const& pattern) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

}  // namespace

CorrectionNote correction_note(std::string_view paragraph) {
  static Told const kTold;
  static RE2 const kIsLabelled(kLabel);
  static RE2 const kIsAsking(kAsks);
  if (paragraph.size() < kShortest) return CorrectionNote::none;
  auto const beginning = paragraph.substr(0, kBeginning);
  for (auto const* sentence :
       {&kTold.english, &kTold.germanic, &kTold.romance_and_slavic, &kTold.others})
    if (found(beginning, *sentence)) return CorrectionNote::told;
  bool const labelled = paragraph.size() >= kShortLabelled && found(paragraph, kIsLabelled);
  return labelled && !found(paragraph, kIsAsking) ? CorrectionNote::labelled : CorrectionNote::none;
}

}  // namespace wirewatch
