// The grouped bilinear layer, and its way back to head and tail.
#include "bilinear/bilinear.h"

#include "support/arithmetic.h"

namespace amtl {
namespace {

// head[a] · tail[b] of n pairs, a row for each b.
AMTL_VECTOR void products(const float* head, Panel tails, int64_t k, int64_t n, Panel out) {
  for (int64_t b = 0; b < k; b++) {
    const float* tail = tails.data + b * tails.line;
    float* row = out.data + b * out.line;
#pragma omp simd
    for (int64_t i = 0; i < n; i++) row[i] = head[i] * tail[i];
  }
}

// By the gradients of those products, row by row: to that of head, and to those of tails.
AMTL_VECTOR void productsGradient(Panel gradient, const float* head, Panel tails, int64_t k, int64_t n, float* dhead,
                                  Panel dtails) {
  std::fill(dhead, dhead + n, 0.0f);
  for (int64_t b = 0; b < k; b++) {
    const float* slope = gradient.data + b * gradient.line;
    const float* tail = tails.data + b * tails.line;
    float* dtail = dtails.data + b * dtails.line;
#pragma omp simd
    for (int64_t i = 0; i < n; i++) {
      dhead[i] += slope[i] * tail[i];
      dtail[i] += slope[i] * head[i];
    }
  }
}

// weight [columns, m · k] → logits [pairs, columns].
struct BilinearForward {
  static const Definition& definition() {
    static const Definition it{
        "AmtlBilinear", {"head: float", "tail: float", "weight: float"}, {"logits: float"}, {"k: int"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(2);
    call.check(shape.size() == 2, "weight [columns, m · k]");
    const Bilinear dims(call, 0, shape[0]);
    call.check(shape[1] == dims.m * dims.k, "weight [columns, m · k]");
    const float *head = call.input(0), *tail = call.input(1), *weight = call.input(2);
    float* logits = call.output(0, {dims.pairs, dims.columns});
    dims.overPairs([&](int64_t first, int64_t pairs) {
      const int64_t line = wholeLanes(pairs);
      Scratch scratch((2 * dims.k + dims.columns) * line + dims.k * kPairs + dims.columns * wholeLanes(dims.k));
      const Panel heads = scratch.panel(dims.k, pairs), tails = scratch.panel(dims.k, pairs);
      const Panel sums = scratch.panel(dims.columns, pairs), outer = scratch.panel(dims.k, kPairs);
      const Panel weights = scratch.panel(dims.columns, dims.k);
      std::fill(sums.data, sums.data + dims.columns * line, 0.0f);
      for (int64_t group = 0; group < dims.m; group += dims.k) {
        transpose(head + first * dims.m + group, dims.m, pairs, dims.k, heads);
        transpose(tail + first * dims.m + group, dims.m, pairs, dims.k, tails);
        for (int64_t a = 0; a < dims.k; a++) {
          dims.readWeights(weight, group + a, weights);
          for (int64_t at = 0; at < line; at += kPairs) {
            const int64_t n = std::min(kPairs, line - at);
            products(heads.data + a * line + at, Panel{tails.data + at, line}, dims.k, n, outer);
            product(dims.columns, n, dims.k, View{weights.data, weights.line, 1}, outer, Panel{sums.data + at, line},
                    true);
          }
        }
      }
      for (int64_t pair = 0; pair < pairs; pair++) {
        float* row = logits + (first + pair) * dims.columns;
        for (int64_t c = 0; c < dims.columns; c++) row[c] = sums.data[c * line + pair];
      }
    });
  }
};

// dy [pairs, columns] → gradients by head and tail, [pairs, m].
struct BilinearGrad {
  static const Definition& definition() {
    static const Definition it{"AmtlBilinearGrad",
                               {"head: float", "tail: float", "weight: float", "dy: float"},
                               {"dhead: float", "dtail: float"},
                               {"k: int"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(3);
    call.check(shape.size() == 2, "dy [pairs, columns]");
    const Bilinear dims(call, 0, shape[1]);
    call.check(shape[0] == dims.pairs && call.size(2) == dims.columns * dims.m * dims.k,
               "dy [pairs, columns], weight [columns, m · k]");
    const float *head = call.input(0), *tail = call.input(1), *weight = call.input(2), *dy = call.input(3);
    float* dhead = call.output(0, {dims.pairs, dims.m});
    float* dtail = call.output(1, {dims.pairs, dims.m});
    dims.overPairs([&](int64_t first, int64_t pairs) {
      const int64_t line = wholeLanes(pairs);
      Scratch scratch((4 * dims.k + dims.columns) * line + dims.k * kPairs + dims.columns * wholeLanes(dims.k));
      const Panel heads = scratch.panel(dims.k, pairs), tails = scratch.panel(dims.k, pairs);
      const Panel dheads = scratch.panel(dims.k, pairs), dtails = scratch.panel(dims.k, pairs);
      const Panel slopes = scratch.panel(dims.columns, pairs), outer = scratch.panel(dims.k, kPairs);
      const Panel weights = scratch.panel(dims.columns, dims.k);
      transpose(dy + first * dims.columns, dims.columns, pairs, dims.columns, slopes);
      for (int64_t group = 0; group < dims.m; group += dims.k) {
        transpose(head + first * dims.m + group, dims.m, pairs, dims.k, heads);
        transpose(tail + first * dims.m + group, dims.m, pairs, dims.k, tails);
        std::fill(dtails.data, dtails.data + dims.k * line, 0.0f);
        for (int64_t a = 0; a < dims.k; a++) {
          dims.readWeights(weight, group + a, weights);
          for (int64_t at = 0; at < line; at += kPairs) {
            const int64_t n = std::min(kPairs, line - at);
            product(dims.k, n, dims.columns, View{weights.data, 1, weights.line}, Panel{slopes.data + at, line}, outer);
            productsGradient(outer, heads.data + a * line + at, Panel{tails.data + at, line}, dims.k, n,
                             dheads.data + a * line + at, Panel{dtails.data + at, line});
          }
        }
        for (int64_t pair = 0; pair < pairs; pair++) {
          const int64_t at = (first + pair) * dims.m + group;
          for (int64_t a = 0; a < dims.k; a++) {
            dhead[at + a] = dheads.data[a * line + pair];
            dtail[at + a] = dtails.data[a * line + pair];
          }
        }
      }
    });
  }
};

const Register<BilinearForward> bilinear;
const Register<BilinearGrad> bilinearGrad;

}  // namespace
}  // namespace amtl
