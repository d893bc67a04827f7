// The exact GELU with the bias before it. The way back computes the sum again instead of keeping it.
#include "support/arithmetic.h"
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

constexpr float kHalfRoot = 0.70710678f;  // 1/√2
constexpr float kDensity = 0.39894228f;   // 1/√(2π)

// Φ(z) from the upper half of erfc.
inline __attribute__((always_inline)) float normalBelow(float z, float tail) { return z < 0 ? tail : 1.0f - tail; }

AMTL_VECTOR void geluRow(const float* x, const float* bias, int64_t n, float* out) {
  for (int64_t i = 0; i < n; i++) {
    const float z = x[i] + bias[i];
    const float distance = std::fabs(z) * kHalfRoot;
    const ErrorExponent error = errorExponent(distance);
    const float tail = 0.5f * error.t * exponential(error.p - distance * distance);
    out[i] = z * normalBelow(z, tail);
  }
}

AMTL_VECTOR void geluGradientRow(const float* dy, const float* x, const float* bias, int64_t n, float* out,
                                 float* sums) {
  for (int64_t i = 0; i < n; i++) {
    const float z = x[i] + bias[i];
    const float distance = std::fabs(z) * kHalfRoot;
    const ErrorExponent error = errorExponent(distance);
    const float bell = exponential(-distance * distance);
    const float tail = 0.5f * error.t * bell * exponential(error.p);
    out[i] = dy[i] * (normalBelow(z, tail) + z * kDensity * bell);
    sums[i] += out[i];
  }
}

// x [rows, n], bias [n]: gelu(x + bias).
struct BiasGelu {
  static const Definition& definition() {
    static const Definition it{"AmtlBiasGelu", {"x: float", "bias: float"}, {"value: float"}, {}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 2 && call.size(1) == shape[1], "x [rows, n] and bias [n]");
    const int64_t n = shape[1];
    const float *x = call.input(0), *bias = call.input(1);
    float* value = call.output(0, shape);
    inParallel(shape[0], n, [&](int64_t begin, int64_t end) {
      for (int64_t at = begin * n; at < end * n; at += n) geluRow(x + at, bias, n, value + at);
    });
  }
};

// Gradients of AmtlBiasGelu by x [rows, n] and by the bias [n].
struct BiasGeluGrad {
  static const Definition& definition() {
    static const Definition it{
        "AmtlBiasGeluGrad", {"dy: float", "x: float", "bias: float"}, {"dx: float", "dbias: float"}, {}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(1);
    call.check(shape.size() == 2 && call.shape(0) == shape && call.size(2) == shape[1], "dy and x [rows, n], bias [n]");
    const int64_t rows = shape[0], n = shape[1];
    const float *dy = call.input(0), *x = call.input(1), *bias = call.input(2);
    float* dx = call.output(0, shape);
    float* dbias = call.output(1, {n});
    std::vector<float> sums(blocksOf(rows) * n, 0.0f);
    inParallel(blocksOf(rows), kBlock * n, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin * kBlock; row < std::min(rows, end * kBlock); row++) {
        geluGradientRow(dy + row * n, x + row * n, bias, n, dx + row * n, sums.data() + row / kBlock * n);
      }
    });
    addBlocks(sums, n, dbias);
  }
};

const Register<BiasGelu> biasGelu;
const Register<BiasGeluGrad> biasGeluGrad;

}  // namespace
}  // namespace amtl
