// Bodies are unpacked when they have come as a whole, which libdeflate does in a quarter of the
// time that zlib takes piece by piece. It takes one sound member of gzip whose length is known:
// nearly every answer. Whatever else servers send (several members, a wrong trailer, zlib, bare
// deflate, a body cut off) is left to zlib.
#include "net/content_coding.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/text.h"

namespace wirewatch {
namespace {

constexpr std::size_t kMostCodings = 5;
constexpr std::size_t kFirstRoom = 64 << 10;
constexpr double kRatioFrom = 1'000'000;
constexpr std::size_t kGzipTrailer = 8;
constexpr int kGzipOrZlib = 15 + 32;  ///< zlib's windowBits
constexpr int kBareDeflate = -15;
constexpr int kLargestZstdWindow = 23;  ///< 8 MB: RFC 9659

enum class Progress { needs_room, ended, damaged, too_long };

/// A decoder, how to free it.
template <auto free>
struct Free {
  void operator()(auto* decoder) const { free(decoder); }
};
template <class Decoder, auto free>
using Owned = std::unique_ptr<Decoder, Free<free>>;

std::uint8_t const* bytes_of(std::string_view text) {
  return reinterpret_cast<std::uint8_t const*>(text.data());
}

/// Lets `step(to, room, written)` write until it has ended, into at most `most` bytes.
template <class Step>
Progress write_all(std::string& out, std::size_t most, Step step) {
  std::size_t length = 0;
  out.clear();
  Progress progress = Progress::needs_room;
  while (progress == Progress::needs_room && length <= most) {
    if (length == out.size()) out.resize(std::min(std::max(kFirstRoom, 2 * length), most + 1));
    std::size_t written = 0;
    progress = step(out.data() + length, out.size() - length, written);
    length += written;
  }
  out.resize(length);
  return length > most ? Progress::too_long : progress;
}

/// One gzip member, whole and sound; false for all else.
bool unpack_member(std::string_view in, std::size_t most, std::string& out) {
  if (in.size() < kGzipTrailer) return false;
  std::size_t length = 0;  // stands at its end, the lowest byte first
  for (std::size_t i = 0; i < 4; ++i)
    length |= std::size_t{bytes_of(in)[in.size() - 4 + i]} << (8 * i);
  if (length > most) return false;
  Owned<libdeflate_decompressor, libdeflate_free_decompressor> const decoder(
      libdeflate_alloc_decompressor());
  if (!decoder) return false;
  out.resize(length);
  std::size_t used = 0;
  auto const result = libdeflate_gzip_decompress_ex(decoder.get(), in.data(), in.size(), out.data(),
                                                    length, &used, nullptr);
  return result == LIBDEFLATE_SUCCESS && used == in.size();
}

Progress inflate_all(std::string_view in, int window_bits, std::size_t most, std::string& out) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return Progress::damaged;
  Owned<z_stream, inflateEnd> const owner(&stream);
  stream.next_in = const_cast<Bytef*>(bytes_of(in));
  stream.avail_in = static_cast<uInt>(in.size());
  return write_all(out, most, [&](char* to, std::size_t room, std::size_t& written) {
    stream.next_out = reinterpret_cast<Bytef*>(to);
    stream.avail_out = static_cast<uInt>(room);
    int const code = inflate(&stream, Z_NO_FLUSH);
    written = room - stream.avail_out;
    bool const has_next_member =
        code == Z_STREAM_END && stream.avail_in > 0 && *stream.next_in == 0x1F;
    if (has_next_member && inflateReset(&stream) == Z_OK) return Progress::needs_room;
    if (code == Z_STREAM_END) return Progress::ended;
    if (code != Z_OK && code != Z_BUF_ERROR) return Progress::damaged;
    return stream.avail_out == 0 ? Progress::needs_room : Progress::ended;
  });
}

Progress unpack_gzip(std::string_view in, std::size_t most, std::string& out) {
  if (unpack_member(in, most, out)) return Progress::ended;
  return inflate_all(in, kGzipOrZlib, most, out);
}

/// Means zlib's format, but some servers send it without zlib's header.
Progress unpack_deflate(std::string_view in, std::size_t most, std::string& out) {
  Progress const progress = inflate_all(in, kGzipOrZlib, most, out);
  if (progress != Progress::damaged || !out.empty()) return progress;
  return inflate_all(in, kBareDeflate, most, out);
}

Progress unpack_brotli(std::string_view in, std::size_t most, std::string& out) {
  Owned<BrotliDecoderState, BrotliDecoderDestroyInstance> const decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!decoder) return Progress::damaged;
  std::uint8_t const* next = bytes_of(in);
  std::size_t left = in.size();
  return write_all(out, most, [&](char* to, std::size_t room, std::size_t& written) {
    auto* at = reinterpret_cast<std::uint8_t*>(to);
    std::size_t free = room;
    auto const result =
        BrotliDecoderDecompressStream(decoder.get(), &left, &next, &free, &at, nullptr);
    written = room - free;
    if (result == BROTLI_DECODER_RESULT_ERROR) return Progress::damaged;
    return result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? Progress::needs_room
                                                             : Progress::ended;
  });
}

