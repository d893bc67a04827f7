// Softmax of attention scores with dropout of the probabilities, forward and backward: each row is read and written
// once, while it is in the nearest cache.
#include "support/arithmetic.h"
#include "support/dropout.h"
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

AMTL_VECTOR void softmaxRow(const float* scores, const float* bias, int64_t n, float* out) {
  float most = -3.4e38f;
  if (bias == nullptr) {
    for (int64_t i = 0; i < n; i++) out[i] = scores[i];
  } else {
    for (int64_t i = 0; i < n; i++) out[i] = scores[i] + bias[i];
  }
#pragma omp simd reduction(max : most)
  for (int64_t i = 0; i < n; i++) most = out[i] > most ? out[i] : most;
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) {
    out[i] = exponential(out[i] - most);
    sum += out[i];
  }
  const float share = 1.0f / sum;
  for (int64_t i = 0; i < n; i++) out[i] *= share;
}

AMTL_VECTOR void keepRow(const float* x, const uint8_t* kept, int64_t n, float* out) {
  for (int64_t i = 0; i < n; i++) out[i] = kept[i] != 0 ? x[i] : 0.0f;
}

AMTL_VECTOR void softmaxGradientRow(const float* dy, const float* dropped, const float* probabilities, int64_t n,
                                    float* out) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) {
    out[i] = dy[i] * dropped[i];
    sum += out[i];
  }
  for (int64_t i = 0; i < n; i++) out[i] -= probabilities[i] * sum;
}

// scores [batch, heads, width, width]; bias [batch, width], or [0] for none; key of the mask.
// probabilities like scores; dropped: the same with dropped entries at 0, not rescaled; [0] at rate 0.
struct DroppedSoftmax {
  static const Definition& definition() {
    static const Definition it{"AmtlDroppedSoftmax",
                               {"scores: float", "bias: float", "key: int32"},
                               {"probabilities: float", "dropped: float"},
                               {"rate: float"}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 4, "scores [batch, heads, width, width]");
    const int64_t n = shape[3];
    const int64_t rows = sizeOf(shape) / std::max<int64_t>(n, 1);
    const bool biased = call.size(1) > 0;
    call.check(!biased || call.size(1) == shape[0] * n, "bias [batch, width]");
    const float* scores = call.input(0);
    const float* bias = biased ? call.input(1) : nullptr;
    const float rate = call.attributes.real.at("rate");
    float* probabilities = call.output(0, shape);
    float* dropped = call.output(1, rate > 0 ? shape : Shape{0});
    std::unique_ptr<uint8_t[]> kept;
    if (rate > 0) {
      kept.reset(new uint8_t[rows * n]);
      drawKept(kept.get(), rows * n, rate, call.input<int32_t>(2)[0]);
    }
    inParallel(rows, n, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; row++) {
        const float* ofBatch = biased ? bias + row / (shape[1] * shape[2]) * n : nullptr;
        softmaxRow(scores + row * n, ofBatch, n, probabilities + row * n);
        if (kept) keepRow(probabilities + row * n, kept.get() + row * n, n, dropped + row * n);
      }
    });
  }
};

// p·(m·g - Σ m·p·g) for dy = g and dropped = m·p.
struct DroppedSoftmaxGrad {
  static const Definition& definition() {
    static const Definition it{
        "AmtlDroppedSoftmaxGrad", {"dy: float", "dropped: float", "probabilities: float"}, {"dscores: float"}, {}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(!shape.empty() && call.shape(1) == shape && call.shape(2) == shape, "three tensors of one shape");
    const int64_t n = shape.back();
    const float *dy = call.input(0), *dropped = call.input(1), *probabilities = call.input(2);
    float* out = call.output(0, shape);
    inParallel(sizeOf(shape) / std::max<int64_t>(n, 1), n, [&](int64_t begin, int64_t end) {
      for (int64_t at = begin * n; at < end * n; at += n) {
        softmaxGradientRow(dy + at, dropped + at, probabilities + at, n, out + at);
      }
    });
  }
};

const Register<DroppedSoftmax> droppedSoftmax;
const Register<DroppedSoftmaxGrad> droppedSoftmaxGrad;

}  // namespace
}  // namespace amtl
