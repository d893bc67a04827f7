// The way back through attention: the probabilities are formed again, with the same bits, instead of kept in memory.
#include "attention/attention.h"

namespace amtl {
namespace {

// scores → probabilities, and which of them were kept → dropped; gradient by dropped → gradient by scores.
AMTL_VECTOR void gradientRow(float* scores, const float* bias, RowStatistics statistics, const uint32_t* kept,
                             int64_t place, int64_t n, float* dropped, float* gradient) {
  for (int64_t i = 0; i < n; i++) scores[i] = exponential(scores[i] + bias[i] - statistics.most) * statistics.share;
  if (kept == nullptr) {
    std::copy(scores, scores + n, dropped);
  } else {
    keepRow(scores, kept, place, n, dropped);
  }
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) {
    gradient[i] *= dropped[i];
    sum += gradient[i];
  }
  for (int64_t i = 0; i < n; i++) gradient[i] -= scores[i] * sum;
}

// The matrices of one head and of some of its queries.
struct Head {
  Panel query, key, value, dy, keys, values, dquery, dkey, dvalue, scores, dropped, gradient;

  static int64_t floats(const Projections& dims) {
    const int64_t line = wholeLanes(dims.width), width = wholeLanes(dims.size);
    return 6 * dims.width * width + 2 * dims.size * line + kQueries * (3 * line + width);
  }
  Head(Scratch& scratch, const Projections& dims)
      : query(scratch.panel(dims.width, dims.size)),
        key(scratch.panel(dims.width, dims.size)),
        value(scratch.panel(dims.width, dims.size)),
        dy(scratch.panel(dims.width, dims.size)),
        keys(scratch.panel(dims.size, dims.width)),
        values(scratch.panel(dims.size, dims.width)),
        dquery(scratch.panel(kQueries, dims.size)),
        dkey(scratch.panel(dims.width, dims.size)),
        dvalue(scratch.panel(dims.width, dims.size)),
        scores(scratch.panel(kQueries, dims.width)),
        dropped(scratch.panel(kQueries, dims.width)),
        gradient(scratch.panel(kQueries, dims.width)) {}
};

// dy [batch · width, heads · size]; the others as in AmtlAttention. dx like x; sums: its column sums, the bias's
// gradient.
struct AttentionGrad {
  static const Definition& definition() {
    static const Definition it{
        "AmtlAttentionGrad",
        {"x: float", "bias: float", "padding: float", "dy: float", "statistics: float", "kept: int32"},
        {"dx: float", "sums: float"},
        {"width: int", "heads: int", "query_factor: float", "value_factor: float"}};
    return it;
  }

  static void run(Call& call) {
    const Projections dims(call, 0);
    call.check(call.size(3) == dims.batch * dims.width * dims.heads * dims.size &&
                   call.size(4) == 2 * dims.batch * dims.heads * dims.width &&
                   (call.size(5) == 0 || call.size(5) == wordsFor(dims.places())),
               "dy, statistics and kept of the same attention");
    const float *x = call.input(0), *bias = call.input(1), *dy = call.input(3), *statistics = call.input(4);
    const float* padding = call.size(2) > 0 ? call.input(2) : nullptr;
    const uint32_t* kept = call.size(5) > 0 ? call.input<uint32_t>(5) : nullptr;
    float* dx = call.output(0, {dims.batch * dims.width, dims.columns()});
    float* total = call.output(1, {dims.columns()});
    std::vector<float> sums(dims.batch * dims.columns(), 0.0f);

    inParallel(dims.batch * dims.heads, dims.width * dims.width, [&](int64_t begin, int64_t end) {
      Scratch scratch(Head::floats(dims));
      const Head parts(scratch, dims);
      const int64_t line = parts.scores.line, width = parts.query.line;
      // A gradient [rows, size] of a part, from row `first` on, to its place in dx.
      const auto write = [&](int part, int64_t window, int64_t head, int64_t first, int64_t rows, Panel gradient) {
        const int64_t column = dims.column(part, head);
        float* sum = sums.data() + window * dims.columns() + column;
        for (int64_t i = 0; i < rows; i++) {
          float* out = dx + (window * dims.width + first + i) * dims.columns() + column;
          for (int64_t s = 0; s < dims.size; s++) {
            out[s] = gradient.data[i * gradient.line + s] * dims.factors[part];
            sum[s] += out[s];
          }
        }
      };
      for (int64_t task = begin; task < end; task++) {
        const int64_t window = task / dims.heads, head = task % dims.heads;
        dims.read(x, bias, 0, window, head, parts.query);
        dims.read(x, bias, 1, window, head, parts.key);
        dims.read(x, bias, 2, window, head, parts.value);
        transpose(parts.key.data, width, dims.width, dims.size, parts.keys);
        transpose(parts.value.data, width, dims.width, dims.size, parts.values);
        for (int64_t i = 0; i < dims.width; i++) {
          const float* row = dy + ((window * dims.width + i) * dims.heads + head) * dims.size;
          std::copy(row, row + dims.size, parts.dy.data + i * width);
          std::fill(parts.dy.data + i * width + dims.size, parts.dy.data + (i + 1) * width, 0.0f);
        }
        const std::vector<float> keyed = keyBias(padding, window, dims.width);
        for (int64_t first = 0; first < dims.width; first += kQueries) {
          const int64_t rows = std::min(kQueries, dims.width - first);
          const Panel queries{parts.query.data + first * width, width}, dys{parts.dy.data + first * width, width};
          product(rows, line, dims.size, View{queries.data, width, 1}, parts.keys, parts.scores);
          product(rows, line, dims.size, View{dys.data, width, 1}, parts.values, parts.gradient);
          for (int64_t row = 0; row < rows; row++) {
            const int64_t place = task * dims.width + first + row;
            gradientRow(parts.scores.data + row * line, keyed.data(),
                        {statistics[2 * place], statistics[2 * place + 1]}, kept, place * dims.width, line,
                        parts.dropped.data + row * line, parts.gradient.data + row * line);
          }
          const bool more = first > 0;
          product(dims.width, width, rows, View{parts.dropped.data, 1, line}, dys, parts.dvalue, more);
          product(rows, width, dims.width, View{parts.gradient.data, line, 1}, parts.key, parts.dquery);
          product(dims.width, width, rows, View{parts.gradient.data, 1, line}, queries, parts.dkey, more);
          write(0, window, head, first, rows, parts.dquery);
        }
        write(1, window, head, 0, dims.width, parts.dkey);
        write(2, window, head, 0, dims.width, parts.dvalue);
      }
    });
    addBlocks(sums, dims.columns(), total);
  }
};

const Register<AttentionGrad> attentionGrad;

}  // namespace
}  // namespace amtl
