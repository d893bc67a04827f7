// exp and erfc in a form that compilers turn into vector instructions; errors within a few units of the last place.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

// The instructions are chosen when the library is loaded, so that one file runs on every processor.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__)
#define AMTL_VECTOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define AMTL_VECTOR
#endif

namespace amtl {

// e^x: 2^n · e^r with |r| ≤ ln 2 / 2, e^r by its series. 0 below -87; NaN stays NaN.
inline __attribute__((always_inline)) float exponential(float x) {
  const float bounded = std::min(88.0f, std::max(-87.3f, x));
  const float n = std::nearbyintf(bounded * 1.44269504f);
  const float r = (bounded - n * 0.693359375f) + n * 2.12194440e-4f;
  float e = 1.0f / 5040;
  e = e * r + 1.0f / 720;
  e = e * r + 1.0f / 120;
  e = e * r + 1.0f / 24;
  e = e * r + 1.0f / 6;
  e = e * r + 0.5f;
  e = e * r + 1.0f;
  e = e * r + 1.0f;
  const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return x != x ? x : x < -87.3f ? 0.0f : e * power;
}

// For x ≥ 0, erfc(x) = t·exp(-x² + P(t)) with t = 1 / (1 + x/2), of relative error below 1.2e-7 before rounding
// (Chebyshev fit of Numerical Recipes, section 6.2).
struct ErrorExponent {
  float t;
  float p;
};

inline __attribute__((always_inline)) ErrorExponent errorExponent(float x) {
  const float t = 1.0f / (1.0f + 0.5f * x);
  float p = 0.17087277f;
  p = p * t - 0.82215223f;
  p = p * t + 1.48851587f;
  p = p * t - 1.13520398f;
  p = p * t + 0.27886807f;
  p = p * t - 0.18628806f;
  p = p * t + 0.09678418f;
  p = p * t + 0.37409196f;
  p = p * t + 1.00002368f;
  p = p * t - 1.26551223f;
  return {t, p};
}

}  // namespace amtl
