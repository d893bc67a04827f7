// Work on rows, shared among as many threads as TensorFlow may use for one operation.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

namespace amtl {

inline int threads() {
  static const int count = [] {
    const char* said = std::getenv("TF_NUM_INTRAOP_THREADS");
    const int number = said == nullptr ? 0 : std::atoi(said);
    return number > 0 ? number : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  }();
  return count;
}

// Below so many values a thread costs more than it saves.
constexpr int64_t kWorthAThread = 1 << 15;

// Calls work(begin, end) for parts of 0 .. blocks that together are all of them.
inline void inParallel(int64_t blocks, int64_t valuesInBlock, const std::function<void(int64_t, int64_t)>& work) {
  const int64_t worth = blocks * valuesInBlock / kWorthAThread;
  const int64_t parts = std::max<int64_t>(1, std::min<int64_t>({threads(), blocks, worth}));
  std::vector<std::thread> others;
  for (int64_t part = 1; part < parts; part++) {
    others.emplace_back(work, part * blocks / parts, (part + 1) * blocks / parts);
  }
  work(0, blocks / parts);
  for (std::thread& other : others) other.join();
}

// Rows whose column sums are formed together. They are then added in their order, so that a sum has the same bits
// with any number of threads.
constexpr int64_t kBlock = 64;

inline int64_t blocksOf(int64_t rows) { return (rows + kBlock - 1) / kBlock; }

inline void addBlocks(const std::vector<float>& sums, int64_t width, float* total) {
  std::fill(total, total + width, 0.0f);
  for (size_t at = 0; at < sums.size(); at += width) {
    for (int64_t i = 0; i < width; i++) total[i] += sums[at + i];
  }
}

}  // namespace amtl
