// max(0, BatchNorm(x + bias)) over channels, which come last, forward and backward. All sums are in double precision,
// as PyTorch's: where a channel varies little about a large mean, a mean in float32 would be most of the error.
#include "support/arithmetic.h"
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

using Doubles = std::vector<double>;

AMTL_VECTOR void addRow(const float* x, int64_t n, double* sums) {
  for (int64_t i = 0; i < n; i++) sums[i] += x[i];
}

AMTL_VECTOR void addSquares(const float* x, const double* mean, int64_t n, double* sums) {
  for (int64_t i = 0; i < n; i++) sums[i] += (x[i] - mean[i]) * (x[i] - mean[i]);
}

AMTL_VECTOR void normalizeRow(const float* x, const double* mean, const double* inverse, const float* gain,
                              const float* shift, int64_t n, float* normal, float* value) {
  for (int64_t i = 0; i < n; i++) {
    // In double precision to the end: what a rounding moves across 0 here has another gradient.
    const double exact = (x[i] - mean[i]) * inverse[i];
    const double affine = exact * gain[i] + shift[i];
    normal[i] = static_cast<float>(exact);
    value[i] = affine <= 0 ? 0.0f : static_cast<float>(affine);
  }
}

// Sums by shift and gain, and of `normal`: 0 but for its rounding, which equal rows make n times as large.
AMTL_VECTOR void addGradients(const float* dy, const float* value, const float* normal, int64_t n, double* sums) {
  double *shifts = sums, *gains = sums + n, *normals = sums + 2 * n;
#pragma omp simd
  for (int64_t i = 0; i < n; i++) {
    const double d = value[i] > 0 ? dy[i] : 0.0f;
    shifts[i] += d;
    gains[i] += d * normal[i];
    normals[i] += normal[i];
  }
}

// Without its mean and what lies along `normal`; these are 0 where the running values were normalized by.
AMTL_VECTOR void gradientRow(const float* dy, const float* value, const float* normal, const double* factor,
                             const double* mean, const double* along, int64_t n, float* dx, double* sums) {
  for (int64_t i = 0; i < n; i++) {
    const double d = value[i] > 0 ? dy[i] : 0.0f;
    dx[i] = static_cast<float>((d - mean[i] - normal[i] * along[i]) * factor[i]);
    sums[i] += dx[i];
  }
}

// Calls add(row, sums of the row's block) for all rows and adds the blocks up in their order.
template <typename Add>
Doubles columnSums(int64_t rows, int64_t width, const Add& add) {
  Doubles sums(blocksOf(rows) * width, 0.0), total(width, 0.0);
  inParallel(blocksOf(rows), kBlock * width, [&](int64_t begin, int64_t end) {
    for (int64_t row = begin * kBlock; row < std::min(rows, end * kBlock); row++) {
      add(row, sums.data() + row / kBlock * width);
    }
  });
  for (size_t at = 0; at < sums.size(); at++) total[at % width] += sums[at];
  return total;
}

