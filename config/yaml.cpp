#include "config/yaml.h"

#include <fmt/format.h>
#include <libfyaml.h>

#include <algorithm>
#include <map>
#include <memory>
#include <new>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostNodes = 2'000'000;
constexpr std::size_t kMostCopied = 10'000;  // nodes (and 64-byte pieces of text) under anchors
constexpr std::size_t kDeepest = 48;

struct Deleter {
  void operator()(fy_diag* diag) const { fy_diag_destroy(diag); }
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};

std::size_t weight(Node const& node) {
  std::size_t sum = 1 + node.text.size() / 64;
  for (Node const& item : node.items) sum += weight(item);
  return sum;
}

std::size_t depth(Node const& node) {
  std::size_t deepest = 0;
  for (Node const& item : node.items) deepest = std::max(deepest, depth(item));
  return deepest + 1;
}

std::string text_of(fy_token* token) {
  std::size_t size = 0;
  char const* text = token ? fy_token_get_text(token, &size) : nullptr;
  return text ? std::string(text, size) : std::string();
}

/// Makes the tree from libfyaml's events; no recursion, so that depth costs no stack.
class Builder {
 public:
  Builder(SourceFile const& source, std::uint32_t file, Node& root)
      : source_(source), file_(file), root_(root) {
    last_.file = file;
  }

  /// False when the document is refused; `error` then says why.
  bool take(fy_event* event) {
    switch (event->type) {
      case FYET_DOCUMENT_START:
        return ++documents_ == 1 || refuse(event, "a second document: one file is one config");
      case FYET_SCALAR:
        return add_scalar(event);
      case FYET_ALIAS:
        return add_copy(event);
      case FYET_SEQUENCE_START:
        return open(event, Node::Kind::list, event->sequence_start.anchor);
      case FYET_MAPPING_START:
        return open(event, Node::Kind::map, event->mapping_start.anchor);
      case FYET_SEQUENCE_END:
      case FYET_MAPPING_END:
        return close(event);
      default:
        return true;
    }
  }

  std::optional<YamlError> error;

 private:
  struct Open {
    Node* node;
    std::string anchor;
  };

  bool refuse(fy_event* event, std::string message) {
    error = YamlError{place(event), std::move(message), {}};
    return false;
  }

  Mark place(fy_event* event) {
    fy_mark const* begin = fy_event_start_mark(event);
    if (!begin) return last_;  // an empty value has no place of its own: that of its key
    fy_mark const* end = fy_event_end_mark(event);
    Mark mark{.file = file_,
              .line = static_cast<std::uint32_t>(begin->line + 1),
              .column = static_cast<std::uint32_t>(begin->column + 1)};
    if (end && end->line == begin->line && end->column > begin->column)
      mark.length = static_cast<std::uint32_t>(end->column - begin->column);
    return last_ = mark;
  }

  static bool spans_lines(fy_event* event) {
    fy_mark const* begin = fy_event_start_mark(event);
    fy_mark const* end = fy_event_end_mark(event);
    return begin && end && end->line > begin->line;
  }

  /// libfyaml marks the start of a block's first line; its text begins behind the indentation.
  Mark place_of_block(fy_event* event) {
    Mark mark = place(event);
    std::string_view const line = source_.line(mark.line);
    mark.column =
        static_cast<std::uint32_t>(std::min(line.find_first_not_of(' '), line.size())) + 1;
    return last_ = mark;
  }

  bool expects_key() const {
    return !open_.empty() && open_.back().node->kind == Node::Kind::map &&
           open_.back().node->items.size() % 2 == 0;
  }

  /// Puts the node into its parent. Pointers to open nodes stay good: a parent's items do not grow
  /// while one of them is open.
  Node* add(fy_event* event, Node node) {
    if (++nodes_ > kMostNodes) {
      refuse(event, fmt::format("more than {} values", kMostNodes));
      return nullptr;
    }
    if (open_.empty()) {
      root_ = std::move(node);
      return &root_;
    }
    return &open_.back().node->items.emplace_back(std::move(node));
  }

  bool add_scalar(fy_event* event) {
    auto const style =
        event->scalar.value ? fy_token_scalar_style(event->scalar.value) : FYSS_PLAIN;
    bool const is_block = style == FYSS_LITERAL || style == FYSS_FOLDED;
    Node node{.kind = Node::Kind::scalar,
              .is_folded = is_block || spans_lines(event),
              .mark = is_block ? place_of_block(event) : place(event),
              .text = text_of(event->scalar.value),
              .items = {}};
    bool const is_plain = style == FYSS_PLAIN || style == FYSS_ANY;
    if (is_plain && !expects_key() && (node.text.empty() || node.text == "~"))
      node.kind = Node::Kind::none;
    Node const* const added = add(event, std::move(node));
    return added && remember(event, text_of(event->scalar.anchor), *added);
  }

