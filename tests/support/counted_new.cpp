#include "tests/support/counted_new.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

std::size_t held = 0;
std::size_t most = 0;

}  // namespace

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

bool wirewatch::counts_new() { return false; }

#else

bool wirewatch::counts_new() { return true; }

void* operator new(std::size_t size) {
  void* const place = std::malloc(size ? size : 1);
  if (!place) throw std::bad_alloc();
  held += malloc_usable_size(place);
  most = std::max(most, held);
  return place;
}

void operator delete(void* place) noexcept {
  held -= malloc_usable_size(place);
  std::free(place);
}

void operator delete(void* place, std::size_t) noexcept { operator delete(place); }

#endif

namespace wirewatch {

std::size_t held_bytes() { return held; }
std::size_t most_held_bytes() { return most; }
void count_from_here() { most = held; }

}  // namespace wirewatch
