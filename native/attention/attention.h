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

// Windows of neighbouring rows: window w has the rows starts[w] .. starts[w + 1].
struct Windows {
  const int32_t* starts;
  int64_t count, rows, widest = 0;

  Windows(Call& call, int input, int64_t rows) : starts(call.input<int32_t>(input)), rows(rows) {
    count = call.size(input) - 1;
    bool right = count >= 1 && starts[0] == 0 && starts[count] == rows;
    for (int64_t w = 0; right && w < count; w++) {
      right = starts[w] < starts[w + 1];
      widest = std::max<int64_t>(widest, starts[w + 1] - starts[w]);
    }
    call.check(right, "starts [windows + 1], ascending from 0 to the rows of x");
  }
  int64_t first(int64_t window) const { return starts[window]; }
  int64_t width(int64_t window) const { return starts[window + 1] - starts[window]; }
};

// x [rows, 3 · heads · size]: query, key and value of all heads side by side.
struct Projections {
  int64_t heads, size, rows;
  float factors[3];

  explicit Projections(Call& call, int x) {
    const Shape shape = call.shape(x);
    heads = call.attributes.whole.at("heads");
    call.check(shape.size() == 2 && heads > 0 && shape[1] % (3 * heads) == 0 && call.size(x + 1) == shape[1],
               "x [rows, 3 · heads · size] and bias [3 · heads · size]");
    rows = shape[0];
    size = shape[1] / (3 * heads);
    factors[0] = call.attributes.real.at("query_factor");
    factors[1] = 1.0f;
    factors[2] = call.attributes.real.at("value_factor");
    call.check(call.size(x + 2) == 0 || call.size(x + 2) == rows, "padding [rows], or [0] for none");
  }
  int64_t columns() const { return 3 * heads * size; }
  int64_t column(int part, int64_t head) const { return (part * heads + head) * size; }

  // A part of a head in `width` rows from `first` on, [width, size] with zeros up to whole lanes: (x + bias) · factor.
  void read(const float* x, const float* bias, int part, int64_t first, int64_t width, int64_t head, Panel out) const {
    const int64_t column = this->column(part, head);
    for (int64_t i = 0; i < width; i++) {
      const float* source = x + (first + i) * columns() + column;
      float* target = out.data + i * out.line;
      for (int64_t s = 0; s < size; s++) target[s] = (source[s] + bias[column + s]) * factors[part];
      std::fill(target + size, target + out.line, 0.0f);
    }
  }
};

// What is added to the scores of a window's keys: its padding's, and what makes lanes beyond the width nothing.
inline std::vector<float> keyBias(const float* padding, int64_t first, int64_t width) {
  std::vector<float> bias(wholeLanes(width), -3e38f);
  for (int64_t i = 0; i < width; i++) bias[i] = padding == nullptr ? 0.0f : padding[first + i];
  return bias;
}

// The rows whose probabilities are asked for: those that ask for a row, one after the other.
class Asked {
 public:
  Asked(Call& call, int input, int64_t rows)
      : count(call.size(input)), first_(count > 0 ? rows : 0, -1), next_(count, -1) {
    const int32_t* asked = call.input<int32_t>(input);
    for (int64_t i = 0; i < count; i++) {
      call.check(asked[i] >= 0 && asked[i] < rows, "asked rows below the rows of x");
      next_[i] = first_[asked[i]];
      first_[asked[i]] = static_cast<int32_t>(i);
    }
  }
  template <typename Visit>
  void visit(int64_t row, Visit visit) const {
    if (count == 0) return;
    for (int32_t i = first_[row]; i >= 0; i = next_[i]) visit(i);
  }
  const int64_t count;

 private:
  std::vector<int32_t> first_, next_;
};

// Where the bits of each window's probabilities, [heads, width, width], begin, in words; the last: how many there are.
inline std::vector<int64_t> wordsOf(const Windows& windows, int64_t heads) {
  std::vector<int64_t> words(windows.count + 1, 0);
  for (int64_t w = 0; w < windows.count; w++) {
    words[w + 1] = words[w] + (heads * windows.width(w) * windows.width(w) + 31) / 32;
  }
  // Rows are read sixteen places at a time from any bit on, a little beyond the last.
  words[windows.count] += 3;
  return words;
}

// One bit a place: 1 where it is kept.
inline void drawKeptBits(uint32_t* kept, int64_t words, int64_t places, float rate, int32_t key) {
  std::fill(kept, kept + words, ~0u);
  Gaps::of(roundedRate(rate)).visit(places, key, [&](int64_t place) { kept[place >> 5] &= ~(1u << (place & 31)); });
}

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
