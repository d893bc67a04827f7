// The norm of all gradients together, and a step of Adam in place.
#include "arithmetic.h"
#include "operation.h"
#include "parallel.h"

namespace amtl {
namespace {

// Values whose squares are added up in float32 before they go into a sum in double precision.
constexpr int64_t kRun = 1024;

AMTL_VECTOR float squaresOf(const float* x, int64_t n) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) sum += x[i] * x[i];
  return sum;
}

struct Step {
  float shrink, beta1, beta2, rate, epsilon, before, after;
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

// The L2 norm over all of the tensors.
struct GlobalNorm {
  static const Definition& definition() {
    static const Definition it{"AmtlGlobalNorm", {"tensors: count * float"}, {"norm: float"}, {"count: int >= 1"}};
    return it;
  }

  static void run(Call& call) {
    double total = 0;
    for (int32_t index = 0; index < call.attributes.whole.at("count"); index++) {
      const float* x = call.input(index);
      const int64_t size = call.size(index);
      const int64_t runs = (size + kRun - 1) / kRun;
      std::vector<float> sums(runs);
      inParallel(runs, kRun, [&](int64_t from, int64_t to) {
        for (int64_t run = from; run < to; run++) {
          sums[run] = squaresOf(x + run * kRun, std::min(kRun, size - run * kRun));
        }
      });
      for (float sum : sums) total += sum;
    }
    *call.output(0, {}) = static_cast<float>(std::sqrt(total));
  }
};

// p, m and v are changed where they lie: whoever calls this must be the only one that looks at their memory.
// gradient like them; step: the fields of Step in their order. The update is the one of src/train/moments.ts.
struct Adam {
  static const Definition& definition() {
    static const Definition it{"AmtlAdam",
                               {"p: float", "m: float", "v: float", "gradient: float", "step: float"},
                               {"done: bool"},
                               {}};
    return it;
  }

  static void run(Call& call) {
    const int64_t size = call.size(0);
    call.check(call.size(1) == size && call.size(2) == size && call.size(3) == size,
               "p, m, v and gradient of one size");
    call.check(call.size(4) == 7, "step [7]");
    float* p = const_cast<float*>(call.input(0));
    float* m = const_cast<float*>(call.input(1));
    float* v = const_cast<float*>(call.input(2));
    const float* gradient = call.input(3);
    const float* s = call.input(4);
    const Step step{s[0], s[1], s[2], s[3], s[4], s[5], s[6]};
    inParallel((size + kRun - 1) / kRun, kRun, [&](int64_t from, int64_t to) {
      const int64_t begin = from * kRun;
      adam(p + begin, m + begin, v + begin, gradient + begin, std::min(size, to * kRun) - begin, step);
    });
    *call.output<bool>(0, {}, TF_BOOL) = true;
  }
};

const Register<GlobalNorm> globalNorm;
const Register<Adam> adamStep;

}  // namespace
}  // namespace amtl
