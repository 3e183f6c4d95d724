#include "pipeline/watch/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "pipeline/watch/evaluate.h"

namespace wirewatch {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t kMostShown = 5;      ///< places of one leaf
constexpr std::size_t kMostMembers = 100;  ///< lines for the members of one OR
constexpr int kDeepest = 256;

/// One leaf (or NEAR, SENT, ...) that would have to become true, or false.
struct Change {
  Expression const* node;
  bool to_true;
};
using Changes = std::vector<Change>;

class Explainer {
 public:
  Explainer(Document const& document, Stemmer& stemmer)
      : document_(document), stemmer_(stemmer), evaluator_(document, stemmer) {}

  void tree(Expression const& expression, int depth, std::string& out) {
    bool const holds = evaluator_.holds(expression);
    out += fmt::format("{:{}}{} {}", "", 2 * depth, holds ? "yes" : "no ",
                       printable(describe(expression)));
    if (is_leaf(expression) || expression.kind == Kind::near) out += places(expression, holds);
    out += '\n';
    if (depth > kDeepest) return;
    std::size_t shown = 0;
    for (Expression const& child : parts_of(expression)) {
      if (shown++ == kMostMembers) {
        out += fmt::format("{:{}}... and {} more\n", "", 2 * depth + 2,
                           parts_of(expression).size() - kMostMembers);
        return;
      }
      tree(child, depth + 1, out);
    }
  }

  /// The fewest changes that make the expression `wanted`.
  Changes changes(Expression const& expression, bool wanted) {
    if (evaluator_.holds(expression) == wanted) return {};
    switch (expression.kind) {
      case Kind::none:
        return changes(expression.children.front(), !wanted);
      case Kind::all:
        return wanted ? every(expression, true) : cheapest(expression, false);
      case Kind::any:
        return wanted ? cheapest(expression, true) : every(expression, false);
      case Kind::near: {
        if (is_wild_phrase(expression)) return {{&expression, wanted}};
        Changes missing = wanted ? every(expression, true) : Changes{};
        return missing.empty() ? Changes{{&expression, wanted}} : missing;
      }
      case Kind::sentence:
      case Kind::paragraph: {
        Changes missing = wanted ? changes(expression.children.front(), true) : Changes{};
        return missing.empty() ? Changes{{&expression, wanted}} : missing;
      }
      default:
        return {{&expression, wanted}};
    }
  }

  std::string say(Change const& change) {
    std::string const name = printable(describe(*change.node));
    switch (is_wild_phrase(*change.node) ? Kind::sequence : change.node->kind) {
      case Kind::near:
        return change.to_true
                   ? fmt::format("its terms all occur, but not within {}\n", name)
                   : fmt::format("its terms would have to stand further apart than {}\n", name);
      case Kind::sentence:
      case Kind::paragraph:
        return fmt::format("its terms would have to stand {} one {}\n",
                           change.to_true ? "in" : "in more than",
                           change.node->kind == Kind::sentence ? "sentence" : "paragraph");
      case Kind::at_least:
        return fmt::format("{} of {} would have to {}\n", name,
                           printable(describe(change.node->children.front())),
                           change.to_true ? "hold" : "fail");
      default:
        break;
    }
    bool const is_text = is_text_term(*change.node);
    std::string out = fmt::format("'{}' would have to {}{}\n", name, change.to_true ? "" : "not ",
                                  is_text ? "occur" : "hold");
    if (change.to_true && is_text) out += elsewhere(*change.node);
    return out;
  }

 private:
  std::string places(Expression const& expression, bool holds) {
    if (!holds) return {};
    std::string out;
    auto const found = evaluator_.evidence(expression, kMostShown + 1);
    for (std::size_t i = 0; i < std::min(found.size(), kMostShown); ++i)
      if (!found[i].field.empty())
        out += fmt::format("{} {} {}-{}", out.empty() ? ":" : ",", found[i].field,
                           found[i].span.begin, found[i].span.end);
    if (found.size() > kMostShown) out += ", ...";
    return out;
  }

