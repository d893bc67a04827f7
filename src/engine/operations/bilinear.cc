// The grouped bilinear layer, and its way back to head and tail.
#include "arithmetic.h"
#include "bilinear.h"

namespace amtl {
namespace {

// head[a] · tail[b] of n pairs, a row for each b.
AMTL_VECTOR void products(const float* head, Panel tails, int64_t k, int64_t n, Panel out) {
  for (int64_t b = 0; b < k; b++) {
    const float* tail = tails.at + b * tails.line;
    float* row = out.at + b * out.line;
#pragma omp simd
    for (int64_t i = 0; i < n; i++) row[i] = head[i] * tail[i];
  }
}

// By the gradients of those products, row by row: to that of head, and to those of tails.
AMTL_VECTOR void productsGradient(Panel gradient, const float* head, Panel tails, int64_t k, int64_t n, float* dhead,
                                  Panel dtails) {
  std::fill(dhead, dhead + n, 0.0f);
  for (int64_t b = 0; b < k; b++) {
    const float* slope = gradient.at + b * gradient.line;
    const float* tail = tails.at + b * tails.line;
    float* dtail = dtails.at + b * dtails.line;
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
    const Bilinear of(call, 0, shape[0]);
    call.check(shape[1] == of.m * of.k, "weight [columns, m · k]");
    const float *head = call.input(0), *tail = call.input(1), *weight = call.input(2);
    float* logits = call.output(0, {of.pairs, of.columns});
    of.overPairs([&](int64_t first, int64_t pairs) {
      const int64_t line = wholeLanes(pairs);
      Scratch scratch((2 * of.k + of.columns) * line + of.k * kPairs + of.columns * wholeLanes(of.k));
      const Panel heads = scratch.panel(of.k, pairs), tails = scratch.panel(of.k, pairs);
      const Panel sums = scratch.panel(of.columns, pairs), outer = scratch.panel(of.k, kPairs);
      const Panel weights = scratch.panel(of.columns, of.k);
      std::fill(sums.at, sums.at + of.columns * line, 0.0f);
      for (int64_t group = 0; group < of.m; group += of.k) {
        transpose(head + first * of.m + group, of.m, pairs, of.k, heads);
        transpose(tail + first * of.m + group, of.m, pairs, of.k, tails);
        for (int64_t a = 0; a < of.k; a++) {
          of.readWeights(weight, group + a, weights);
          for (int64_t at = 0; at < line; at += kPairs) {
            const int64_t n = std::min(kPairs, line - at);
            products(heads.at + a * line + at, Panel{tails.at + at, line}, of.k, n, outer);
            product(of.columns, n, of.k, View{weights.at, weights.line, 1}, outer, Panel{sums.at + at, line}, true);
          }
        }
      }
      for (int64_t pair = 0; pair < pairs; pair++) {
        float* row = logits + (first + pair) * of.columns;
        for (int64_t c = 0; c < of.columns; c++) row[c] = sums.at[c * line + pair];
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
    const Bilinear of(call, 0, shape[1]);
    call.check(shape[0] == of.pairs && call.size(2) == of.columns * of.m * of.k,
               "dy [pairs, columns], weight [columns, m · k]");
    const float *head = call.input(0), *tail = call.input(1), *weight = call.input(2), *dy = call.input(3);
    float* dhead = call.output(0, {of.pairs, of.m});
    float* dtail = call.output(1, {of.pairs, of.m});
    of.overPairs([&](int64_t first, int64_t pairs) {
      const int64_t line = wholeLanes(pairs);
      Scratch scratch((4 * of.k + of.columns) * line + of.k * kPairs + of.columns * wholeLanes(of.k));
      const Panel heads = scratch.panel(of.k, pairs), tails = scratch.panel(of.k, pairs);
      const Panel dheads = scratch.panel(of.k, pairs), dtails = scratch.panel(of.k, pairs);
      const Panel slopes = scratch.panel(of.columns, pairs), outer = scratch.panel(of.k, kPairs);
      const Panel weights = scratch.panel(of.columns, of.k);
      transpose(dy + first * of.columns, of.columns, pairs, of.columns, slopes);
      for (int64_t group = 0; group < of.m; group += of.k) {
        transpose(head + first * of.m + group, of.m, pairs, of.k, heads);
        transpose(tail + first * of.m + group, of.m, pairs, of.k, tails);
        std::fill(dtails.at, dtails.at + of.k * line, 0.0f);
        for (int64_t a = 0; a < of.k; a++) {
          of.readWeights(weight, group + a, weights);
          for (int64_t at = 0; at < line; at += kPairs) {
            const int64_t n = std::min(kPairs, line - at);
            product(of.k, n, of.columns, View{weights.at, 1, weights.line}, Panel{slopes.at + at, line}, outer);
            productsGradient(outer, heads.at + a * line + at, Panel{tails.at + at, line}, of.k, n,
                             dheads.at + a * line + at, Panel{dtails.at + at, line});
          }
        }
        for (int64_t pair = 0; pair < pairs; pair++) {
          const int64_t at = (first + pair) * of.m + group;
          for (int64_t a = 0; a < of.k; a++) {
            dhead[at + a] = dheads.at[a * line + pair];
            dtail[at + a] = dtails.at[a * line + pair];
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
