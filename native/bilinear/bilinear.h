// What a grouped bilinear layer and its ways back share (ATLOP model.py): logit c of a pair is
// Σ head[g·k + a] · tail[g·k + b] · weight[c, (g·k + a)·k + b]. The products of head and tail are formed for a few
// pairs and one a at a time: all of them take gigabytes, and a part leaves the cache before it is used.
#pragma once

#include <algorithm>

#include "support/operation.h"
#include "support/parallel.h"
#include "support/scratch.h"

namespace amtl {

// Pairs whose products are in the nearest cache together.
constexpr int64_t kPairs = 128;
// Pairs that one pass over the weights serves, at most.
constexpr int64_t kPairsOfPass = 512;

struct Bilinear {
  int64_t pairs, m, k, columns;

  Bilinear(Call& call, int head, int64_t columns) : k(call.attributes.whole.at("k")), columns(columns) {
    const Shape shape = call.shape(head);
    call.check(shape.size() == 2 && call.shape(head + 1) == shape && k > 0 && shape[1] % k == 0,
               "head and tail [pairs, m], m a multiple of k");
    pairs = shape[0];
    m = shape[1];
  }

  // Calls work(first pair, pairs) for parts of all pairs, several at once.
  template <typename Work>
  void overPairs(Work work) const {
    const int64_t passes = threads() * ((pairs + threads() * kPairsOfPass - 1) / (threads() * kPairsOfPass));
    const int64_t size = std::max<int64_t>(1, (pairs + passes - 1) / passes);
    inParallel((pairs + size - 1) / size, size * m * k, [&](int64_t begin, int64_t end) {
      for (int64_t first = begin * size; first < std::min(pairs, end * size); first += size) {
        work(first, std::min(size, pairs - first));
      }
    });
  }

  // The weights of one a of a group, [columns, k], copied together: in the tensor they are pages apart.
  void readWeights(const float* weight, int64_t a, Panel out) const {
    for (int64_t c = 0; c < columns; c++) {
      const float* row = weight + (c * m + a) * k;
      std::copy(row, row + k, out.data + c * out.line);
    }
  }
};

}  // namespace amtl
