#include "server/http/pages.h"

#include <span>

#include "server/http/openapi.gen.h"
#include "server/web_assets.gen.h"

namespace care::server {
namespace {

Response answer_asset(const WebAsset& asset, const PageRequest& request, bool https_for_ever) {
  const std::string etag = "\"" + std::string(asset.sha256.substr(0, 32)) + "\"";
  Response out;
  out.headers = headers_of_page(https_for_ever);
  out.headers.emplace_back("ETag", etag);
  out.headers.emplace_back("Vary", "Accept-Encoding");
  // Names under /assets/ carry the hash of what they hold; everything else is asked for each time.
  out.headers.emplace_back("Cache-Control", asset.path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.path == "/source") {
    out.headers.emplace_back("Content-Disposition", "attachment; filename=\"careseal-source.tar.gz\"");
  }
  out.content_type.clear();
  if (request.if_none_match == etag) {
    out.status = 304;
    return out;
  }
  std::span<const unsigned char> bytes = asset.plain;
  if (!asset.brotli.empty() && request.accept_encoding.find("br") != std::string_view::npos) {
    bytes = asset.brotli;
    out.headers.emplace_back("Content-Encoding", "br");
  } else if (!asset.gzip.empty() && request.accept_encoding.find("gzip") != std::string_view::npos) {
    bytes = asset.gzip;
    out.headers.emplace_back("Content-Encoding", "gzip");
  }
  out.content_type = std::string(asset.content_type);
  out.body.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return out;
}

Response with_headers(Response response, bool https_for_ever) {
  for (auto& each : headers_of_api(https_for_ever)) response.headers.push_back(std::move(each));
  return response;
}

}  // namespace

Response answer_page(const PageRequest& request, bool https_for_ever) {
  if (request.path == "/openapi.json") {
    Response out;
    out.body = std::string(kOpenApi);
    return with_headers(std::move(out), https_for_ever);
  }
  const std::string_view path = request.path == "/" ? "/index.html" : request.path == "/source" ? "/source.tar.gz" : request.path;
  if (const WebAsset* asset = find_web_asset(path)) return answer_asset(*asset, request, https_for_ever);
  // Addresses of pages belong to the app; a file that is not there is not.
  const bool looks_like_file = request.path.rfind('.') != std::string_view::npos;
  const WebAsset* index = find_web_asset("/index.html");
  if (!looks_like_file && index != nullptr) return answer_asset(*index, request, https_for_ever);
  return with_headers(problem_response(ErrorCode::route_unknown), https_for_ever);
}

}  // namespace care::server
