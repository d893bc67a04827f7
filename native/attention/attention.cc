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

// padding [batch · width] is added to the scores of its keys, [0] for none. joined [batch · width, heads · size];
// statistics [batch, heads, width, 2] and kept, one bit a place, are for the gradient.
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
    const Projections dims(call, 0);
    const float rate = call.attributes.real.at("rate");
    const float *x = call.input(0), *bias = call.input(1);
    const float* padding = call.size(2) > 0 ? call.input(2) : nullptr;
    float* joined = call.output(0, {dims.batch * dims.width, dims.heads * dims.size});
    float* statistics = call.output(1, {dims.batch, dims.heads, dims.width, 2});
    const int64_t words = rate > 0 ? wordsFor(dims.places()) : 0;
    uint32_t* kept = call.output<uint32_t>(2, {words}, TF_INT32);
    if (rate > 0) drawKeptBits(kept, words, dims.places(), rate, call.input<int32_t>(3)[0]);

    inParallel(dims.batch * dims.heads, dims.width * dims.width, [&](int64_t begin, int64_t end) {
      const int64_t line = wholeLanes(dims.width), width = wholeLanes(dims.size);
      Scratch scratch(2 * dims.width * width + dims.size * line + kQueries * (line + width));
      const Panel query = scratch.panel(dims.width, dims.size), value = scratch.panel(dims.width, dims.size);
      const Panel keys = scratch.panel(dims.size, dims.width);
      const Panel scores = scratch.panel(kQueries, dims.width), sums = scratch.panel(kQueries, dims.size);
      for (int64_t task = begin; task < end; task++) {
        const int64_t window = task / dims.heads, head = task % dims.heads;
        dims.read(x, bias, 1, window, head, query);
        transpose(query.data, width, dims.width, dims.size, keys);
        dims.read(x, bias, 0, window, head, query);
        dims.read(x, bias, 2, window, head, value);
        const std::vector<float> keyed = keyBias(padding, window, dims.width);
        for (int64_t first = 0; first < dims.width; first += kQueries) {
          const int64_t rows = std::min(kQueries, dims.width - first);
          product(rows, line, dims.size, View{query.data + first * width, width, 1}, keys, scores);
          for (int64_t row = 0; row < rows; row++) {
            float* scored = scores.data + row * line;
            const int64_t place = task * dims.width + first + row;
            const RowStatistics found = softmaxRow(scored, keyed.data(), line);
            statistics[2 * place] = found.most;
            statistics[2 * place + 1] = found.share;
            if (rate > 0) dropRow(scored, kept, place * dims.width, line);
          }
          product(rows, width, dims.width, View{scores.data, line, 1}, value, sums);
          for (int64_t row = 0; row < rows; row++) {
            const float* sum = sums.data + row * width;
            std::copy(sum, sum + dims.size,
                      joined + ((window * dims.width + first + row) * dims.heads + head) * dims.size);
          }
        }
      }
    });
  }
};

const Register<Attention> attention;

}  // namespace
}  // namespace amtl
