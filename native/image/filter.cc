// Filters of convolutions from PyTorch's layout [out, in, side, side] to TensorFlow's [side, side, in, out], and back.
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

// [a, b, c] → [c, b, a]
void reverseAxes(const float* from, int64_t a, int64_t b, int64_t c, float* to) {
  inParallel(b, a * c, [&](int64_t begin, int64_t end) {
    for (int64_t j = begin; j < end; j++) {
      for (int64_t k = 0; k < c; k++) {
        float* row = to + (k * b + j) * a;
        for (int64_t i = 0; i < a; i++) row[i] = from[(i * b + j) * c + k];
      }
    }
  });
}

struct Filter {
  static const Definition& definition() {
    static const Definition it{"AmtlFilter", {"weight: float"}, {"filter: float"}, {}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 4, "weight [out, in, side, side]");
    const int64_t out = shape[0], in = shape[1];
    reverseAxes(call.input(0), out, in, shape[2] * shape[3], call.output(0, {shape[2], shape[3], in, out}));
  }
};

struct FilterWeight {
  static const Definition& definition() {
    static const Definition it{"AmtlFilterWeight", {"filter: float"}, {"weight: float"}, {}};
    return it;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 4, "filter [side, side, in, out]");
    const int64_t in = shape[2], out = shape[3];
    reverseAxes(call.input(0), shape[0] * shape[1], in, out, call.output(0, {out, in, shape[0], shape[1]}));
  }
};

const Register<Filter> filter;
const Register<FilterWeight> filterWeight;

}  // namespace
}  // namespace amtl
