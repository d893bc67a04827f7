// Products of small matrices that are in the nearest caches, which TensorFlow's products are slow at: they are made
// for large ones.
#pragma once

#include <cstdint>

namespace amtl {

// Rows of panels are padded to so many floats: the widest register there is.
constexpr int64_t kLanes = 16;
inline int64_t wholeLanes(int64_t n) { return (n + kLanes - 1) / kLanes * kLanes; }

// A matrix, possibly transposed: entry (row, column) is at row · down + column · right.
struct View {
  const float* data;
  int64_t down, right;
};

// Rows that are `line` floats apart, a multiple of kLanes; `data` is aligned to a cache line.
struct Panel {
  float* data;
  int64_t line;
};

// c = a · b, or c += a · b: a [rows, depth], b [depth, columns], columns a multiple of kLanes.
void product(int64_t rows, int64_t columns, int64_t depth, View a, Panel b, Panel c, bool add = false);

}  // namespace amtl
