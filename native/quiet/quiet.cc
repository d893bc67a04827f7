// quietly(load): calls load while standard error leads nowhere, and gives what it gives. TensorFlow 2.21 writes two lines
// about oneDNN there when it is loaded on a processor without AVX512_VNNI, before it reads TF_CPP_MIN_LOG_LEVEL. A
// module of its own, since it has to be there before TensorFlow is.
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

namespace {

class Silence {
 public:
  Silence() : kept_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
    const int nowhere = kept_ < 0 ? -1 : open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0) return;
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
  }
  ~Silence() {
    if (kept_ < 0) return;
    dup2(kept_, STDERR_FILENO);
    close(kept_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  const int kept_;
};

// An exception of load is passed on: it is pending when this returns.
napi_value quietly(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value load, self, result = nullptr;
  if (napi_get_cb_info(env, info, &count, &load, &self, nullptr) != napi_ok || count != 1) {
    napi_throw_type_error(env, nullptr, "quietly takes a function");
    return nullptr;
  }
  const Silence silence;
  napi_call_function(env, self, load, 0, nullptr, &result);
  return result;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "quietly", NAPI_AUTO_LENGTH, quietly, nullptr, &function) != napi_ok) return nullptr;
  napi_set_named_property(env, exports, "quietly", function);
  return exports;
}
