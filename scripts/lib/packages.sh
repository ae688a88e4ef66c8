# scripts/lib/packages.sh: the Debian packages that are needed, and installing those that are missing. Sourced after common.sh.

care_packages=(
  # compilers and build tools
  g++ cmake ninja-build ccache mold make patch xz-utils dpkg-dev python3
  emscripten node-acorn
  # SQLCipher's amalgamation is made with Tcl
  tclsh
  # libraries Debian 12 has in a good version
  libssl-dev libcurl4-openssl-dev nlohmann-json3-dev libtomlplusplus-dev libspdlog-dev libfmt-dev
  # the redactor's word lists
  scowl
  # the tests that look into what a thief takes away: compressed streams are opened first
  zlib1g-dev libbrotli-dev
  # browser tests: Chromium, its certificate store, fonts so that pictures of pages have text
  chromium libnss3-tools fonts-dejavu-core fonts-noto-core
  # scripts and the web build
  ca-certificates curl openssl git
)

care_missing_packages() {
  local package
  for package in "$@"; do
    # Virtual names such as tclsh are answered by whoever provides them.
    if ! dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed &&
      ! { [[ $package == tclsh ]] && command -v tclsh >/dev/null; }; then printf '%s ' "$package"; fi
  done
}

# For scripts that need more than a build does: care_need_packages <package…>
care_need_packages() {
  local missing
  read -ra missing <<<"$(care_missing_packages "$@")"
  if [[ ${#missing[@]} -gt 0 ]]; then care_apt_install "${missing[@]}"; fi
}

care_apt_install() {
  [[ $EUID -eq 0 ]] || die "these packages are missing and only root can install them: $*"
  say "installing Debian packages: $*"
  local log=$care_cache/apt-install.log
  mkdir -p "$care_cache"
  if ! { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    die "apt could not install them; all it said is in $log"
  fi
}