  Changes every(Expression const& expression, bool wanted) {
    Changes out;
    for (Expression const& child : parts_of(expression)) {
      Changes more = changes(child, wanted);
      out.insert(out.end(), more.begin(), more.end());
    }
    return out;
  }

  Changes cheapest(Expression const& expression, bool wanted) {
    Changes best;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (Expression const& child : parts_of(expression)) {
      Changes some = changes(child, wanted);
      bool const nearer = some.size() == least && some.size() == 1 &&
                          elsewhere(*best.front().node).empty() &&
                          !elsewhere(*some.front().node).empty();
      if (some.size() >= least && !nearer) continue;
      least = some.size();
      best = std::move(some);
    }
    return best;
  }

  /// Where a leaf that the rule misses does occur: another field, or what was cut from the page.
  std::string elsewhere(Expression const& leaf) {
    if (!is_text_term(leaf)) return {};
    Expression anywhere = in_fields(leaf, field::all);
    if (leaf.fields != field::all && evaluator_.holds(anywhere)) {
      auto const found = evaluator_.evidence(anywhere, 1);
      if (!found.empty())
        return fmt::format("      it does occur, but only in {} {}-{}\n", found.front().field,
                           found.front().span.begin, found.front().span.end);
    }
    anywhere = in_fields(leaf, field::body);
    std::vector<DroppedBlock> const& blocks = document_.article().dropped;
    for (DroppedBlock const& block : blocks) {
      Article article;
      article.body = block.text;
      article.language = document_.article().language;
      Document dropped;
      dropped.assign(article);
      if (!Evaluator(dropped, stemmer_).holds(anywhere)) continue;
      return fmt::format("      it does occur, but only in the dropped block '{}'{}\n",
                         printable(heading_of(first_beside(blocks, block).text)),
                         block.reason.empty() ? "" : " (" + printable(block.reason) + ")");
    }
    return {};
  }

  static bool is_text_term(Expression const& node) {
    return node.kind <= Kind::regex || is_wild_phrase(node);
  }

  static Expression in_fields(Expression term, std::uint8_t fields) {
    term.fields = fields;
    for (Expression& word : term.children) word.fields = fields;
    return term;
  }

  /// The first of the blocks that were dropped in one go, a heading as a rule.
  static DroppedBlock const& first_beside(std::vector<DroppedBlock> const& blocks,
                                          DroppedBlock const& block) {
    auto const kind = [](DroppedBlock const& one) {  // without the figures of each
      return std::string_view(one.reason).substr(0, one.reason.find_first_of("(0123456789"));
    };
    auto first = blocks.begin() + (&block - blocks.data());
    while (first != blocks.begin() && std::prev(first)->at == block.at &&
           kind(*std::prev(first)) == kind(block))
      --first;
    return *first;
  }

  static std::string heading_of(std::string_view text) {
    text = trim(text);
    std::string_view const line = text.substr(0, text.find('\n'));
    std::string_view const head = cut_utf8(line, 60);
    return std::string(head) + (head.size() < line.size() ? "…" : "");
  }

  Document const& document_;
  Stemmer& stemmer_;
  Evaluator evaluator_;
};

}  // namespace

std::string explain_rule(WatchRule const& rule, Document const& document, Stemmer& stemmer) {
  Explainer explainer(document, stemmer);
  bool const looks = rule.looks_at(document.article());
  bool const holds = Evaluator(document, stemmer).holds(rule.expression);
  std::string out =
      fmt::format("{}: {}\n", printable(rule.name), looks && holds ? "fires" : "does not fire");
  if (!looks)
    out += fmt::format("  it does not look at articles of the feed '{}' with the event '{}'\n",
                       printable(document.article().source), name_of(document.article().event));
  explainer.tree(rule.expression, 1, out);
  Changes const changes = explainer.changes(rule.expression, !holds);
  if (!changes.empty())
    out += fmt::format("  to make it {}, at least:\n", holds ? "silent" : "fire");
  for (Change const& change : changes) out += "    " + explainer.say(change);
  return out;
}

}  // namespace wirewatch
