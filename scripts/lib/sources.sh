# scripts/lib/sources.sh: the pinned upstream sources and how they are fetched. Sourced after common.sh.
#
# They are newer than Debian 12 has, and come as source packages of newer Debian suites. The suites are added as `deb-src` only, in
# a sources file of our own made at run time from the machine's mirror, so no newer *binary* can ever be installed; the machine's
# own lists are not touched. Only the upstream tarball is taken, and its SHA-256 must be the one written here.

# name | source package=version | upstream version | SHA-256 of the upstream tarball
care_pinned_sources() {
  cat <<'END'
sodium     libsodium=1.0.22-2        1.0.22  5838bb0c3da6148c24ebe531d1ed1297de9a87aea77d426bcd99f289e681631c
httplib    cpp-httplib=0.41.0+ds-3   0.41.0  7acb492bffdd95165677d22145c2c4890e6432c5ef53d0f781defe8dec48f567
catch2     catch2=3.7.1-0.5          3.7.1   c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
sqlcipher  sqlcipher=4.6.1-2         4.6.1   d8f9afcbc2f4b55e316ca4ada4425daf3d0b4aab25f45e11a802ae422b9f53a3
qrcodegen  qr-code-generator=1.8.0-1.2  1.8.0  2ec0a4d33d6f521c942eeaf473d42d5fe139abcfa57d2beffe10c5cf7d34ae60
END
}

care_newer_suites='trixie forky sid'

# care_source <name>: sets src_package src_wanted src_version src_sha256. A version taken with --allow-newer is remembered
# in the cache and stands until the pin is moved past it.
care_source() {
  local line newer=$care_cache/newer/$1
  line=$(care_pinned_sources | awk -v name="$1" '$1 == name')
  [[ -n $line ]] || die "no pinned source called $1"
  read -r _ src_wanted src_version src_sha256 <<<"$line"
  src_package=${src_wanted%%=*}
  if [[ -f $newer ]]; then
    local old_pin
    read -r old_pin _ _ _ <"$newer"
    if [[ $old_pin == "$src_wanted" ]]; then read -r _ src_wanted src_version src_sha256 <"$newer"; fi
  fi
}

care_tarball() { # care_tarball <name>: where its tarball is kept
  care_source "$1"
  printf '%s/tarballs/%s-%s-%s.tar\n' "$care_cache" "$1" "$src_version" "${src_sha256:0:12}"
}

# The mirror the machine already uses for its own Debian suite.
care_mirror() {
  local codename
  codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -v suite="$codename" '$1 == suite && $2 == "main" { print $3; exit }'
}

care_apt_source_options=()
care_prepare_apt_sources() { # care_prepare_apt_sources <allow newer: yes|no>
  local dir=$care_cache/apt mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [[ ${#care_apt_source_options[@]} -gt 0 ]] && return
  mirror=$(care_mirror)
  [[ -n $mirror ]] || die "found no Debian mirror in this machine's apt sources"
  [[ -r $keyring ]] || die "missing $keyring (package debian-archive-keyring)"
  mkdir -p "$dir/parts" "$dir/lists/partial" "$dir/archives/partial"
  printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
    "$mirror" "$care_newer_suites" "$keyring" >"$dir/parts/newer.sources"
  care_apt_source_options=(
    -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$dir/parts" -o "Dir::State::Lists=$dir/lists"
    -o "Dir::Cache::Archives=$dir/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o APT::Sandbox::User=root
  )
  # A mirror may lag: what is pinned is held to the SHA-256 written above, whatever list it stood in. What is newer has no such hold.
  if [[ $1 != yes ]]; then care_apt_source_options+=(-o Acquire::Check-Valid-Until=false); fi
  note "reading the source lists of $care_newer_suites"
  apt-get -qq "${care_apt_source_options[@]}" update >"$dir/update.log" 2>&1 || {
    cat "$dir/update.log" >&2
    die "apt could not read the source lists"
  }
}

# care_fetch_tar <package=version> <folder>: only the upstream tarball; its packaging is not wanted.
care_fetch_tar() {
  (cd "$2" && apt-get -qq "${care_apt_source_options[@]}" source --download-only --tar-only "$1" >fetch.log 2>&1)
}

# care_fetch <name> <allow newer: yes|no>
care_fetch() {
  local name=$1 tarball folder found candidate
  tarball=$(care_tarball "$name")
  care_source "$name"
  if [[ -f $tarball ]] && sha256sum --status -c <<<"$src_sha256  $tarball"; then return; fi
  care_prepare_apt_sources "$2"
  folder=$(mktemp -d)
  note "fetching $name $src_version"
  if ! care_fetch_tar "$src_wanted" "$folder"; then
    [[ $2 == yes ]] || {
      tail -3 "$folder/fetch.log" >&2
      rm -rf "$folder"
      die "$src_wanted cannot be fetched. It may have left the archive: scripts/setup --allow-newer takes the next newer version."
    }
    candidate=$(apt-cache "${care_apt_source_options[@]}" showsrc "$src_package" 2>/dev/null | awk '/^Version:/ { print $2 }' |
      while read -r version; do
        if dpkg --compare-versions "$version" gt "${src_wanted#*=}"; then printf '%s\n' "$version"; fi
      done | care_lowest_version)
    [[ -n $candidate ]] || die "nothing newer than $src_wanted is in the archive either"
    care_fetch_tar "$src_package=$candidate" "$folder" || die "$src_package=$candidate cannot be fetched"
    found=$(sha256sum "$folder"/*.orig.tar.* | cut -d' ' -f1)
    local pin upstream=${candidate#*:}
    pin=$(care_pinned_sources | awk -v name="$name" '$1 == name { print $2 }')
    upstream=${upstream%-*}
    mkdir -p "$care_cache/newer"
    printf '%s %s %s %s\n' "$pin" "$src_package=$candidate" "${upstream%+ds*}" "$found" >"$care_cache/newer/$name"
    say "WARNING: $name: took $candidate in place of the pinned $pin; its tarball has SHA-256 $found"
    tarball=$(care_tarball "$name")
    care_source "$name"
  fi
  found=$(sha256sum "$folder"/*.orig.tar.* | cut -d' ' -f1)
  [[ $found == "$src_sha256" ]] || die "$name: the tarball's SHA-256 is $found, but $src_sha256 is pinned"
  mkdir -p "$care_cache/tarballs"
  mv "$folder"/*.orig.tar.* "$tarball"
  rm -rf "$folder"
}

care_lowest_version() {
  local lowest='' version
  while read -r version; do
    if [[ -z $lowest ]] || dpkg --compare-versions "$version" lt "$lowest"; then lowest=$version; fi
  done
  printf '%s\n' "$lowest"
}
