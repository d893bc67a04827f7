#include "support/product.h"

#define AMTL_INLINE inline __attribute__((always_inline))

namespace amtl {
namespace {

// One register; wider ones than the processor has would be taken apart in memory.
template <int Bytes>
struct Register {
  typedef float Lanes __attribute__((vector_size(Bytes), may_alias));
  static constexpr int64_t count = Bytes / sizeof(float);
};

// `Rows` × `Columns` registers of the result, which stay in registers over the whole depth.
template <int Bytes, int Rows, int Columns>
AMTL_INLINE void productTile(View a, int64_t depth, Panel b, Panel c, bool add) {
  typedef typename Register<Bytes>::Lanes Lanes;
  constexpr int64_t count = Register<Bytes>::count;
  const auto at = [](Panel panel, int64_t row, int64_t column) {
    return reinterpret_cast<Lanes*>(panel.data + row * panel.line + column * count);
  };
  Lanes sums[Rows][Columns];
#pragma GCC unroll 8
  for (int r = 0; r < Rows; r++) {
#pragma GCC unroll 2
    for (int n = 0; n < Columns; n++) sums[r][n] = add ? *at(c, r, n) : Lanes{};
  }
  for (int64_t k = 0; k < depth; k++) {
#pragma GCC unroll 8
    for (int r = 0; r < Rows; r++) {
      const float left = a.data[r * a.down + k * a.right];
#pragma GCC unroll 2
      for (int n = 0; n < Columns; n++) sums[r][n] += left * *at(b, k, n);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < Rows; r++) {
#pragma GCC unroll 2
    for (int n = 0; n < Columns; n++) *at(c, r, n) = sums[r][n];
  }
}

// Rows begin … on, as many as go into tiles of `Rows`; returns where they end.
template <int Bytes, int Rows, int Columns>
AMTL_INLINE int64_t productTiles(int64_t begin, int64_t rows, int64_t depth, View a, Panel b, Panel c, bool add) {
  for (; begin + Rows <= rows; begin += Rows) {
    const View left{a.data + begin * a.down, a.down, a.right};
    productTile<Bytes, Rows, Columns>(left, depth, b, Panel{c.data + begin * c.line, c.line}, add);
  }
  return begin;
}

// All rows of `Columns` registers.
template <int Bytes, int Rows, int Columns>
AMTL_INLINE void productColumns(int64_t rows, int64_t depth, View a, Panel b, Panel c, bool add) {
  int64_t row = productTiles<Bytes, Rows, Columns>(0, rows, depth, a, b, c, add);
  row = productTiles<Bytes, 4, Columns>(row, rows, depth, a, b, c, add);
  productTiles<Bytes, 1, Columns>(row, rows, depth, a, b, c, add);
}

template <int Bytes, int Rows>
AMTL_INLINE void productOf(int64_t rows, int64_t columns, int64_t depth, View a, Panel b, Panel c, bool add) {
  constexpr int64_t width = 2 * Register<Bytes>::count;
  for (int64_t n = 0; n < columns; n += width) {
    const Panel right{b.data + n, b.line}, out{c.data + n, c.line};
    if (n + width <= columns) {
      productColumns<Bytes, Rows, 2>(rows, depth, a, right, out, add);
    } else {
      productColumns<Bytes, Rows, 1>(rows, depth, a, right, out, add);
    }
  }
}

typedef void Product(int64_t rows, int64_t columns, int64_t depth, View a, Panel b, Panel c, bool add);

// SSE has 16 registers, NEON 32.
void portable(int64_t rows, int64_t columns, int64_t depth, View a, Panel b, Panel c, bool add) {
  productOf<16, 6>(rows, columns, depth, a, b, c, add);
}

#if defined(__x86_64__)
__attribute__((target("arch=x86-64-v3"))) void avx2(int64_t rows, int64_t columns, int64_t depth, View a, Panel b,
                                                    Panel c, bool add) {
  productOf<32, 6>(rows, columns, depth, a, b, c, add);
}
__attribute__((target("arch=x86-64-v4"))) void avx512(int64_t rows, int64_t columns, int64_t depth, View a, Panel b,
                                                      Panel c, bool add) {
  productOf<64, 8>(rows, columns, depth, a, b, c, add);
}
Product* best() {
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                    __builtin_cpu_supports("avx512vl");
  const bool medium = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                      __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  return wide ? avx512 : medium ? avx2 : portable;
}
#else
Product* best() { return portable; }
#endif

}  // namespace

void product(int64_t rows, int64_t columns, int64_t depth, View a, Panel b, Panel c, bool add) {
  static Product* const chosen = best();
  chosen(rows, columns, depth, a, b, c, add);
}

}  // namespace amtl
