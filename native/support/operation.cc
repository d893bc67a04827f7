#include "support/operation.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace amtl {

// An operation that cannot be registered is a mistake in this library: nothing that runs could mend it.
static void must(const HeldStatus& status, const char* name) {
  if (TF_GetCode(status.get()) == TF_OK) return;
  std::fprintf(stderr, "TensorFlow refuses the operation %s: %s\n", name, TF_Message(status.get()));
  std::abort();
}

void define(const Definition& definition, void* (*create)(TF_OpKernelConstruction*),
            void (*compute)(void*, TF_OpKernelContext*), void (*destroy)(void*)) {
  const HeldStatus status = newStatus();
  TF_OpDefinitionBuilder* builder = TF_NewOpDefinitionBuilder(definition.name);
  for (const char* attribute : definition.attributes) TF_OpDefinitionBuilderAddAttr(builder, attribute);
  for (const char* input : definition.inputs) TF_OpDefinitionBuilderAddInput(builder, input);
  for (const char* output : definition.outputs) TF_OpDefinitionBuilderAddOutput(builder, output);
  TF_RegisterOpDefinition(builder, status.get());
  must(status, definition.name);
  TF_RegisterKernelBuilder(definition.name, TF_NewKernelBuilder(definition.name, "CPU", create, compute, destroy),
                           status.get());
  must(status, definition.name);
}

Attributes readAttributes(TF_OpKernelConstruction* construction, const std::vector<const char*>& specifications) {
  const HeldStatus status = newStatus();
  Attributes attributes;
  for (const char* specification : specifications) {
    const std::string name(specification, std::strchr(specification, ':'));
    if (std::strstr(specification, "float") != nullptr) {
      TF_OpKernelConstruction_GetAttrFloat(construction, name.c_str(), &attributes.real[name], status.get());
    } else {
      TF_OpKernelConstruction_GetAttrInt32(construction, name.c_str(), &attributes.whole[name], status.get());
    }
    must(status, specification);
  }
  return attributes;
}

}  // namespace amtl
