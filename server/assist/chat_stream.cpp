#include "server/assist/chat_stream.h"

#include "server/assist/wiped.h"
#include "shared/wire/chat.h"

namespace care::server {
namespace {

constexpr std::size_t kLineMaxBytes = 64 * 1024;
constexpr std::size_t kAllMaxBytes = 16 * 1024 * 1024;
constexpr std::string_view kData = "data:";
constexpr std::string_view kDone = "[DONE]";

}  // namespace

ChatStream::~ChatStream() {
  wipe(line_);
  wipe(data_);
}

Result<void> ChatStream::take(std::string_view bytes) {
  all_bytes_ += bytes.size();
  if (all_bytes_ > kAllMaxBytes) return ErrorCode::assist_cut_off;
  while (!bytes.empty() && !finished_) {
    if (std::exchange(after_return_, false) && bytes.front() == '\n') {
      bytes.remove_prefix(1);
      continue;
    }
    const std::size_t end = bytes.find_first_of("\r\n");
    if (line_.size() + std::min(end, bytes.size()) > kLineMaxBytes) return ErrorCode::assist_provider_failed;
    line_.append(bytes.substr(0, end));
    if (end == std::string_view::npos) return {};
    after_return_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    const Result<void> taken = take_line(line_);
    wipe(line_);
    line_.clear();
    CARE_TRY(taken);
  }
  return {};
}

Result<void> ChatStream::take_line(std::string_view line) {
  if (line.empty()) return take_event();
  if (!line.starts_with(kData)) return {};  // comments that keep the connection alive, and fields nobody needs
  line.remove_prefix(kData.size());
  if (line.starts_with(' ')) line.remove_prefix(1);
  if (data_.size() + line.size() > kLineMaxBytes) return ErrorCode::assist_provider_failed;
  if (!data_.empty()) data_ += '\n';
  data_.append(line);
  return {};
}

Result<void> ChatStream::take_event() {
  if (data_.empty()) return {};
  const bool done = data_ == kDone;
  auto piece = done ? Result<wire::ChatPiece>(wire::ChatPiece{}) : wire::parse_chat_piece(data_);
  wipe(data_);
  data_.clear();
  if (!piece.ok()) return piece.error();
  const Wiped text(std::move(piece->text));
  // [DONE] without a reason before it: the service ended by itself, so this is all there is.
  finished_ = done;
  any_event_ = any_event_ || !done;
  complete_ = complete_ || piece->finished;
  cut_off_ = cut_off_ || piece->cut_off;
  if (text.view().empty()) return {};
  if (text_bytes_ + text.view().size() > kAnswerMaxBytes) return ErrorCode::assist_cut_off;
  text_bytes_ += text.view().size();
  return take_text_(text.view()) ? Result<void>() : Result<void>(ErrorCode::assist_cancelled);
}

Result<void> ChatStream::finish() const {
  if (!any_event_) return ErrorCode::assist_provider_failed;  // not an answer at all
  if (cut_off_ || !(complete_ || finished_)) return ErrorCode::assist_cut_off;
  return {};
}

}  // namespace care::server
