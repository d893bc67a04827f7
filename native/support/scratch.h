// Memory of a task's own, in panels for product.h.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>

#include "support/product.h"

namespace amtl {

// Memory aligned to a cache line.
class Scratch {
 public:
  explicit Scratch(int64_t floats) : all_(new char[floats * sizeof(float) + 64]) {
    next_ = reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(all_.get()) + 63) & ~uintptr_t{63});
  }
  Panel panel(int64_t rows, int64_t columns) {
    const int64_t line = wholeLanes(columns);
    const Panel panel{next_, line};
    next_ += rows * line;
    return panel;
  }

 private:
  std::unique_ptr<char[]> all_;
  float* next_;
};

// matrix [rows, columns], whose rows are `line` floats apart → out [columns, rows], with zeros up to whole lanes.
inline void transpose(const float* matrix, int64_t line, int64_t rows, int64_t columns, Panel out) {
  for (int64_t column = 0; column < columns; column++) {
    float* row = out.data + column * out.line;
    for (int64_t i = 0; i < rows; i++) row[i] = matrix[i * line + column];
    std::fill(row + rows, row + wholeLanes(rows), 0.0f);
  }
}

}  // namespace amtl
