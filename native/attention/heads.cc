// Between a projection, [batch · width, parts · heads · size], and one tensor a part, [batch, heads, width, size].
#include "support/operation.h"
#include "support/parallel.h"

namespace amtl {
namespace {

struct Layout {
  int64_t batch, width, heads, size, parts;
  int64_t columns() const { return parts * heads * size; }
  // Where row r, a part and a head column in a part's tensor.
  int64_t place(int64_t row, int64_t head) const { return ((row / width * heads + head) * width + row % width) * size; }
};

// With three parts, what query and value are multiplied by.
template <int64_t Parts>
std::vector<float> factorsOf(Call& call) {
  if (Parts == 1) return {1.0f};
  return {call.attributes.real.at("query_factor"), 1.0f, call.attributes.real.at("value_factor")};
}

// x and its bias [parts · heads · size] or [0] for none.
template <int64_t Parts>
struct SplitHeads {
  static const Definition& definition() {
    static const Definition one{
        "AmtlSplitHeads", {"x: float", "bias: float"}, {"part: float"}, {"width: int", "heads: int"}};
    static const Definition three{"AmtlSplitThreeHeads",
                                  {"x: float", "bias: float"},
                                  {"query: float", "key: float", "value: float"},
                                  {"width: int", "heads: int", "query_factor: float", "value_factor: float"}};
    return Parts == 1 ? one : three;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    const int64_t width = call.attributes.whole.at("width"), heads = call.attributes.whole.at("heads");
    call.check(shape.size() == 2 && width > 0 && heads > 0 && shape[0] % width == 0 && shape[1] % (Parts * heads) == 0,
               "x [batch · width, parts · heads · size]");
    const Layout layout{shape[0] / width, width, heads, shape[1] / (Parts * heads), Parts};
    const bool biased = call.size(1) > 0;
    call.check(!biased || call.size(1) == shape[1], "bias [parts · heads · size]");
    const float* x = call.input(0);
    const float* bias = biased ? call.input(1) : nullptr;
    float* parts[Parts];
    for (int part = 0; part < Parts; part++) {
      parts[part] = call.output(part, {layout.batch, heads, width, layout.size});
    }
    const std::vector<float> factors = factorsOf<Parts>(call);
    inParallel(shape[0], shape[1], [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; row++) {
        for (int64_t block = 0; block < Parts * heads; block++) {
          const int64_t column = block * layout.size;
          const float* source = x + row * shape[1] + column;
          float* target = parts[block / heads] + layout.place(row, block % heads);
          if (biased) {
            const float factor = factors[block / heads];
            for (int64_t i = 0; i < layout.size; i++) target[i] = (source[i] + bias[column + i]) * factor;
          } else {
            std::copy(source, source + layout.size, target);
          }
        }
      }
    });
  }
};

// The way back: x, and with three parts the column sums of x, which are the bias's gradient ([0] with one).
template <int64_t Parts>
struct JoinHeads {
  static const Definition& definition() {
    static const Definition one{"AmtlJoinHeads", {"part: float"}, {"x: float", "sums: float"}, {}};
    static const Definition three{"AmtlJoinThreeHeads",
                                  {"query: float", "key: float", "value: float"},
                                  {"x: float", "sums: float"},
                                  {"query_factor: float", "value_factor: float"}};
    return Parts == 1 ? one : three;
  }

  static void run(Call& call) {
    const Shape shape = call.shape(0);
    call.check(shape.size() == 4, "parts [batch, heads, width, size]");
    for (int part = 1; part < Parts; part++) call.check(call.shape(part) == shape, "parts of one shape");
    const Layout layout{shape[0], shape[2], shape[1], shape[3], Parts};
    const int64_t rows = layout.batch * layout.width, n = layout.columns();
    const float* parts[Parts];
    for (int part = 0; part < Parts; part++) parts[part] = call.input(part);
    float* x = call.output(0, {rows, n});
    const bool summed = Parts > 1;
    float* total = call.output(1, {summed ? n : 0});
    std::vector<float> sums(summed ? blocksOf(rows) * n : 0, 0.0f);
    const std::vector<float> factors = factorsOf<Parts>(call);
    inParallel(blocksOf(rows), kBlock * n, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin * kBlock; row < std::min(rows, end * kBlock); row++) {
        for (int64_t block = 0; block < Parts * layout.heads; block++) {
          const float* source = parts[block / layout.heads] + layout.place(row, block % layout.heads);
          float* target = x + row * n + block * layout.size;
          const float factor = factors[block / layout.heads];
          for (int64_t i = 0; i < layout.size; i++) target[i] = source[i] * factor;
        }
        if (!summed) continue;
        float* sum = sums.data() + row / kBlock * n;
        for (int64_t i = 0; i < n; i++) sum[i] += x[row * n + i];
      }
    });
    if (summed) addBlocks(sums, n, total);
  }
};

const Register<SplitHeads<1>> splitHeads;
const Register<SplitHeads<3>> splitThreeHeads;
const Register<JoinHeads<1>> joinHeads;
const Register<JoinHeads<3>> joinThreeHeads;

}  // namespace
}  // namespace amtl
