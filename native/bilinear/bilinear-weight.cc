// Gradients of the grouped bilinear layer by its weights.
#include "bilinear/bilinear.h"
#include "support/arithmetic.h"

namespace amtl {
namespace {

// head[a] · tail of n pairs, a row for each pair, with zeros up to whole lanes.
AMTL_VECTOR void productRowsOf(const float* head, const float* tail, int64_t m, int64_t n, int64_t k, Panel out) {
  for (int64_t pair = 0; pair < n; pair++) {
    float* row = out.data + pair * out.line;
    for (int64_t b = 0; b < k; b++) row[b] = head[pair * m] * tail[pair * m + b];
    for (int64_t b = k; b < out.line; b++) row[b] = 0;
  }
}

// dy [pairs, columns] → dweight [columns, m · k].
struct BilinearWeightGrad {
  static const Definition& definition() {
    static const Definition it{
        "AmtlBilinearWeightGrad", {"head: float", "tail: float", "dy: float"}, {"dweight: float"}, {"k: int"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(2);
    call.check(shape.size() == 2, "dy [pairs, columns]");
    const Bilinear dims(call, 0, shape[1]);
    call.check(shape[0] == dims.pairs, "dy [pairs, columns]");
    const float *head = call.input(0), *tail = call.input(1);
    float* dweight = call.output(0, {dims.columns, dims.m * dims.k});
    Scratch all(dims.columns * wholeLanes(dims.pairs));
    const Panel slopes = all.panel(dims.columns, dims.pairs);
    transpose(call.input(2), dims.columns, dims.pairs, dims.columns, slopes);
    inParallel(dims.m, dims.pairs * dims.k, [&](int64_t begin, int64_t end) {
      const int64_t line = wholeLanes(dims.k);
      Scratch scratch((kPairs + dims.columns) * line);
      const Panel outer = scratch.panel(kPairs, dims.k), sums = scratch.panel(dims.columns, dims.k);
      for (int64_t a = begin; a < end; a++) {
        for (int64_t first = 0; first < dims.pairs; first += kPairs) {
          const int64_t n = std::min(kPairs, dims.pairs - first);
          const float* row = tail + first * dims.m + a / dims.k * dims.k;
          productRowsOf(head + first * dims.m + a, row, dims.m, n, dims.k, outer);
          product(dims.columns, line, n, View{slopes.data + first, slopes.line, 1}, outer, sums, first > 0);
        }
        for (int64_t c = 0; c < dims.columns; c++) {
          const float* sum = sums.data + c * line;
          std::copy(sum, sum + dims.k, dweight + (c * dims.m + a) * dims.k);
        }
      }
    });
  }
};

const Register<BilinearWeightGrad> bilinearWeightGrad;

}  // namespace
}  // namespace amtl
