// One list of fields for each struct serves both directions, so that reading and writing cannot
// drift apart. A string is its length and its bytes, a vector its count and its elements, a struct
// its length and its fields: the length lets a reader skip fields that it does not know yet, and
// stop where an older writer had fewer. Numbers are LEB128, signed ones zigzag.
#include "store/packed.h"

#include <bit>
#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>

namespace wirewatch {
namespace {

template <class Io>
void fields(Io& io, Enclosure& v) {
  io(v.url, v.type, v.bytes);
}
template <class Io>
void fields(Io& io, Entry& v) {
  io(v.id, v.title, v.link, v.published, v.updated, v.undatable, v.authors, v.categories, v.summary,
     v.content, v.enclosures);
}
template <class Io>
void fields(Io& io, Span& v) {
  io(v.begin, v.end);
}
template <class Io>
void fields(Io& io, Furniture& v) {
  io(v.kind, v.span);
}
template <class Io>
void fields(Io& io, DroppedBlock& v) {
  io(v.text, v.reason);
}
template <class Io>
void fields(Io& io, Article& v) {
  io(v.url, v.title, v.authors, v.published, v.modified, v.language, v.body, v.summary, v.section,
     v.categories, v.image, v.site_name, v.confidence, v.furniture, v.dropped, v.source, v.tags,
     v.event);
}
template <class Io>
void fields(Io& io, Evidence& v) {
  io(v.term, v.field, v.span);
}
template <class Io>
void fields(Io& io, Match& v) {
  io(v.watch, v.evidence, v.snippet);
}
template <class Io>
void fields(Io& io, FeedState& v) {
  io(v.url, v.etag, v.last_modified, v.body_hash, v.seen_before, v.failures, v.rhythm, v.moved_to);
}

template <class T>
concept Number = std::integral<T> || std::is_enum_v<T>;

class Writer {
 public:
  template <class... Values>
  void operator()(Values&... values) {
    (write(values), ...);
  }
  template <class T>
  void write(T& value) {
    if constexpr (std::same_as<T, bool> || std::unsigned_integral<T>) {
      number(value);
    } else if constexpr (Number<T>) {
      auto const wide = static_cast<std::int64_t>(value);
      number((static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63));
    } else {
      Writer inner;
      fields(inner, value);
      write(inner.bytes);
    }
  }
  void write(double& value) { number(std::bit_cast<std::uint64_t>(value)); }
  void write(std::string& value) {
    number(value.size());
    bytes += value;
  }
  void write(TimePoint& value) {
    auto milliseconds = std::int64_t{value.time_since_epoch().count()};
    write(milliseconds);
  }
  template <class T>
  void write(std::optional<T>& value) {
    number(value.has_value());
    if (value) write(*value);
  }
  template <class T>
  void write(std::vector<T>& values) {
    number(values.size());
    for (T& value : values) write(value);
  }

  std::string bytes;

 private:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
    bytes += static_cast<char>(value);
  }
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  bool damaged() const { return damaged_; }

  template <class... Values>
  void operator()(Values&... values) {
    ((rest_.empty() ? void() : read(values)), ...);
  }
  template <class T>
  void read(T& value) {
    if constexpr (std::same_as<T, bool> || std::unsigned_integral<T>) {
      value = static_cast<T>(number());
    } else if constexpr (Number<T>) {
      std::uint64_t const raw = number();
      value = static_cast<T>(static_cast<std::int64_t>((raw >> 1) ^ (~(raw & 1) + 1)));
    } else {
      Reader inner(slice());
      fields(inner, value);
      damaged_ |= inner.damaged_;
    }
  }
  void read(double& value) { value = std::bit_cast<double>(number()); }
  void read(std::string& value) { value = slice(); }
  void read(TimePoint& value) {
    std::int64_t milliseconds = 0;
    read(milliseconds);
    value = TimePoint(std::chrono::milliseconds(milliseconds));
  }
  template <class T>
  void read(std::optional<T>& value) {
    value.reset();
    if (number() != 0) read(value.emplace());
  }
  template <class T>
  void read(std::vector<T>& values) {
    std::uint64_t const count = number();
    values.clear();
    // Each element takes at least one byte, so a damaged count cannot ask for much memory.
    for (std::uint64_t i = 0; i < count && !damaged_; ++i) {
      if (rest_.empty())
        damaged_ = true;
      else
        read(values.emplace_back());
    }
  }

 private:
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      auto const byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    damaged_ = true;
    return 0;
  }
  std::string_view slice() {
    std::uint64_t const size = number();
    if (size > rest_.size()) {
      damaged_ = true;
      return {};
    }
    std::string_view const bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  std::string_view rest_;
  bool damaged_ = false;
};

template <class T>
std::string packed(T const& value) {
  Writer writer;
  writer.write(const_cast<T&>(value));  // the lists of fields serve reading as well
  return std::move(writer.bytes);
}

template <class T>
bool unpacked(std::string_view bytes, T& value) {
  Reader reader(bytes);
  reader(value);
  return !bytes.empty() && !reader.damaged();
}

}  // namespace

std::string pack(Entry const& entry) { return packed(entry); }
std::string pack(Article const& article) { return packed(article); }
std::string pack(std::vector<Match> const& matches) { return packed(matches); }
std::string pack(FeedState const& state) { return packed(state); }

bool unpack(std::string_view bytes, Entry& value) { return unpacked(bytes, value); }
bool unpack(std::string_view bytes, Article& value) { return unpacked(bytes, value); }
bool unpack(std::string_view bytes, std::vector<Match>& value) { return unpacked(bytes, value); }
bool unpack(std::string_view bytes, FeedState& value) { return unpacked(bytes, value); }

}  // namespace wirewatch
