// The way back through attention: the probabilities are formed again, with the same bits, instead of kept in memory.
#include "attention.h"

namespace amtl {
namespace {

// scores → probabilities, and which of them were kept → dropped; gradient by dropped → gradient by scores.
AMTL_VECTOR void gradientRow(float* scores, const float* bias, RowStatistics of, const uint32_t* kept, int64_t at,
                             int64_t n, float* dropped, float* gradient) {
  for (int64_t i = 0; i < n; i++) scores[i] = exponential(scores[i] + bias[i] - of.most) * of.share;
  if (kept == nullptr) {
    std::copy(scores, scores + n, dropped);
  } else {
    keepRow(scores, kept, at, n, dropped);
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

  static int64_t floats(const Projections& of) {
    const int64_t line = wholeLanes(of.width), width = wholeLanes(of.size);
    return 6 * of.width * width + 2 * of.size * line + kQueries * (3 * line + width);
  }
  Head(Scratch& scratch, const Projections& of)
      : query(scratch.panel(of.width, of.size)),
        key(scratch.panel(of.width, of.size)),
        value(scratch.panel(of.width, of.size)),
        dy(scratch.panel(of.width, of.size)),
        keys(scratch.panel(of.size, of.width)),
        values(scratch.panel(of.size, of.width)),
        dquery(scratch.panel(kQueries, of.size)),
        dkey(scratch.panel(of.width, of.size)),
        dvalue(scratch.panel(of.width, of.size)),
        scores(scratch.panel(kQueries, of.width)),
        dropped(scratch.panel(kQueries, of.width)),
        gradient(scratch.panel(kQueries, of.width)) {}
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
    const Projections of(call, 0);
    call.check(call.size(3) == of.batch * of.width * of.heads * of.size &&
                   call.size(4) == 2 * of.batch * of.heads * of.width &&
                   (call.size(5) == 0 || call.size(5) == wordsFor(of.places())),
               "dy, statistics and kept of the same attention");
    const float *x = call.input(0), *bias = call.input(1), *dy = call.input(3), *statistics = call.input(4);
    const float* padding = call.size(2) > 0 ? call.input(2) : nullptr;
    const uint32_t* kept = call.size(5) > 0 ? call.input<uint32_t>(5) : nullptr;
    float* dx = call.output(0, {of.batch * of.width, of.columns()});
    float* total = call.output(1, {of.columns()});
    std::vector<float> sums(of.batch * of.columns(), 0.0f);

    inParallel(of.batch * of.heads, of.width * of.width, [&](int64_t from, int64_t to) {
      Scratch scratch(Head::floats(of));
      const Head at(scratch, of);
      const int64_t line = at.scores.line, width = at.query.line;
      // A gradient [rows, size] of a part, from row `first` on, to its place in dx.
      const auto write = [&](int part, int64_t window, int64_t head, int64_t first, int64_t rows, Panel gradient) {
        const int64_t column = of.column(part, head);
        float* sum = sums.data() + window * of.columns() + column;
        for (int64_t i = 0; i < rows; i++) {
          float* out = dx + (window * of.width + first + i) * of.columns() + column;
          for (int64_t s = 0; s < of.size; s++) {
            out[s] = gradient.at[i * gradient.line + s] * of.factors[part];
            sum[s] += out[s];
          }
        }
      };
      for (int64_t task = from; task < to; task++) {
        const int64_t window = task / of.heads, head = task % of.heads;
        of.read(x, bias, 0, window, head, at.query);
        of.read(x, bias, 1, window, head, at.key);
        of.read(x, bias, 2, window, head, at.value);
        transpose(at.key.at, width, of.width, of.size, at.keys);
        transpose(at.value.at, width, of.width, of.size, at.values);
        for (int64_t i = 0; i < of.width; i++) {
          const float* row = dy + ((window * of.width + i) * of.heads + head) * of.size;
          std::copy(row, row + of.size, at.dy.at + i * width);
          std::fill(at.dy.at + i * width + of.size, at.dy.at + (i + 1) * width, 0.0f);
        }
        const std::vector<float> keyed = keyBias(padding, window, of.width);
        for (int64_t first = 0; first < of.width; first += kQueries) {
          const int64_t rows = std::min(kQueries, of.width - first);
          const Panel queries{at.query.at + first * width, width}, dys{at.dy.at + first * width, width};
          product(rows, line, of.size, View{queries.at, width, 1}, at.keys, at.scores);
          product(rows, line, of.size, View{dys.at, width, 1}, at.values, at.gradient);
          for (int64_t row = 0; row < rows; row++) {
            const int64_t place = task * of.width + first + row;
            gradientRow(at.scores.at + row * line, keyed.data(), {statistics[2 * place], statistics[2 * place + 1]},
                        kept, place * of.width, line, at.dropped.at + row * line, at.gradient.at + row * line);
          }
          const bool more = first > 0;
          product(of.width, width, rows, View{at.dropped.at, 1, line}, dys, at.dvalue, more);
          product(rows, width, of.width, View{at.gradient.at, line, 1}, at.key, at.dquery);
          product(of.width, width, rows, View{at.gradient.at, 1, line}, queries, at.dkey, more);
          write(0, window, head, first, rows, at.dquery);
        }
        write(1, window, head, 0, of.width, at.dkey);
        write(2, window, head, 0, of.width, at.dvalue);
      }
    });
    addBlocks(sums, of.columns(), total);
  }
};

const Register<AttentionGrad> attentionGrad;

}  // namespace
}  // namespace amtl
