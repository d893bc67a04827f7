// What native/support computes, without TensorFlow and Node: g++ -std=c++17 -I native native/test/support.cc
// native/support/product.cc. Exits with 1 and a line for each check that fails; prints the places that dropout drops,
// "rate key place…", for a comparison with those of src/nn/ops/drop-positions.ts.
#include <atomic>
#include <cmath>
#include <cstdio>
#include <vector>

#include "support/arithmetic.h"
#include "support/dropout.h"
#include "support/parallel.h"
#include "support/product.h"
#include "support/scratch.h"

namespace {

int failures = 0;

void check(bool right, const char* what, double detail) {
  if (right) return;
  failures++;
  std::printf("failed: %s (%g)\n", what, detail);
}

void exponentialIsCloseToLibm() {
  for (float x = -87; x <= 88; x += 0.37f) {
    const double want = std::exp(static_cast<double>(x));
    check(std::fabs(amtl::exponential(x) - want) <= 4e-7 * want, "exponential", x);
  }
  check(amtl::exponential(-100) == 0, "exponential far below", -100);
  check(std::isnan(amtl::exponential(NAN)), "exponential of NaN", 0);
}

void errorFunctionIsCloseToLibm() {
  for (float x = 0; x <= 5; x += 0.13f) {
    const amtl::ErrorExponent error = amtl::errorExponent(x);
    const double got = error.t * std::exp(static_cast<double>(error.p) - static_cast<double>(x) * x);
    const double want = std::erfc(static_cast<double>(x));
    check(std::fabs(got - want) <= 2e-6 * want, "erfc", x);
  }
}

float valueAt(int64_t row, int64_t column) { return static_cast<float>((row * 7 + column * 3) % 11 - 5); }

// Whole numbers, so that the order of additions changes nothing.
void productIsTheSumOfProducts() {
  for (int64_t rows : {1, 3, 6, 13, 64}) {
    for (int64_t columns : {16, 32, 48}) {
      for (int64_t depth : {1, 5, 40}) {
        amtl::Scratch scratch(rows * amtl::wholeLanes(depth) + (depth + rows) * columns);
        const amtl::Panel a = scratch.panel(rows, depth), b = scratch.panel(depth, columns);
        const amtl::Panel c = scratch.panel(rows, columns);
        for (int64_t r = 0; r < rows; r++) {
          for (int64_t d = 0; d < depth; d++) a.data[r * a.line + d] = valueAt(r, d);
        }
        for (int64_t d = 0; d < depth; d++) {
          for (int64_t n = 0; n < columns; n++) b.data[d * b.line + n] = valueAt(n, d + 1);
        }
        amtl::product(rows, columns, depth, amtl::View{a.data, a.line, 1}, b, c);
        amtl::product(rows, columns, depth, amtl::View{a.data, a.line, 1}, b, c, true);
        for (int64_t r = 0; r < rows; r++) {
          for (int64_t n = 0; n < columns; n++) {
            float want = 0;
            for (int64_t d = 0; d < depth; d++) want += 2 * valueAt(r, d) * valueAt(n, d + 1);
            check(c.data[r * c.line + n] == want, "product", static_cast<double>(r * columns + n));
          }
        }
      }
    }
  }
}

void transposeFillsWholeLanes() {
  const float matrix[6] = {1, 2, 3, 4, 5, 6};
  amtl::Scratch scratch(3 * amtl::kLanes);
  const amtl::Panel out = scratch.panel(3, 2);
  amtl::transpose(matrix, 3, 2, 3, out);
  for (int64_t row = 0; row < 3; row++) {
    for (int64_t column = 0; column < amtl::kLanes; column++) {
      const float want = column < 2 ? matrix[column * 3 + row] : 0;
      check(out.data[row * out.line + column] == want, "transpose", static_cast<double>(row));
    }
  }
}

void partsOfWorkAreAllOfItOnce() {
  for (int64_t blocks : {1, 2, 7, 100}) {
    std::vector<std::atomic<int>> done(blocks);
    amtl::inParallel(blocks, amtl::kWorthAThread, [&](int64_t begin, int64_t end) {
      for (int64_t block = begin; block < end; block++) done[block]++;
    });
    for (const std::atomic<int>& times : done) check(times == 1, "inParallel", static_cast<double>(blocks));
  }
}

void printDropped() {
  for (float rate : {0.02f, 0.1f, 0.5f}) {
    for (int32_t key : {1, -77, 123456789}) {
      std::vector<uint8_t> kept(3000);
      amtl::drawKept(kept.data(), static_cast<int64_t>(kept.size()), rate, key);
      std::printf("%g %d", amtl::roundedRate(rate), key);
      for (size_t place = 0; place < kept.size(); place++) {
        if (kept[place] == 0) std::printf(" %zu", place);
      }
      std::printf("\n");
    }
  }
}

}  // namespace

int main() {
  exponentialIsCloseToLibm();
  errorFunctionIsCloseToLibm();
  productIsTheSumOfProducts();
  transposeFillsWholeLanes();
  partsOfWorkAreAllOfItOnce();
  printDropped();
  return failures == 0 ? 0 : 1;
}
