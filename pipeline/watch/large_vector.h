#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace wirewatch {

/// Memory in large pages where the system has them: tables of megabytes are read at random, and in
/// small pages each read costs a walk through the page tables.
template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class Other>
  LargePages(LargePages<Other> const&) noexcept {}

  T* allocate(std::size_t count) {
    std::size_t const bytes = count * sizeof(T);
    if (bytes < kPage) return static_cast<T*>(::operator new(bytes));
    void* const memory = std::aligned_alloc(kPage, (bytes + kPage - 1) / kPage * kPage);
    if (!memory) throw std::bad_alloc();
    (void)::madvise(memory, bytes, MADV_HUGEPAGE);  // small pages do as well, only slower
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    if (count * sizeof(T) < kPage)
      ::operator delete(memory);
    else
      std::free(memory);
  }
  friend bool operator==(LargePages const&, LargePages const&) { return true; }

 private:
  static constexpr std::size_t kPage = std::size_t{2} << 20;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace wirewatch
