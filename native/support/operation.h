// An operation of one's own: its inputs and outputs as arrays, its attributes, its registration.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/tensorflow.h"

namespace amtl {

using Shape = std::vector<int64_t>;

inline int64_t sizeOf(const Shape& shape) {
  int64_t size = 1;
  for (int64_t n : shape) size *= n;
  return size;
}

using Held = std::unique_ptr<TF_Tensor, decltype(&TF_DeleteTensor)>;
using HeldStatus = std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)>;

inline HeldStatus newStatus() { return HeldStatus(TF_NewStatus(), TF_DeleteStatus); }

// Attributes of one kernel, read when it is made.
struct Attributes {
  std::map<std::string, float> real;
  std::map<std::string, int32_t> whole;
};

// One call. What does not fit is said through check(); it becomes TensorFlow's InvalidArgument.
class Call {
 public:
  Call(TF_OpKernelContext* context, const Attributes& attributes)
      : attributes(attributes), context_(context), status_(newStatus()) {}

  template <typename T = float>
  const T* input(int index) {
    return static_cast<const T*>(TF_TensorData(tensor(index)));
  }

  Shape shape(int index) {
    TF_Tensor* held = tensor(index);
    Shape shape(TF_NumDims(held));
    for (size_t i = 0; i < shape.size(); i++) shape[i] = TF_Dim(held, static_cast<int>(i));
    return shape;
  }

  int64_t size(int index) { return TF_TensorElementCount(tensor(index)); }

  template <typename T = float>
  T* output(int index, const Shape& shape, TF_DataType type = TF_FLOAT) {
    TF_Tensor* made = TF_AllocateOutput(context_, index, type, shape.data(), static_cast<int>(shape.size()),
                                        sizeOf(shape) * sizeof(T), status_.get());
    if (TF_GetCode(status_.get()) != TF_OK) throw Failure{};
    held_.emplace_back(made, TF_DeleteTensor);
    return static_cast<T*>(TF_TensorData(made));
  }

  void check(bool right, const char* expected) {
    if (right) return;
    TF_SetStatus(status_.get(), TF_INVALID_ARGUMENT, expected);
    throw Failure{};
  }

  // Thrown inside of a call and caught by it.
  struct Failure {};
  void fail() { TF_OpKernelContext_Failure(context_, status_.get()); }

  const Attributes& attributes;

 private:
  TF_Tensor* tensor(int index) {
    const auto known = inputs_.find(index);
    if (known != inputs_.end()) return known->second.get();
    TF_Tensor* found = nullptr;
    TF_GetInput(context_, index, &found, status_.get());
    if (TF_GetCode(status_.get()) != TF_OK) throw Failure{};
    return inputs_.emplace(index, Held(found, TF_DeleteTensor)).first->second.get();
  }

  TF_OpKernelContext* context_;
  HeldStatus status_;
  std::map<int, Held> inputs_;
  std::vector<Held> held_;
};

// Inputs, outputs and attributes as TensorFlow writes them: "x: float", "rate: float", "from: int".
struct Definition {
  const char* name;
  std::vector<const char*> inputs;
  std::vector<const char*> outputs;
  std::vector<const char*> attributes;
};

void define(const Definition& definition, void* (*create)(TF_OpKernelConstruction*),
            void (*compute)(void*, TF_OpKernelContext*), void (*destroy)(void*));
Attributes readAttributes(TF_OpKernelConstruction*, const std::vector<const char*>& specifications);

// Registers an operation for the CPU when the library that holds it is loaded. `definition` and `run` are static
// members of T.
template <typename T>
struct Register {
  Register() {
    define(
        T::definition(),
        [](TF_OpKernelConstruction* construction) -> void* {
          return new Attributes(readAttributes(construction, T::definition().attributes));
        },
        [](void* kernel, TF_OpKernelContext* context) {
          Call call(context, *static_cast<Attributes*>(kernel));
          try {
            T::run(call);
          } catch (const Call::Failure&) {
            call.fail();
          }
        },
        [](void* kernel) { delete static_cast<Attributes*>(kernel); });
  }
};

}  // namespace amtl
