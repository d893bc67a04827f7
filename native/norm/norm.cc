// LayerNorm(x + dropout(branch + bias)), which ends both blocks of a layer, forward and backward.
#include "support/arithmetic.h"
#include "support/dropout.h"
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

// x + dropout(branch + bias) → out; its mean and the inverse of its deviation are returned.
struct Moments {
  float mean;
  float inverse;
};

AMTL_VECTOR void addBranch(const float* x, const float* branch, const float* bias, const uint8_t* kept, float scale,
                           int64_t n, float* out) {
  if (kept == nullptr) {
    for (int64_t i = 0; i < n; i++) out[i] = x[i] + (branch[i] + bias[i]);
  } else {
    for (int64_t i = 0; i < n; i++) out[i] = x[i] + (branch[i] + bias[i]) * (kept[i] != 0 ? scale : 0.0f);
  }
}

AMTL_VECTOR Moments momentsOf(const float* x, int64_t n, float epsilon) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) sum += x[i];
  const float mean = sum / static_cast<float>(n);
  float squares = 0;
#pragma omp simd reduction(+ : squares)
  for (int64_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
  return {mean, 1.0f / std::sqrt(squares / static_cast<float>(n) + epsilon)};
}

AMTL_VECTOR void normalizeRow(Moments moments, const float* gain, const float* shift, int64_t n, float* normal,
                              float* value) {
  for (int64_t i = 0; i < n; i++) {
    normal[i] = (normal[i] - moments.mean) * moments.inverse;
    value[i] = normal[i] * gain[i] + shift[i];
  }
}

struct ColumnSums {
  float* gain;
  float* shift;
  float* bias;
};

AMTL_VECTOR void gradientRow(const float* dy, const float* normal, const float* gain, float inverse,
                             const uint8_t* kept, float scale, int64_t n, float* dx, float* dbranch, ColumnSums sums) {
  float mean = 0, along = 0;
#pragma omp simd reduction(+ : mean, along)
  for (int64_t i = 0; i < n; i++) {
    const float d = dy[i] * gain[i];
    mean += d;
    along += d * normal[i];
    sums.gain[i] += dy[i] * normal[i];
    sums.shift[i] += dy[i];
  }
  mean /= static_cast<float>(n);
  along /= static_cast<float>(n);
  for (int64_t i = 0; i < n; i++) dx[i] = (dy[i] * gain[i] - mean - normal[i] * along) * inverse;
  if (kept == nullptr) {
    for (int64_t i = 0; i < n; i++) sums.bias[i] += dx[i];
  } else {
    for (int64_t i = 0; i < n; i++) {
      dbranch[i] = dx[i] * (kept[i] != 0 ? scale : 0.0f);
      sums.bias[i] += dbranch[i];
    }
  }
}

// x and branch [rows, n]; bias, gain, shift [n]; starts [windows + 1] of the windows of neighbouring rows, and keys
// [windows] of their masks.
// value, normal = (sum - mean) / deviation [rows, n]; inverse = 1 / deviation [rows]; kept [rows, n], [0] at rate 0.
struct DropAddNorm {
  static const Definition& definition() {
    static const Definition it{
        "AmtlDropAddNorm",
        {"x: float", "branch: float", "bias: float", "gain: float", "shift: float", "starts: int32", "keys: int32"},
        {"value: float", "normal: float", "inverse: float", "kept: bool"},
        {"rate: float", "epsilon: float"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 2 && call.shape(1) == shape, "x and branch [rows, n]");
    const int64_t rows = shape[0], n = shape[1];
    call.check(call.size(2) == n && call.size(3) == n && call.size(4) == n, "bias, gain and shift [n]");
    const float *x = call.input(0), *branch = call.input(1), *bias = call.input(2);
    const float *gain = call.input(3), *shift = call.input(4);
    const float rate = call.attributes.real.at("rate");
    const float epsilon = call.attributes.real.at("epsilon");
    float* value = call.output(0, shape);
    float* normal = call.output(1, shape);
    float* inverse = call.output(2, {rows});
    uint8_t* kept = call.output<uint8_t>(3, rate > 0 ? shape : Shape{0}, TF_BOOL);
    if (rate > 0) {
      const int32_t *starts = call.input<int32_t>(5), *keys = call.input<int32_t>(6);
      const int64_t windows = call.size(6);
      bool right = windows >= 1 && call.size(5) == windows + 1 && starts[0] == 0 && starts[windows] == rows;
      for (int64_t w = 0; right && w < windows; w++) right = starts[w] <= starts[w + 1];
      call.check(right, "starts [windows + 1], ascending from 0 to the rows of x, and keys [windows]");
      inParallel(windows, rows * n / windows, [&](int64_t begin, int64_t end) {
        for (int64_t w = begin; w < end; w++) {
          drawKept(kept + starts[w] * n, (starts[w + 1] - starts[w]) * n, rate, keys[w]);
        }
      });
    }
    const float scale = static_cast<float>(1.0 / (1.0 - rate));
    inParallel(rows, n, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; row++) {
        const int64_t at = row * n;
        addBranch(x + at, branch + at, bias, rate > 0 ? kept + at : nullptr, scale, n, normal + at);
        const Moments moments = momentsOf(normal + at, n, epsilon);
        inverse[row] = moments.inverse;
        normalizeRow(moments, gain, shift, n, normal + at, value + at);
      }
    });
  }
};

// Gradients of AmtlDropAddNorm by x, branch ([0] at rate 0: the same as by x), bias, gain and shift.
struct DropAddNormGrad {
  static const Definition& definition() {
    static const Definition it{"AmtlDropAddNormGrad",
                               {"dy: float", "normal: float", "inverse: float", "gain: float", "kept: bool"},
                               {"dx: float", "dbranch: float", "dbias: float", "dgain: float", "dshift: float"},
                               {"rate: float"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 2 && call.shape(1) == shape, "dy and normal [rows, n]");
    const int64_t rows = shape[0], n = shape[1];
    const float rate = call.attributes.real.at("rate");
    call.check(call.size(2) == rows && call.size(3) == n, "inverse [rows] and gain [n]");
    call.check(rate == 0 || call.size(4) == rows * n, "kept [rows, n]");
    const float *dy = call.input(0), *normal = call.input(1), *inverse = call.input(2), *gain = call.input(3);
    const uint8_t* kept = call.input<uint8_t>(4);
    float* dx = call.output(0, shape);
    float* dbranch = call.output(1, rate > 0 ? shape : Shape{0});
    float *dbias = call.output(2, {n}), *dgain = call.output(3, {n}), *dshift = call.output(4, {n});
    const int64_t all = blocksOf(rows) * n;
    std::vector<float> bias(all, 0.0f), gains(all, 0.0f), shifts(all, 0.0f);
    const float scale = static_cast<float>(1.0 / (1.0 - rate));
    inParallel(blocksOf(rows), kBlock * n, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin * kBlock; row < std::min(rows, end * kBlock); row++) {
        const int64_t at = row * n, sum = row / kBlock * n;
        gradientRow(dy + at, normal + at, gain, inverse[row], rate > 0 ? kept + at : nullptr, scale, n, dx + at,
                    dbranch + at, {gains.data() + sum, shifts.data() + sum, bias.data() + sum});
      }
    });
    addBlocks(bias, n, dbias);
    addBlocks(gains, n, dgain);
    addBlocks(shifts, n, dshift);
  }
};

const Register<DropAddNorm> dropAddNorm;
const Register<DropAddNormGrad> dropAddNormGrad;

}  // namespace
}  // namespace amtl
