// The largest of each 2×2 window of an image, with stride 2; an odd last row or column is left out.
#include "support/arithmetic.h"
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

// The window's four values of n channels, in the order in which the first of several equal ones is found.
struct Window {
  int64_t place[4];

  Window(int64_t width, int64_t n, int64_t row, int64_t column)
      : place{(row * width + column) * n, (row * width + column + 1) * n, ((row + 1) * width + column) * n,
              ((row + 1) * width + column + 1) * n} {}
};

// NaN stays NaN.
inline __attribute__((always_inline)) float larger(float a, float b) { return a >= b || a != a ? a : b; }

AMTL_VECTOR void largest(const float* x, Window window, int64_t n, float* value) {
  const float *a = x + window.place[0], *b = x + window.place[1];
  const float *c = x + window.place[2], *d = x + window.place[3];
  for (int64_t i = 0; i < n; i++) value[i] = larger(larger(a[i], b[i]), larger(c[i], d[i]));
}

AMTL_VECTOR void spread(const float* dy, const float* x, const float* value, Window window, int64_t n, float* dx) {
  const float *a = x + window.place[0], *b = x + window.place[1], *c = x + window.place[2], *d = x + window.place[3];
  float *da = dx + window.place[0], *db = dx + window.place[1];
  float *dc = dx + window.place[2], *dd = dx + window.place[3];
#pragma omp simd
  for (int64_t i = 0; i < n; i++) {
    const bool first = a[i] == value[i];
    const bool second = !first && b[i] == value[i];
    const bool third = !first && !second && c[i] == value[i];
    const bool fourth = !first && !second && !third && d[i] == value[i];
    da[i] = first ? dy[i] : 0.0f;
    db[i] = second ? dy[i] : 0.0f;
    dc[i] = third ? dy[i] : 0.0f;
    dd[i] = fourth ? dy[i] : 0.0f;
  }
}

// Calls work(window of an image, offset of the image, offset of the window's result) for all windows of all images.
template <typename Work>
void overWindows(const Shape& shape, const Work& work) {
  const int64_t height = shape[1], width = shape[2], n = shape[3];
  const int64_t rows = height / 2, columns = width / 2;
  inParallel(shape[0], height * width * n, [&](int64_t begin, int64_t end) {
    for (int64_t image = begin; image < end; image++) {
      for (int64_t row = 0; row < rows; row++) {
        for (int64_t column = 0; column < columns; column++) {
          work(Window(width, n, 2 * row, 2 * column), image * height * width * n,
               ((image * rows + row) * columns + column) * n);
        }
      }
    }
  });
}

Shape pooled(const Shape& shape) { return {shape[0], shape[1] / 2, shape[2] / 2, shape[3]}; }

// x [images, height, width, n].
struct MaxPool {
  static const Definition& definition() {
    static const Definition it{"AmtlMaxPool", {"x: float"}, {"value: float"}, {}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 4, "x [images, height, width, n]");
    const float* x = call.input(0);
    float* value = call.output(0, pooled(shape));
    overWindows(shape, [&](Window window, int64_t image, int64_t result) {
      largest(x + image, window, shape[3], value + result);
    });
  }
};

// Gradient of AmtlMaxPool by x: of equal values the first takes it.
struct MaxPoolGrad {
  static const Definition& definition() {
    static const Definition it{"AmtlMaxPoolGrad", {"dy: float", "x: float", "value: float"}, {"dx: float"}, {}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(1);
    call.check(shape.size() == 4, "x [images, height, width, n]");
    call.check(call.shape(0) == pooled(shape) && call.shape(2) == pooled(shape), "dy and value of half the sides");
    const float *dy = call.input(0), *x = call.input(1), *value = call.input(2);
    float* dx = call.output(0, shape);
    std::fill(dx, dx + sizeOf(shape), 0.0f);
    overWindows(shape, [&](Window window, int64_t image, int64_t result) {
      spread(dy + result, x + image, value + result, window, shape[3], dx + image);
    });
  }
};

const Register<MaxPool> maxPool;
const Register<MaxPoolGrad> maxPoolGrad;

}  // namespace
}  // namespace amtl
