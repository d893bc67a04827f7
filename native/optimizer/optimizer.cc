// The norm of all gradients together, and a step of Adam in place.
#include "support/arithmetic.h"
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

// Values that are worked on together; their squares are added up in float32 before they go into a sum in double
// precision.
constexpr int64_t kRun = 1024;

AMTL_VECTOR float squaresOf(const float* x, int64_t n) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) sum += x[i] * x[i];
  return sum;
}

struct Step {
  float shrink, beta1, beta2, rate, epsilon, before, after;
  // Whether a value without gradient and averages stays as it is.
  bool keepsStill() const {
    return before == 1.0f && after == 1.0f && epsilon > 0 && std::isfinite(shrink) && std::isfinite(rate);
  }
};

AMTL_VECTOR void adam(float* p, float* m, float* v, const float* gradient, int64_t n, Step step) {
#pragma omp simd
  for (int64_t i = 0; i < n; i++) {
    const float g = gradient[i] * step.shrink;
    m[i] += (g - m[i]) * (1.0f - step.beta1);
    v[i] += (g * g - v[i]) * (1.0f - step.beta2);
    const float kept = p[i] * step.before;
    p[i] = (kept - step.rate * m[i] / (std::sqrt(v[i]) + step.epsilon)) * step.after;
  }
}

AMTL_VECTOR bool isZero(const float* x, int64_t n) {
  uint32_t bits = 0;
#pragma omp simd reduction(| : bits)
  for (int64_t i = 0; i < n; i++) {
    uint32_t one;
    std::memcpy(&one, x + i, sizeof one);
    bits |= one;
  }
  return bits == 0;
}

// A parameter of a step.
struct Parameter {
  float *p, *m, *v;
  const float* gradient;
  Step step;

  // Values first … first + n - 1. Rows of an embedding that no batch has had yet are not written: half of the memory
  // that a step would touch in a small model.
  void update(int64_t first, int64_t n) const {
    if (gradient[first] == 0 && step.keepsStill() && isZero(gradient + first, n) && isZero(m + first, n) &&
        isZero(v + first, n)) {
      return;
    }
    adam(p + first, m + first, v + first, gradient + first, n, step);
  }
};

// Runs of kRun values over several tensors, shared among threads all at once.
void overRuns(const std::vector<int64_t>& sizes, const std::function<void(int64_t, int64_t, int64_t)>& work) {
  std::vector<int64_t> first{0};
  for (int64_t size : sizes) first.push_back(first.back() + (size + kRun - 1) / kRun);
  inParallel(first.back(), kRun, [&](int64_t begin, int64_t end) {
    int64_t tensor = std::upper_bound(first.begin(), first.end(), begin) - first.begin() - 1;
    for (int64_t run = begin; run < end; run++) {
      while (run >= first[tensor + 1]) tensor++;
      const int64_t offset = (run - first[tensor]) * kRun;
      work(tensor, offset, std::min(kRun, sizes[tensor] - offset));
    }
  });
}

// The L2 norm over all of the tensors.
struct GlobalNorm {
  static const Definition& definition() {
    static const Definition it{"AmtlGlobalNorm", {"tensors: count * float"}, {"norm: float"}, {"count: int >= 1"}};
    return it;
  }

  static void run(Call& call) {
    const int32_t count = call.attributes.whole.at("count");
    std::vector<int64_t> sizes;
    std::vector<const float*> tensors;
    std::vector<std::vector<float>> sums;
    for (int32_t index = 0; index < count; index++) {
      sizes.push_back(call.size(index));
      tensors.push_back(call.input(index));
      sums.emplace_back((sizes.back() + kRun - 1) / kRun);
    }
    overRuns(sizes, [&](int64_t tensor, int64_t offset, int64_t n) {
      sums[tensor][offset / kRun] = squaresOf(tensors[tensor] + offset, n);
    });
    double total = 0;
    for (const std::vector<float>& ofTensor : sums) {
      for (float sum : ofTensor) total += sum;
    }
    *call.output(0, {}) = static_cast<float>(std::sqrt(total));
  }
};

// p, m and v are changed in place: the caller must be the only one that reads their memory.
// gradient like them; steps: the fields of Step in their order, a row a parameter. The update is the one of
// src/contract/adam.ts.
struct Adam {
  static const Definition& definition() {
    static const Definition it{
        "AmtlAdam",
        {"p: count * float", "m: count * float", "v: count * float", "gradient: count * float", "steps: float"},
        {"done: bool"},
        {"count: int >= 1"}};
    return it;
  }

  static void run(Call& call) {
    const int32_t count = call.attributes.whole.at("count");
    call.check(call.size(4 * count) == 7 * count, "steps [count, 7]");
    const float* s = call.input(4 * count);
    std::vector<int64_t> sizes;
    std::vector<Parameter> parameters;
    for (int32_t index = 0; index < count; index++, s += 7) {
      const int64_t size = call.size(index);
      for (int list = 1; list < 4; list++) {
        call.check(call.size(list * count + index) == size, "p, m, v and gradient of one size");
      }
      sizes.push_back(size);
      parameters.push_back({const_cast<float*>(call.input(index)), const_cast<float*>(call.input(count + index)),
                            const_cast<float*>(call.input(2 * count + index)), call.input(3 * count + index),
                            Step{s[0], s[1], s[2], s[3], s[4], s[5], s[6]}});
    }
    overRuns(sizes, [&](int64_t tensor, int64_t offset, int64_t n) { parameters[tensor].update(offset, n); });
    *call.output<bool>(0, {}, TF_BOOL) = true;
  }
};

const Register<GlobalNorm> globalNorm;
const Register<Adam> adamStep;

}  // namespace
}  // namespace amtl