Progress unpack_zstd(std::string_view in, std::size_t most, std::string& out) {
  Owned<ZSTD_DStream, ZSTD_freeDStream> const decoder(ZSTD_createDStream());
  if (!decoder ||
      ZSTD_isError(ZSTD_DCtx_setParameter(decoder.get(), ZSTD_d_windowLogMax, kLargestZstdWindow)))
    return Progress::damaged;
  ZSTD_inBuffer source{in.data(), in.size(), 0};
  return write_all(out, most, [&](char* to, std::size_t room, std::size_t& written) {
    ZSTD_outBuffer target{to, room, 0};
    std::size_t const result = ZSTD_decompressStream(decoder.get(), &target, &source);
    written = target.pos;
    if (ZSTD_isError(result)) return Progress::damaged;
    bool const is_through = source.pos == source.size && target.pos < target.size;
    return is_through ? Progress::ended : Progress::needs_room;
  });
}

struct Coding {
  std::string_view name;
  Progress (*unpack)(std::string_view in, std::size_t most, std::string& out);
};

constexpr std::array kCodings = {
    Coding{"gzip", unpack_gzip}, Coding{"x-gzip", unpack_gzip}, Coding{"deflate", unpack_deflate},
    Coding{"br", unpack_brotli}, Coding{"zstd", unpack_zstd},
};

/// Those of the header that are known; what else stands there ("utf-8") changes nothing.
std::vector<Coding> codings_of(std::string_view header) {
  std::vector<Coding> codings;
  while (!header.empty() && codings.size() < kMostCodings) {
    std::size_t const comma = std::min(header.find(','), header.size());
    std::string const name = lower_ascii(trim(header.substr(0, comma)));
    header.remove_prefix(std::min(comma + 1, header.size()));
    auto const* const known = std::find_if(kCodings.begin(), kCodings.end(),
                                           [&](Coding const& c) { return c.name == name; });
    if (known != kCodings.end()) codings.push_back(*known);
  }
  return codings;
}

/// The bytes that may come out of so many.
std::size_t most_of(std::size_t received, BodyLimits const& limits) {
  double const grown = std::max(limits.ratio * static_cast<double>(received), kRatioFrom);
  return grown < static_cast<double>(limits.bytes) ? static_cast<std::size_t>(grown) : limits.bytes;
}

Error grows_too_much(BodyLimits const& limits) {
  return {Error::Kind::limit,
          fmt::format("compressed body grows more than {:.0f} times", limits.ratio)};
}

}  // namespace

Error body_too_long(BodyLimits const& limits) {
  return {Error::Kind::limit, fmt::format("body of more than {} bytes", limits.bytes)};
}

Result<std::string> unpacked(std::string body, std::string_view codings, BodyLimits const& limits) {
  std::size_t const most = most_of(body.size(), limits);
  std::vector<Coding> const known = codings_of(codings);
  for (auto coding = known.rbegin(); coding != known.rend() && !body.empty(); ++coding) {
    std::string out;
    Progress const progress = coding->unpack(body, most, out);
    if (progress == Progress::damaged)
      return fail(Error::Kind::io, fmt::format("the {} body is damaged", coding->name));
    if (progress == Progress::too_long)
      return fail(most == limits.bytes ? body_too_long(limits) : grows_too_much(limits));
    body = std::move(out);
  }
  return body;
}

}  // namespace wirewatch
