// Attention of all heads, from the projections to the values side by side: scores, softmax, dropout and the weighted
// sum of values, a few queries at a time, so that nothing as large as the scores is ever in memory.
#include "attention/attention.h"

#include <cmath>

namespace amtl {
namespace {

AMTL_VECTOR RowStatistics softmaxRow(float* scores, const float* bias, int64_t n) {
  float most = -3.4e38f;
#pragma omp simd reduction(max : most)
  for (int64_t i = 0; i < n; i++) {
    scores[i] += bias[i];
    most = scores[i] > most ? scores[i] : most;
  }
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) {
    scores[i] = exponential(scores[i] - most);
    sum += scores[i];
  }
  const float share = 1.0f / sum;
  for (int64_t i = 0; i < n; i++) scores[i] *= share;
  return {most, share};
}

AMTL_VECTOR void dropRow(float* probabilities, const uint32_t* kept, int64_t place, int64_t n) {
  keepRow(probabilities, kept, place, n, probabilities);
}

// padding [rows] is added to the scores of its keys, [0] for none; starts: see Windows; keys [windows] of the masks.
// joined [rows, heads · size]; statistics [rows, heads, 2] and kept, one bit a place, are for the gradient; shares
// [asked, heads, widest] are the probabilities of the asked rows, dropped and rescaled, 0 beyond a window's width.
struct Attention {
  static const Definition& definition() {
    static const Definition it{
        "AmtlAttention",
        {"x: float", "bias: float", "padding: float", "starts: int32", "keys: int32", "asked: int32"},
        {"joined: float", "statistics: float", "kept: int32", "shares: float"},
        {"heads: int", "query_factor: float", "value_factor: float", "rate: float"}};
    return it;
  }

  static void run(Call& call) {
    const Projections dims(call, 0);
    const Windows windows(call, 3, dims.rows);
    const Asked asked(call, 5, dims.rows);
    const float rate = call.attributes.real.at("rate");
    call.check(rate == 0 || call.size(4) == windows.count, "keys [windows]");
    const float *x = call.input(0), *bias = call.input(1);
    const float* padding = call.size(2) > 0 ? call.input(2) : nullptr;
    float* joined = call.output(0, {dims.rows, dims.heads * dims.size});
    float* statistics = call.output(1, {dims.rows, dims.heads, 2});
    const std::vector<int64_t> words = wordsOf(windows, dims.heads);
    uint32_t* kept = call.output<uint32_t>(2, {rate > 0 ? words.back() : 0}, TF_INT32);
    float* shares = call.output(3, {asked.count, dims.heads, windows.widest});
    if (rate > 0) {
      const int32_t* keys = call.input<int32_t>(4);
      inParallel(windows.count, dims.heads * windows.widest * windows.widest, [&](int64_t begin, int64_t end) {
        for (int64_t w = begin; w < end; w++) {
          const int64_t places = dims.heads * windows.width(w) * windows.width(w);
          drawKeptBits(kept + words[w], words[w + 1] - words[w], places, rate, keys[w]);
        }
      });
    }

    // Heads outside, so that every thread has its share of narrow and wide windows.
    inParallel(dims.heads * windows.count, windows.widest * windows.widest, [&](int64_t begin, int64_t end) {
      const int64_t most = windows.widest, width = wholeLanes(dims.size);
      Scratch scratch(2 * most * width + dims.size * wholeLanes(most) + kQueries * (wholeLanes(most) + width));
      const Panel query = scratch.panel(most, dims.size), value = scratch.panel(most, dims.size);
      const Panel widestKeys = scratch.panel(dims.size, most);
      const Panel widestScores = scratch.panel(kQueries, most), sums = scratch.panel(kQueries, dims.size);
      for (int64_t task = begin; task < end; task++) {
        const int64_t window = task % windows.count, head = task / windows.count;
        const int64_t from = windows.first(window), n = windows.width(window), line = wholeLanes(n);
        const Panel keys{widestKeys.data, line}, scores{widestScores.data, line};
        dims.read(x, bias, 1, from, n, head, query);
        transpose(query.data, width, n, dims.size, keys);
        dims.read(x, bias, 0, from, n, head, query);
        dims.read(x, bias, 2, from, n, head, value);
        const std::vector<float> keyed = keyBias(padding, from, n);
        const int64_t bits = words[window] * 32 + head * n * n;
        for (int64_t first = 0; first < n; first += kQueries) {
          const int64_t rows = std::min(kQueries, n - first);
          product(rows, line, dims.size, View{query.data + first * width, width, 1}, keys, scores);
          for (int64_t i = 0; i < rows; i++) {
            float* scored = scores.data + i * line;
            const int64_t row = from + first + i, place = row * dims.heads + head;
            const RowStatistics found = softmaxRow(scored, keyed.data(), line);
            statistics[2 * place] = found.most;
            statistics[2 * place + 1] = found.share;
            if (rate > 0) dropRow(scored, kept, bits + (first + i) * n, line);
            asked.visit(row, [&](int64_t which) {
              float* share = shares + (which * dims.heads + head) * most;
              for (int64_t j = 0; j < n; j++) share[j] = scored[j] * dims.factors[2];
              std::fill(share + n, share + most, 0.0f);
            });
          }
          product(rows, width, n, View{scores.data, line, 1}, value, sums);
          for (int64_t i = 0; i < rows; i++) {
            const float* sum = sums.data + i * width;
            std::copy(sum, sum + dims.size, joined + ((from + first + i) * dims.heads + head) * dims.size);
          }
        }
      }
    });
  }
};

const Register<Attention> attention;

}  // namespace
}  // namespace amtl
