// Outer products inside the groups of a grouped bilinear layer, and the way back, without copies of the groups.
#include "arithmetic.h"
#include "operation.h"
#include "parallel.h"

namespace amtl {
namespace {

// Groups first … first + count - 1 of k columns each.
struct Groups {
  int64_t first, count, k;
  explicit Groups(Call& call)
      : first(call.attributes.whole.at("first")),
        count(call.attributes.whole.at("count")),
        k(call.attributes.whole.at("k")) {}
  int64_t columns() const { return count * k; }
};

void checkVectors(Call& call, const Groups& groups, int head, int tail) {
  const Shape shape = call.shape(head);
  call.check(groups.k > 0 && groups.first >= 0 && groups.count > 0 && shape.size() == 2 &&
                 call.shape(tail) == shape && (groups.first + groups.count) * groups.k <= shape[1],
             "head and tail [pairs, m] with m of at least (first + count) · k");
}

// head, tail [pairs, m] → [pairs, count · k · (k + margin)]: the products of each group, each row of them followed by
// `margin` zeros.
struct GroupOuter {
  static const Definition& definition() {
    static const Definition it{"AmtlGroupOuter",
                               {"head: float", "tail: float"},
                               {"products: float"},
                               {"first: int", "count: int", "k: int", "margin: int"}};
    return it;
  }

  static void run(Call& call) {
    const Groups groups(call);
    checkVectors(call, groups, 0, 1);
    const int64_t pairs = call.shape(0)[0], m = call.shape(0)[1], k = groups.k;
    const int64_t line = k + call.attributes.whole.at("margin");
    const float *head = call.input(0), *tail = call.input(1);
    const int64_t row = groups.columns() * line;
    float* products = call.output(0, {pairs, row});
    inParallel(pairs, row, [&](int64_t from, int64_t to) {
      for (int64_t pair = from; pair < to; pair++) {
        const float* h = head + pair * m + groups.first * k;
        const float* t = tail + pair * m + groups.first * k;
        float* out = products + pair * row;
        for (int64_t a = 0; a < groups.columns(); a++, out += line) {
          const float* group = t + a / k * k;
          for (int64_t b = 0; b < k; b++) out[b] = h[a] * group[b];
          std::fill(out + k, out + line, 0.0f);
        }
      }
    });
  }
};

// dproducts [pairs, count · k · k] → gradients by the groups' columns of head and tail, [pairs, count · k].
struct GroupOuterGrad {
  static const Definition& definition() {
    static const Definition it{"AmtlGroupOuterGrad",
                               {"dproducts: float", "head: float", "tail: float"},
                               {"dhead: float", "dtail: float"},
                               {"first: int", "count: int", "k: int"}};
    return it;
  }

  static void run(Call& call) {
    const Groups groups(call);
    checkVectors(call, groups, 1, 2);
    const int64_t pairs = call.shape(1)[0], m = call.shape(1)[1], k = groups.k, columns = groups.columns();
    call.check(call.size(0) == pairs * columns * k, "dproducts [pairs, count · k · k]");
    const float *dproducts = call.input(0), *head = call.input(1), *tail = call.input(2);
    float* dhead = call.output(0, {pairs, columns});
    float* dtail = call.output(1, {pairs, columns});
    inParallel(pairs, columns * k, [&](int64_t from, int64_t to) {
      for (int64_t pair = from; pair < to; pair++) {
        const float* h = head + pair * m + groups.first * k;
        const float* t = tail + pair * m + groups.first * k;
        const float* d = dproducts + pair * columns * k;
        std::fill(dtail + pair * columns, dtail + (pair + 1) * columns, 0.0f);
        for (int64_t a = 0; a < columns; a++, d += k) {
          dhead[pair * columns + a] = gradientLine(d, h[a], t + a / k * k, k, dtail + pair * columns + a / k * k);
        }
      }
    });
  }

 private:
  // One line of the products: Σ d·t, and h·d added to dt.
  AMTL_VECTOR static float gradientLine(const float* d, float h, const float* t, int64_t k, float* dt) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t b = 0; b < k; b++) {
      sum += d[b] * t[b];
      dt[b] += h * d[b];
    }
    return sum;
  }
};

const Register<GroupOuter> groupOuter;
const Register<GroupOuterGrad> groupOuterGrad;

}  // namespace
}  // namespace amtl
