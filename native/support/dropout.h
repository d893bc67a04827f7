// The masks of src/nn/ops/drop-positions.ts, bit for bit: what is dropped follows from the key alone, on every
// engine.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace amtl {

class Gaps {
 public:
  // The table of a rate, made once.
  static const Gaps& of(double rate) {
    static std::mutex mutex;
    static std::map<double, std::unique_ptr<Gaps>> known;
    const std::lock_guard<std::mutex> lock(mutex);
    std::unique_ptr<Gaps>& gaps = known[rate];
    if (!gaps) gaps.reset(new Gaps(rate));
    return *gaps;
  }

  // Calls drop(place) for every dropped place of `size`, in their order.
  template <typename Drop>
  void visit(int64_t size, int32_t key, Drop drop) const {
    uint32_t counter = static_cast<uint32_t>(key);
    int64_t at = -1;
    const auto step = [&](uint32_t draw) {
      if (draw < tailCells_) {
        at += tail_;
      } else {
        at += strides_[draw];
        drop(at);
      }
    };
    const int64_t safe = size - 2 * (tail_ + 1);
    while (at < safe) {
      counter += 0x9e3779b9u;
      const uint32_t bits = mix(counter);
      step(bits & 0xffff);
      step(bits >> 16);
    }
    while (at < size) {
      counter += 0x9e3779b9u;
      const uint32_t draw = mix(counter) >> 16;
      if (draw < tailCells_) {
        at += tail_;
      } else {
        at += strides_[draw];
        if (at < size) drop(at);
      }
    }
  }

 private:
  static constexpr uint32_t kCells = 1 << 16;
  static constexpr uint32_t kTailCells = 64;

  explicit Gaps(double rate) : strides_(kCells) {
    double survival = 1;
    uint32_t upper = kCells;
    int64_t gap = 0;
    while (upper > kTailCells && gap < 0xffff) {
      survival *= 1 - rate;
      const uint32_t lower = static_cast<uint32_t>(std::floor(survival * kCells + 0.5));
      for (uint32_t i = lower; i < upper; i++) strides_[i] = static_cast<uint16_t>(gap + 1);
      upper = lower;
      gap++;
    }
    tailCells_ = upper;
    tail_ = gap;
  }

  static uint32_t mix(uint32_t h) {
    h = (h ^ (h >> 16)) * 0x85ebca6bu;
    h = (h ^ (h >> 13)) * 0xc2b2ae35u;
    return h ^ (h >> 16);
  }

  std::vector<uint16_t> strides_;
  uint32_t tailCells_;
  int64_t tail_;
};

// An attribute is a float, a rate of drop-positions.ts a double: the one with six decimals that the float stands for.
inline double roundedRate(float rate) { return std::round(static_cast<double>(rate) * 1e6) / 1e6; }

// kept[i] becomes 0 where place i is dropped, 1 elsewhere.
inline void drawKept(uint8_t* kept, int64_t size, float rate, int32_t key) {
  std::memset(kept, 1, size);
  Gaps::of(roundedRate(rate)).visit(size, key, [&](int64_t place) { kept[place] = 0; });
}

}  // namespace amtl
