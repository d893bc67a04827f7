// Attention of all heads, from the projections to the values side by side: scores, softmax, dropout and the weighted
// sum of values, a few queries at a time, so that nothing as large as the scores is ever in memory.
#include "attention.h"

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

AMTL_VECTOR void dropRow(float* probabilities, const uint32_t* kept, int64_t at, int64_t n) {
  keepRow(probabilities, kept, at, n, probabilities);
}

// padding [batch · width] is added to the scores of its keys, [0] for none. joined [batch · width, heads · size];
// statistics [batch, heads, width, 2] and kept, one bit a place, are for the way back.
struct Attention {
  static const Definition& definition() {
    static const Definition it{
        "AmtlAttention",
        {"x: float", "bias: float", "padding: float", "key: int32"},
        {"joined: float", "statistics: float", "kept: int32"},
        {"width: int", "heads: int", "query_factor: float", "value_factor: float", "rate: float"}};
    return it;
  }

  static void run(Call& call) {
    const Projections of(call, 0);
    const float rate = call.attributes.real.at("rate");
    const float *x = call.input(0), *bias = call.input(1);
    const float* padding = call.size(2) > 0 ? call.input(2) : nullptr;
    float* joined = call.output(0, {of.batch * of.width, of.heads * of.size});
    float* statistics = call.output(1, {of.batch, of.heads, of.width, 2});
    const int64_t words = rate > 0 ? wordsFor(of.places()) : 0;
    uint32_t* kept = call.output<uint32_t>(2, {words}, TF_INT32);
    if (rate > 0) drawKeptBits(kept, words, of.places(), rate, call.input<int32_t>(3)[0]);

    inParallel(of.batch * of.heads, of.width * of.width, [&](int64_t from, int64_t to) {
      const int64_t line = wholeLanes(of.width), width = wholeLanes(of.size);
      Scratch scratch(2 * of.width * width + of.size * line + kQueries * (line + width));
      const Panel query = scratch.panel(of.width, of.size), value = scratch.panel(of.width, of.size);
      const Panel keys = scratch.panel(of.size, of.width);
      const Panel scores = scratch.panel(kQueries, of.width), sums = scratch.panel(kQueries, of.size);
      for (int64_t task = from; task < to; task++) {
        const int64_t window = task / of.heads, head = task % of.heads;
        of.read(x, bias, 1, window, head, query);
        transpose(query.at, width, of.width, of.size, keys);
        of.read(x, bias, 0, window, head, query);
        of.read(x, bias, 2, window, head, value);
        const std::vector<float> keyed = keyBias(padding, window, of.width);
        for (int64_t first = 0; first < of.width; first += kQueries) {
          const int64_t rows = std::min(kQueries, of.width - first);
          product(rows, line, of.size, View{query.at + first * width, width, 1}, keys, scores);
          for (int64_t row = 0; row < rows; row++) {
            float* scored = scores.at + row * line;
            const int64_t place = task * of.width + first + row;
            const RowStatistics found = softmaxRow(scored, keyed.data(), line);
            statistics[2 * place] = found.most;
            statistics[2 * place + 1] = found.share;
            if (rate > 0) dropRow(scored, kept, place * of.width, line);
          }
          product(rows, width, of.width, View{scores.at, line, 1}, value, sums);
          for (int64_t row = 0; row < rows; row++) {
            const float* sum = sums.at + row * width;
            std::copy(sum, sum + of.size,
                      joined + ((window * of.width + first + row) * of.heads + head) * of.size);
          }
        }
      }
    });
  }
};

const Register<Attention> attention;

}  // namespace
}  // namespace amtl
