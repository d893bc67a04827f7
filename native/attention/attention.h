// Shared by attention and its gradient: a head's matrices, its rows of probabilities, and their places in memory.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include "support/arithmetic.h"
#include "support/dropout.h"
#include "support/operation.h"
#include "support/parallel.h"
#include "support/product.h"
#include "support/scratch.h"

namespace amtl {

// Queries whose scores are held at once: with those of their gradients they stay in a core's own cache.
constexpr int64_t kQueries = 64;

// x [batch · width, 3 · heads · size]: query, key and value of all heads side by side.
struct Projections {
  int64_t batch, width, heads, size;
  float factors[3];

  explicit Projections(Call& call, int x) {
    const Shape shape = call.shape(x);
    width = call.attributes.whole.at("width");
    heads = call.attributes.whole.at("heads");
    call.check(shape.size() == 2 && width > 0 && heads > 0 && shape[0] % width == 0 && shape[1] % (3 * heads) == 0 &&
                   call.size(x + 1) == shape[1],
               "x [batch · width, 3 · heads · size] and bias [3 · heads · size]");
    batch = shape[0] / width;
    size = shape[1] / (3 * heads);
    factors[0] = call.attributes.real.at("query_factor");
    factors[1] = 1.0f;
    factors[2] = call.attributes.real.at("value_factor");
    call.check(call.size(x + 2) == 0 || call.size(x + 2) == shape[0], "padding [batch · width], or [0] for none");
  }
  int64_t places() const { return batch * heads * width * width; }
  int64_t columns() const { return 3 * heads * size; }
  int64_t column(int part, int64_t head) const { return (part * heads + head) * size; }

  // A part of a head, [width, size] with zeros up to whole lanes: (x + bias) · factor.
  void read(const float* x, const float* bias, int part, int64_t window, int64_t head, Panel out) const {
    const int64_t column = this->column(part, head);
    for (int64_t i = 0; i < width; i++) {
      const float* source = x + (window * width + i) * columns() + column;
      float* target = out.data + i * out.line;
      for (int64_t s = 0; s < size; s++) target[s] = (source[s] + bias[column + s]) * factors[part];
      std::fill(target + size, target + out.line, 0.0f);
    }
  }
};

// What is added to the scores of a window's keys: its padding's, and what makes lanes beyond the width nothing.
inline std::vector<float> keyBias(const float* padding, int64_t window, int64_t width) {
  std::vector<float> bias(wholeLanes(width), -3e38f);
  for (int64_t i = 0; i < width; i++) bias[i] = padding == nullptr ? 0.0f : padding[window * width + i];
  return bias;
}

// One bit a place: 1 where it is kept.
inline void drawKeptBits(uint32_t* kept, int64_t words, int64_t places, float rate, int32_t key) {
  std::fill(kept, kept + words, ~0u);
  Gaps::of(roundedRate(rate)).visit(places, key, [&](int64_t place) { kept[place >> 5] &= ~(1u << (place & 31)); });
}
// Rows are read sixteen places at a time from any bit on, a little beyond the last.
inline int64_t wordsFor(int64_t places) { return places / 32 + 3; }

// out = x where a place is kept, 0 elsewhere, for n places from `place` on, n a multiple of kLanes.
inline __attribute__((always_inline)) void keepRow(const float* x, const uint32_t* kept, int64_t place, int64_t n,
                                                   float* out) {
  for (int64_t i = 0; i < n; i += kLanes) {
    uint32_t word;
    std::memcpy(&word, reinterpret_cast<const char*>(kept) + ((place + i) >> 3), sizeof word);
    const int32_t bits = static_cast<int32_t>(word >> ((place + i) & 7)) & 0xffff;
#pragma omp simd
    for (int32_t lane = 0; lane < kLanes; lane++) {
      out[i + lane] = x[i + lane] * static_cast<float>((bits >> lane) & 1);
    }
  }
}

// How a row of scores becomes probabilities: e^(score - most) · share.
struct RowStatistics {
  float most, share;
};

}  // namespace amtl
