#include "server/config/config_keys.h"

#include <array>

namespace care::server {
namespace {

constexpr std::string_view kTlsModes[] = {"local", "files", "off"};
constexpr std::string_view kAssistProviders[] = {"azure", "openai"};
constexpr std::string_view kLogLevels[] = {"debug", "info", "warn", "error"};

const std::array kRows{
    KeyRow{"server", "data", &Config::data, "Folder of everything that is stored. Back this up; the master key lies elsewhere."},
    KeyRow{"server", "base_host", &Config::base_host, "Name under which each home has its address: <home>.<base_host>."},
    KeyRow{"server", "listen", &Config::listen, "Address to listen on."},
    KeyRow{"server", "port", &Config::port, "Port to listen on.", 1, 65535},
    KeyRow{"server", "admin_listen", &Config::admin_listen, "Address of health checks and metrics; keep it private."},
    KeyRow{"server", "admin_port", &Config::admin_port, "Port of health checks and metrics; 0 switches them off.", 0, 65535},
    KeyRow{"server", "threads", &Config::threads,
           "Requests handled at the same time, half of them from one address; idle connections need no thread.", 1, 1024},
    KeyRow{"server", "connections_per_address", &Config::connections_per_address,
           "Connections that one address may keep open; over that, the one unused for longest is closed. Proxies listed below may keep all.",
           1, 65535},
    KeyRow{"server", "trusted_proxies", &Config::trusted_proxies, "Addresses whose forwarded headers are believed."},
    KeyRow{"server", "drain_seconds", &Config::drain_seconds,
           "How long a stopping server finishes what it began; what then still reads or writes is cut off.", 0, 300},
    KeyRow{"tls", "mode", &Config::tls_mode,
           "local: own authority and certificate; files: the two below; off: plain HTTP, loopback addresses only.", 0, 0, kTlsModes},
    KeyRow{"tls", "certificate", &Config::certificate, "Certificate with its chain, PEM."},
    KeyRow{"tls", "certificate_key", &Config::certificate_key, "Private key of the certificate, PEM."},
    KeyRow{"keys", "master_key", &Config::master_key,
           "Where the master key comes from: file:PATH, env:NAME, cmd:COMMAND or systemd:NAME. Never the key itself."},
    KeyRow{"homes", "open_max", &Config::open_max, "Homes kept open at the same time.", 1, 100000},
    KeyRow{"homes", "idle_close_seconds", &Config::idle_close_seconds, "A home nobody used for so long is closed.", 1, 86400},
    KeyRow{"assist", "provider", &Config::assist_provider,
           "azure: Azure OpenAI; openai: any service that speaks like OpenAI's chat completions.", 0, 0, kAssistProviders},
    KeyRow{"assist", "endpoint", &Config::assist_endpoint,
           "Address of the service, https://…; empty: this server offers no writing help. Each home's owner switches it on besides."},
    KeyRow{"assist", "deployment", &Config::assist_deployment, "Name of the Azure deployment."},
    KeyRow{"assist", "model", &Config::assist_model, "Name of the model, as people are told; empty: that of the deployment."},
    KeyRow{"assist", "api_version", &Config::assist_api_version, "Azure's api-version."},
    KeyRow{"assist", "region", &Config::assist_region, "Where the service runs; homes agree to this region."},
    KeyRow{"assist", "regions", &Config::assist_regions, "Where texts may go at all; a region outside is refused."},
    KeyRow{"assist", "key", &Config::assist_key,
           "Where the service's key comes from: file:PATH, env:NAME, cmd:COMMAND or systemd:NAME. Never the key itself."},
    KeyRow{"assist", "ca_file", &Config::assist_ca_file, "Authority of the service's certificate, PEM; empty: the system's."},
    KeyRow{"assist", "answers_per_hour", &Config::assist_answers_per_hour, "Answers one home may have in an hour.", 1, 10000},
    KeyRow{"assist", "timeout_seconds", &Config::assist_timeout_seconds, "The longest an answer may take.", 5, 600},
    KeyRow{"assist", "max_streams", &Config::assist_max_streams,
           "Answers written at the same time, half of them for one home; at most a quarter of the threads.", 1, 256},
    KeyRow{"log", "level", &Config::log_level, "How much is written to standard output.", 0, 0, kLogLevels},
};

}  // namespace

std::span<const KeyRow> key_rows() { return kRows; }

}  // namespace care::server