  bool add_copy(fy_event* event) {
    std::string const name = text_of(event->alias.anchor);
    auto const found = anchors_.find(name);
    Mark const mark = place(event);
    if (found == anchors_.end())
      return refuse(event, fmt::format("no anchor is named '{}' (a word that begins with * needs "
                                       "quotes)",
                                       name));
    if (expects_key()) return refuse(event, "an alias cannot be a key");
    copied_ += weight(found->second);
    if (copied_ > kMostCopied || open_.size() + depth(found->second) > kDeepest)
      return refuse(event, "anchors and aliases stand for too much");
    Node copy = found->second;
    copy.mark = mark;
    return add(event, std::move(copy)) != nullptr;
  }

  /// Keeps a copy for the aliases to come.
  bool remember(fy_event* event, std::string const& anchor, Node const& node) {
    if (anchor.empty()) return true;
    copied_ += weight(node);
    if (copied_ > kMostCopied) return refuse(event, "anchors and aliases stand for too much");
    anchors_[anchor] = node;
    return true;
  }

  bool open(fy_event* event, Node::Kind kind, fy_token* anchor) {
    if (open_.size() >= kDeepest) return refuse(event, "too deep");
    if (expects_key()) return refuse(event, "a key must be a word, not a list or a map");
    Node node;
    node.kind = kind;
    node.mark = place(event);
    Node* const added = add(event, std::move(node));
    if (added) open_.push_back({added, text_of(anchor)});
    return added != nullptr;
  }

  bool close(fy_event* event) {
    Open const closed = std::move(open_.back());
    open_.pop_back();
    return remember(event, closed.anchor, *closed.node);
  }

  SourceFile const& source_;
  std::uint32_t file_;
  Node& root_;
  Mark last_;
  std::vector<Open> open_;
  std::map<std::string, Node, std::less<>> anchors_;
  int documents_ = 0;
  std::size_t nodes_ = 0;
  std::size_t copied_ = 0;
};

std::optional<YamlError> find_bad_utf8(SourceFile const& source, std::uint32_t file) {
  if (is_utf8(source.bytes)) return std::nullopt;
  for (std::uint32_t line = 1; line <= source.line_starts.size(); ++line)
    if (!is_utf8(source.line(line)))
      return YamlError{
          {.file = file, .line = line}, "the line is not UTF-8", "save the file as UTF-8"};
  return YamlError{{.file = file}, "the file is not UTF-8", {}};
}

/// What a person can do about libfyaml's more learned messages.
std::string hint_for(std::string_view message) {
  constexpr std::pair<std::string_view, std::string_view> kHints[] = {
      {"wrongly indented double-quoted scalar", "is the quote closed?"},
      {"wrongly indented single-quoted scalar", "is the quote closed?"},
      {"end of input", "is a quote not closed?"},
      {"tab character", "indent with spaces"},
      {"invalid indentation", "all keys of a map begin in the same column"},
      {"without a closing bracket", "a ] or } is missing"},
      {"missing comma", "or is a bracket not closed?"},
      {"invalid nested block mapping", "a text with ': ' in it needs quotes"},
      {"invalid multiline plain key", "is a ':' missing, or a quote?"},
  };
  for (auto const& [part, hint] : kHints)
    if (message.find(part) != std::string_view::npos) return std::string(hint);
  return {};
}

YamlError syntax_error(fy_diag* diag, SourceFile const& source, std::uint32_t file) {
  void* position = nullptr;
  fy_diag_error const* first = fy_diag_errors_iterate(diag, &position);
  if (!first || !first->msg) return {{.file = file}, "this is not YAML", {}};
  auto const lines = static_cast<int>(source.line_starts.size());
  Mark mark{.file = file,
            .line = static_cast<std::uint32_t>(std::clamp(first->line, 1, lines)),
            .column = static_cast<std::uint32_t>(std::max(first->column, 1))};
  return {mark, first->msg, hint_for(first->msg)};
}

}  // namespace

std::optional<YamlError> parse_yaml(SourceFiles const& files, std::uint32_t file, Node& root) {
  SourceFile const& source = files.at(file);
  root.mark = {.file = file};
  if (auto bad = find_bad_utf8(source, file)) return bad;

  fy_diag_cfg diag_config{};
  fy_diag_cfg_default(&diag_config);
  diag_config.fp = nullptr;
  diag_config.colorize = false;
  std::unique_ptr<fy_diag, Deleter> const diag(fy_diag_create(&diag_config));
  if (!diag) throw std::bad_alloc();
  fy_diag_set_collect_errors(diag.get(), true);
  fy_parse_cfg config{};
  config.diag = diag.get();
  std::unique_ptr<fy_parser, Deleter> const parser(fy_parser_create(&config));
  if (!parser) throw std::bad_alloc();
  if (fy_parser_set_string(parser.get(), source.bytes.data(), source.bytes.size()) != 0)
    return syntax_error(diag.get(), source, file);

  Builder builder(source, file, root);
  while (fy_event* event = fy_parser_parse(parser.get())) {
    bool const goes_on = builder.take(event);
    fy_parser_event_free(parser.get(), event);
    if (!goes_on) return builder.error;
  }
  if (fy_parser_get_stream_error(parser.get())) return syntax_error(diag.get(), source, file);
  return std::nullopt;
}

}  // namespace wirewatch
