#include "server/assist/http_call.h"

#include <algorithm>
#include <memory>

#include <curl/curl.h>

namespace care::server {
namespace {

using Time = std::chrono::steady_clock;

struct HandleFree {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, HandleFree>;
using List = std::unique_ptr<curl_slist, ListFree>;

// What the library's functions below are given.
struct Running {
  CURL* handle;
  HttpReader& reader;
  std::chrono::milliseconds quiet;
  Time::time_point heard = Time::now();
  bool stopped = false;
  bool too_quiet = false;

  std::size_t stop() {
    stopped = true;
    return 0;  // not what it handed over: it ends
  }
  int status() const {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
  }
};

std::size_t take_body(char* bytes, std::size_t one, std::size_t count, void* context) {
  Running& running = *static_cast<Running*>(context);
  running.heard = Time::now();
  return running.reader.take_body(running.status(), {bytes, one * count}) ? one * count : running.stop();
}

std::size_t take_header(char* bytes, std::size_t one, std::size_t count, void* context) {
  Running& running = *static_cast<Running*>(context);
  running.heard = Time::now();
  std::string_view line(bytes, one * count);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return one * count;
  std::string name(line.substr(0, colon));
  for (char& letter : name) letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  std::string_view value = line.substr(colon + 1);
  while (value.starts_with(' ')) value.remove_prefix(1);
  return running.reader.take_header(name, value) ? one * count : running.stop();
}

int look(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  Running& running = *static_cast<Running*>(context);
  running.too_quiet = Time::now() - running.heard > running.quiet;
  if (!running.too_quiet && !running.reader.go_on()) running.stop();
  return running.too_quiet || running.stopped ? 1 : 0;
}

// Any setting that the library doesn't take is a reason not to call: without it the call would be another one.
template <typename Value>
void set(CURL* handle, CURLoption option, Value value, bool& good) {
  good = good && curl_easy_setopt(handle, option, value) == CURLE_OK;
}

bool set_up(CURL* handle, const HttpCall& call, curl_slist* headers, Running& running) {
  bool good = true;
  set(handle, CURLOPT_URL, call.url.c_str(), good);
  set(handle, CURLOPT_PROTOCOLS_STR, call.url.starts_with("https:") ? "https" : "http", good);
  set(handle, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1}, good);
  set(handle, CURLOPT_HTTPHEADER, headers, good);
  set(handle, CURLOPT_POST, 1L, good);
  set(handle, CURLOPT_POSTFIELDS, call.body.data(), good);  // not copied
  set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()), good);
  set(handle, CURLOPT_FOLLOWLOCATION, 0L, good);
  set(handle, CURLOPT_PROXY, "", good);  // also none of the environment
  set(handle, CURLOPT_NETRC, long{CURL_NETRC_IGNORED}, good);
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L, good);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L, good);
  set(handle, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2}, good);
  if (!call.ca_file.empty()) {
    set(handle, CURLOPT_CAINFO, call.ca_file.c_str(), good);
    set(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr), good);
  }
  set(handle, CURLOPT_NOSIGNAL, 1L, good);
  set(handle, CURLOPT_FRESH_CONNECT, 1L, good);
  set(handle, CURLOPT_FORBID_REUSE, 1L, good);
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(call.connect.count()), good);
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(call.whole.count()), good);
  set(handle, CURLOPT_WRITEFUNCTION, &take_body, good);
  set(handle, CURLOPT_WRITEDATA, &running, good);
  set(handle, CURLOPT_HEADERFUNCTION, &take_header, good);
  set(handle, CURLOPT_HEADERDATA, &running, good);
  set(handle, CURLOPT_XFERINFOFUNCTION, &look, good);
  set(handle, CURLOPT_XFERINFODATA, &running, good);
  set(handle, CURLOPT_NOPROGRESS, 0L, good);
  return good;
}

HttpOutcome::Kind kind_of(CURLcode code, const Running& running) {
  using enum HttpOutcome::Kind;
  if (code == CURLE_OK) return answered;
  if (running.stopped) return stopped;
  if (running.too_quiet || code == CURLE_OPERATION_TIMEDOUT) return too_slow;
  return running.status() == 0 ? unreachable : broken_off;
}

}  // namespace

HttpCaller::HttpCaller() { curl_global_init(CURL_GLOBAL_DEFAULT); }
HttpCaller::~HttpCaller() { curl_global_cleanup(); }

HttpOutcome HttpCaller::post(const HttpCall& call, HttpReader& reader) const {
  HttpOutcome outcome;
  const Handle handle(curl_easy_init());
  List headers;
  for (const std::string& each : call.headers) {
    curl_slist* longer = curl_slist_append(headers.get(), each.c_str());
    if (longer == nullptr) return outcome;
    static_cast<void>(headers.release());
    headers.reset(longer);
  }
  if (!handle) return outcome;
  Running running{.handle = handle.get(), .reader = reader, .quiet = call.quiet};
  if (!set_up(handle.get(), call, headers.get(), running)) return outcome;
  outcome.kind = kind_of(curl_easy_perform(handle.get()), running);
  outcome.status = running.status();
  curl_off_t retry = 0;
  if (curl_easy_getinfo(handle.get(), CURLINFO_RETRY_AFTER, &retry) == CURLE_OK && retry > 0) {
    outcome.retry_s = static_cast<std::uint32_t>(std::min<curl_off_t>(retry, 3600));
  }
  for (curl_slist* each = headers.get(); each != nullptr; each = each->next) {  // one of them is the key
    std::fill(each->data, each->data + std::char_traits<char>::length(each->data), '\0');
  }
  return outcome;
}

}  // namespace care::server
