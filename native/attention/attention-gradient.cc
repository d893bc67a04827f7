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

// The matrices of one head and of some of its queries, in windows of up to `most` rows.
struct Head {
  Panel query, key, value, dy, keys, values, dquery, dkey, dvalue, scores, dropped, gradient;

  static int64_t floats(int64_t most, int64_t size) {
    const int64_t line = wholeLanes(most), width = wholeLanes(size);
    return 6 * most * width + 2 * size * line + kQueries * (3 * line + width);
  }
  Head(Scratch& scratch, int64_t most, int64_t size)
      : query(scratch.panel(most, size)),
        key(scratch.panel(most, size)),
        value(scratch.panel(most, size)),
        dy(scratch.panel(most, size)),
        keys(scratch.panel(size, most)),
        values(scratch.panel(size, most)),
        dquery(scratch.panel(kQueries, size)),
        dkey(scratch.panel(most, size)),
        dvalue(scratch.panel(most, size)),
        scores(scratch.panel(kQueries, most)),
        dropped(scratch.panel(kQueries, most)),
        gradient(scratch.panel(kQueries, most)) {}

  // The same memory for a window of fewer rows, whose lines are shorter.
  Head of(int64_t rows) const {
    Head own = *this;
    for (Panel* panel : {&own.keys, &own.values, &own.scores, &own.dropped, &own.gradient}) {
      panel->line = wholeLanes(rows);
    }
    return own;
  }
};

// dy [rows, heads · size] and dshares [asked, heads, widest]; the others as in AmtlAttention. dx like x; sums: its
// column sums, the bias's gradient.
struct AttentionGrad {
  static const Definition& definition() {
    static const Definition it{"AmtlAttentionGrad",
                               {"x: float", "bias: float", "padding: float", "starts: int32", "statistics: float",
                                "kept: int32", "dy: float", "asked: int32", "dshares: float"},
                               {"dx: float", "sums: float"},
                               {"heads: int", "query_factor: float", "value_factor: float"}};
    return it;
  }

  static void run(Call& call) {
    const Projections dims(call, 0);
    const Windows windows(call, 3, dims.rows);
    const Asked asked(call, 7, dims.rows);
    const std::vector<int64_t> words = wordsOf(windows, dims.heads);
    call.check(call.size(4) == 2 * dims.rows * dims.heads && (call.size(5) == 0 || call.size(5) == words.back()) &&
                   call.size(6) == dims.rows * dims.heads * dims.size &&
                   call.size(8) == asked.count * dims.heads * windows.widest,
               "statistics, kept, dy and dshares of the same attention");
    const float *x = call.input(0), *bias = call.input(1), *statistics = call.input(4), *dy = call.input(6);
    const float* dshares = call.input(8);
    const float* padding = call.size(2) > 0 ? call.input(2) : nullptr;
    const uint32_t* kept = call.size(5) > 0 ? call.input<uint32_t>(5) : nullptr;
    float* dx = call.output(0, {dims.rows, dims.columns()});
    float* total = call.output(1, {dims.columns()});
    std::vector<float> sums(windows.count * dims.columns(), 0.0f);

    // Heads outside, so that every thread has its share of narrow and wide windows.
    inParallel(dims.heads * windows.count, windows.widest * windows.widest, [&](int64_t begin, int64_t end) {
      const int64_t most = windows.widest;
      Scratch scratch(Head::floats(most, dims.size));
      const Head widest(scratch, most, dims.size);
      for (int64_t task = begin; task < end; task++) {
        const int64_t window = task % windows.count, head = task / windows.count;
        const int64_t from = windows.first(window), n = windows.width(window);
        const Head parts = widest.of(n);
        const int64_t line = parts.scores.line, width = parts.query.line;
        // A gradient [rows, size] of a part, from the window's row `first` on, to its place in dx.
        const auto write = [&](int part, int64_t first, int64_t rows, Panel gradient) {
          const int64_t column = dims.column(part, head);
          float* sum = sums.data() + window * dims.columns() + column;
          for (int64_t i = 0; i < rows; i++) {
            float* out = dx + (from + first + i) * dims.columns() + column;
            for (int64_t s = 0; s < dims.size; s++) {
              out[s] = gradient.data[i * gradient.line + s] * dims.factors[part];
              sum[s] += out[s];
            }
          }
        };
        dims.read(x, bias, 0, from, n, head, parts.query);
        dims.read(x, bias, 1, from, n, head, parts.key);
        dims.read(x, bias, 2, from, n, head, parts.value);
        transpose(parts.key.data, width, n, dims.size, parts.keys);
        transpose(parts.value.data, width, n, dims.size, parts.values);
        for (int64_t i = 0; i < n; i++) {
          const float* row = dy + ((from + i) * dims.heads + head) * dims.size;
          std::copy(row, row + dims.size, parts.dy.data + i * width);
          std::fill(parts.dy.data + i * width + dims.size, parts.dy.data + (i + 1) * width, 0.0f);
        }
        const std::vector<float> keyed = keyBias(padding, from, n);
        const int64_t bits = words[window] * 32 + head * n * n;
        for (int64_t first = 0; first < n; first += kQueries) {
          const int64_t rows = std::min(kQueries, n - first);
          const Panel queries{parts.query.data + first * width, width}, dys{parts.dy.data + first * width, width};
          product(rows, line, dims.size, View{queries.data, width, 1}, parts.keys, parts.scores);
          product(rows, line, dims.size, View{dys.data, width, 1}, parts.values, parts.gradient);
          for (int64_t i = 0; i < rows; i++) {
            const int64_t row = from + first + i, place = row * dims.heads + head;
            float* gradient = parts.gradient.data + i * line;
            asked.visit(row, [&](int64_t which) {
              const float* share = dshares + (which * dims.heads + head) * most;
              for (int64_t j = 0; j < n; j++) gradient[j] += share[j] * dims.factors[2];
            });
            gradientRow(parts.scores.data + i * line, keyed.data(), {statistics[2 * place], statistics[2 * place + 1]},
                        kept, bits + (first + i) * n, line, parts.dropped.data + i * line, gradient);
          }
          const bool more = first > 0;
          product(n, width, rows, View{parts.dropped.data, 1, line}, dys, parts.dvalue, more);
          product(rows, width, n, View{parts.gradient.data, line, 1}, parts.key, parts.dquery);
          product(n, width, rows, View{parts.gradient.data, 1, line}, queries, parts.dkey, more);
          write(0, first, rows, parts.dquery);
        }
        write(1, 0, n, parts.dkey);
        write(2, 0, n, parts.dvalue);
      }
    });
    addBlocks(sums, dims.columns(), total);
  }
};

const Register<AttentionGrad> attentionGrad;

}  // namespace
}  // namespace amtl
