# scripts/lib/common.sh: what every script needs: where things are, how to speak, which node to use.
# Sourced, never run. Callers have already said `set -euo pipefail`.

care_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
care_cache=${CARE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/careseal}
care_jobs=${CARE_JOBS:-$(nproc)}
care_started=$SECONDS

# Debian's Emscripten finds its acorn module here when `node` is not Debian's own.
export NODE_PATH=/usr/share/nodejs
# Node and npm trust what the machine trusts, so a site's own certificate authority works.
if [[ -z ${NODE_EXTRA_CA_CERTS:-} && -r /etc/ssl/certs/ca-certificates.crt ]]; then
  export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
fi

say() { printf '==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# care_help <file>: prints the comment block under the shebang line.
care_help() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$1"; }

# care_digest <text...>: 12 hex digits that name a build by what went into it.
care_digest() { printf '%s\n' "$@" | sha256sum | cut -c1-12; }

# The web build needs Node 20.19 or newer; Debian 12 has 18. When the machine's own node is too old, scripts/setup has put
# a newer one, with its npm, into the cache (see scripts/lib/node.sh) and it goes first in PATH.
care_node_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

care_use_node() {
  local cached
  if [[ -f $care_cache/node/path ]]; then
    cached=$(<"$care_cache/node/path")
    if [[ -x $cached/bin/node ]]; then PATH=$cached/bin:$PATH && export PATH && return; fi
  fi
  care_node_new_enough || die "node 20.19 or newer and npm are needed: run scripts/setup"
}