// x [.., n]; bias, gain, shift, mean, variance [n]; trains 1: by mean and biased variance of the batch, and the running
// values follow with a share of `momentum`; 0: by the running values, which come back as they are.
struct BatchNormRelu {
  static const Definition& definition() {
    static const Definition it{
        "AmtlBatchNormRelu",
        {"x: float", "bias: float", "gain: float", "shift: float", "mean: float", "variance: float"},
        {"value: float", "normal: float", "inverse: float", "newmean: float", "newvariance: float"},
        {"trains: int", "momentum: float", "epsilon: float"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(!shape.empty() && shape.back() > 0, "x [.., n]");
    const int64_t n = shape.back(), rows = sizeOf(shape) / n;
    for (int i = 1; i <= 5; i++) call.check(call.size(i) == n, "bias, gain, shift, mean and variance [n]");
    const bool trains = call.attributes.whole.at("trains") != 0;
    const double momentum = call.attributes.real.at("momentum"), epsilon = call.attributes.real.at("epsilon");
    const float *x = call.input(0), *bias = call.input(1), *gain = call.input(2), *shift = call.input(3);
    const float *mean = call.input(4), *variance = call.input(5);
    float *value = call.output(0, shape), *normal = call.output(1, shape), *inverse = call.output(2, {n});
    float *newMean = call.output(3, {n}), *newVariance = call.output(4, {n});

    // Of x without the bias, which shifts the mean and nothing else.
    Doubles centre(n), scale(n);
    if (trains) {
      centre = columnSums(rows, n, [&](int64_t row, double* sums) { addRow(x + row * n, n, sums); });
      for (double& sum : centre) sum /= static_cast<double>(rows);
      scale = columnSums(rows, n,
                         [&](int64_t row, double* sums) { addSquares(x + row * n, centre.data(), n, sums); });
    }
    for (int64_t i = 0; i < n; i++) {
      if (trains) {
        const double squares = scale[i], size = static_cast<double>(rows);
        newMean[i] = static_cast<float>((1 - momentum) * mean[i] + momentum * (centre[i] + bias[i]));
        newVariance[i] = static_cast<float>((1 - momentum) * variance[i] + momentum * squares / (size - 1));
        scale[i] = 1 / std::sqrt(squares / size + epsilon);
      } else {
        newMean[i] = mean[i];
        newVariance[i] = variance[i];
        centre[i] = static_cast<double>(mean[i]) - bias[i];
        scale[i] = 1 / std::sqrt(variance[i] + epsilon);
      }
      inverse[i] = static_cast<float>(scale[i]);
    }
    inParallel(rows, n, [&](int64_t begin, int64_t end) {
      for (int64_t at = begin * n; at < end * n; at += n) {
        normalizeRow(x + at, centre.data(), scale.data(), gain, shift, n, normal + at, value + at);
      }
    });
  }
};

// Gradients of AmtlBatchNormRelu by x, bias, gain and shift.
struct BatchNormReluGrad {
  static const Definition& definition() {
    static const Definition it{
        "AmtlBatchNormReluGrad",
        {"dy: float", "value: float", "normal: float", "inverse: float", "gain: float"},
        {"dx: float", "dbias: float", "dgain: float", "dshift: float"},
        {"trains: int"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(!shape.empty() && shape.back() > 0 && call.shape(1) == shape && call.shape(2) == shape,
               "dy, value and normal [.., n]");
    const int64_t n = shape.back(), rows = sizeOf(shape) / n;
    call.check(call.size(3) == n && call.size(4) == n, "inverse and gain [n]");
    const float *dy = call.input(0), *value = call.input(1), *normal = call.input(2);
    const float *inverse = call.input(3), *gain = call.input(4);
    float* dx = call.output(0, shape);

    // The three sums of a row's block side by side.
    const Doubles sums = columnSums(rows, 3 * n, [&](int64_t row, double* three) {
      addGradients(dy + row * n, value + row * n, normal + row * n, n, three);
    });
    Doubles factor(n), mean(n, 0.0), along(n, 0.0);
    for (int64_t i = 0; i < n; i++) {
      factor[i] = static_cast<double>(gain[i]) * inverse[i];
      if (call.attributes.whole.at("trains") == 0) continue;
      along[i] = sums[n + i] / static_cast<double>(rows);
      mean[i] = (sums[i] - along[i] * sums[2 * n + i]) / static_cast<double>(rows);
    }
    const Doubles biases = columnSums(rows, n, [&](int64_t row, double* block) {
      const int64_t at = row * n;
      gradientRow(dy + at, value + at, normal + at, factor.data(), mean.data(), along.data(), n, dx + at, block);
    });
    float *dbias = call.output(1, {n}), *dgain = call.output(2, {n}), *dshift = call.output(3, {n});
    for (int64_t i = 0; i < n; i++) {
      dbias[i] = static_cast<float>(biases[i]);
      dgain[i] = static_cast<float>(sums[n + i]);
      dshift[i] = static_cast<float>(sums[i]);
    }
  }
};

const Register<BatchNormRelu> batchNormRelu;
const Register<BatchNormReluGrad> batchNormReluGrad;

}  // namespace
}  // namespace amtl
