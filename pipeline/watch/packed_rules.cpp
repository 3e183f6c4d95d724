// A rule is its name, fingerprint, events and feeds, then its tree, parents first: a byte of kind
// and form, a byte of fields and of what follows where these are not the usual ones, then a number,
// a text, children or a word list. Numbers are of seven bits a byte, lowest first.
#include "pipeline/watch/packed_rules.h"

#include <cstring>
#include <limits>
#include <stdexcept>

namespace wirewatch {
namespace {

constexpr unsigned kFormShift = 5;  ///< above it: 2 * form + ordered, or one of these
constexpr unsigned kUsualFolded = 6;
constexpr unsigned kUsualStem = 7;
constexpr unsigned kFields = (1 << 5) - 1;
constexpr unsigned kHasNumber = 1 << 5;
constexpr unsigned kHasText = 1 << 6;
constexpr unsigned kHasParts = 1 << 7;

/// The second byte of most nodes of a kind, which is left out.
unsigned usual(Expression::Kind kind) {
  return field::text | (kind < Expression::Kind::all ? kHasText : kHasParts);
}

}  // namespace

class PackedRules::Writer {
 public:
  Writer(std::string& bytes, std::vector<Members>& lists) : bytes_(bytes), lists_(lists) {}

  void number(std::size_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  void fixed(std::uint64_t value) {
    bytes_.append(reinterpret_cast<char const*>(&value), sizeof value);
  }

  void tree(Expression const& node) {
    bool const is_list = node.members != nullptr || !node.list.empty();
    bool const has_parts = is_list || !node.children.empty();
    unsigned const more = node.fields | (node.n != 0 ? kHasNumber : 0) |
                          (node.text.empty() ? 0 : kHasText) | (has_parts ? kHasParts : 0);
    bool const is_usual =
        more == usual(node.kind) && !node.ordered && node.form != Expression::Form::exact;
    unsigned form = 2 * static_cast<unsigned>(node.form) + (node.ordered ? 1 : 0);
    if (is_usual) form = node.form == Expression::Form::stem ? kUsualStem : kUsualFolded;
    bytes_ += static_cast<char>(static_cast<unsigned>(node.kind) | form << kFormShift);
    if (!is_usual) bytes_ += static_cast<char>(more);
    if (node.n != 0) number(node.n);
    if (!node.text.empty()) text(node.text);
    if (!has_parts) return;
    number(node.children.size() * 2 + (is_list ? 1 : 0));
    if (is_list) {
      text(node.list);
      number(list(node.members));
    }
    for (Expression const& child : node.children) tree(child);
  }

 private:
  std::size_t list(Members const& members) {
    for (std::size_t i = lists_.size(); i-- > 0;)
      if (lists_[i] == members) return i;
    lists_.push_back(members);
    return lists_.size() - 1;
  }

  std::string& bytes_;
  std::vector<Members>& lists_;
};

class PackedRules::Reader {
 public:
  Reader(std::string const& bytes, std::vector<Members> const& lists, std::size_t begin)
      : at_(bytes.data() + begin), lists_(lists) {}

  unsigned byte() { return static_cast<unsigned char>(*at_++); }
  std::size_t number() {
    std::size_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      unsigned const part = byte();
      value |= std::size_t{part & 0x7F} << shift;
      if (part < 0x80) return value;
    }
  }
  std::string_view text() {
    std::size_t const length = number();
    at_ += length;
    return {at_ - length, length};
  }
  std::uint64_t fixed() {
    std::uint64_t value = 0;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }

  WatchRule head() {
    WatchRule rule;
    rule.name = text();
    rule.fingerprint = fixed();
    rule.events = static_cast<std::uint32_t>(number());
    for (std::size_t feeds = number(); feeds > 0; --feeds) rule.feeds.emplace_back(text());
    return rule;
  }

  Expression tree() {
    Expression node;
    unsigned const head = byte();
    unsigned const form = head >> kFormShift;
    bool const is_usual = form >= kUsualFolded;
    node.kind = static_cast<Expression::Kind>(head & ((1 << kFormShift) - 1));
    node.form = static_cast<Expression::Form>(is_usual ? form - kUsualFolded : form / 2);
    node.ordered = !is_usual && form % 2 == 1;
    unsigned const more = is_usual ? usual(node.kind) : byte();
    node.fields = static_cast<std::uint8_t>(more & kFields);
    if ((more & kHasNumber) != 0) node.n = static_cast<unsigned>(number());
    if ((more & kHasText) != 0) node.text = text();
    if ((more & kHasParts) == 0) return node;
    std::size_t const parts = number();
    if (parts % 2 == 1) {
      node.list = text();
      node.members = lists_[number()];
    }
    node.children.reserve(parts / 2);
    for (std::size_t i = 0; i < parts / 2; ++i) node.children.push_back(tree());
    return node;
  }

 private:
  char const* at_;
  std::vector<Members> const& lists_;
};

void PackedRules::add(WatchRule const& rule) {
  if (bytes_.size() > std::numeric_limits<std::uint32_t>::max())
    throw std::length_error("rules of more than 4 GB in one set");
  begins_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  Writer writer(bytes_, lists_);
  writer.text(rule.name);
  writer.fixed(rule.fingerprint);
  writer.number(rule.events);
  writer.number(rule.feeds.size());
  for (std::string const& feed : rule.feeds) writer.text(feed);
  writer.tree(rule.expression);
}

WatchRule PackedRules::unpack(std::size_t i) const {
  Reader reader(bytes_, lists_, begins_[i]);
  WatchRule rule = reader.head();
  rule.expression = reader.tree();
  return rule;
}

WatchRule PackedRules::unpack_head(std::size_t i) const {
  return Reader(bytes_, lists_, begins_[i]).head();
}

std::string_view PackedRules::name(std::size_t i) const {
  return Reader(bytes_, lists_, begins_[i]).text();
}

}  // namespace wirewatch
