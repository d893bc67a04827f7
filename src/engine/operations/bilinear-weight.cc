// The way back of the grouped bilinear layer to its weights.
#include "arithmetic.h"
#include "bilinear.h"

namespace amtl {
namespace {

// head[a] · tail of n pairs, a row for each pair, with zeros up to whole lanes.
AMTL_VECTOR void productRowsOf(const float* head, const float* tail, int64_t m, int64_t n, int64_t k, Panel out) {
  for (int64_t pair = 0; pair < n; pair++) {
    float* row = out.at + pair * out.line;
    for (int64_t b = 0; b < k; b++) row[b] = head[pair * m] * tail[pair * m + b];
    for (int64_t b = k; b < out.line; b++) row[b] = 0;
  }
}

// dy [pairs, columns] → dweight [columns, m · k].
struct BilinearWeightGrad {
  static const Definition& definition() {
    static const Definition it{"AmtlBilinearWeightGrad",
                               {"head: float", "tail: float", "dy: float"},
                               {"dweight: float"},
                               {"k: int"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(2);
    call.check(shape.size() == 2, "dy [pairs, columns]");
    const Bilinear of(call, 0, shape[1]);
    call.check(shape[0] == of.pairs, "dy [pairs, columns]");
    const float *head = call.input(0), *tail = call.input(1);
    float* dweight = call.output(0, {of.columns, of.m * of.k});
    Scratch all(of.columns * wholeLanes(of.pairs));
    const Panel slopes = all.panel(of.columns, of.pairs);
    transpose(call.input(2), of.columns, of.pairs, of.columns, slopes);
    inParallel(of.m, of.pairs * of.k, [&](int64_t from, int64_t to) {
      const int64_t line = wholeLanes(of.k);
      Scratch scratch((kPairs + of.columns) * line);
      const Panel outer = scratch.panel(kPairs, of.k), sums = scratch.panel(of.columns, of.k);
      for (int64_t a = from; a < to; a++) {
        for (int64_t first = 0; first < of.pairs; first += kPairs) {
          const int64_t n = std::min(kPairs, of.pairs - first);
          const float* row = tail + first * of.m + a / of.k * of.k;
          productRowsOf(head + first * of.m + a, row, of.m, n, of.k, outer);
          product(of.columns, line, n, View{slopes.at + first, slopes.line, 1}, outer, sums, first > 0);
        }
        for (int64_t c = 0; c < of.columns; c++) {
          const float* sum = sums.at + c * line;
          std::copy(sum, sum + of.k, dweight + (c * of.m + a) * of.k);
        }
      }
    });
  }
};

const Register<BilinearWeightGrad> bilinearWeightGrad;

}  // namespace
}  // namespace amtl
