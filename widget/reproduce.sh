#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Builds the pages twice, as two strangers would (other folder, time zone, language, umask, order of files), and
# compares every byte. Prints the hash of it all; fails and names what differs.
set -euo pipefail
cd "$(dirname "$0")/.."
both=$(mktemp -d)
trap 'rm -rf "$both"' EXIT

build() {
  local folder="$both/$1" order=$2
  shift 2
  mkdir -p "$folder"
  git ls-files --cached --others --exclude-standard -- package.json package-lock.json tsconfig.base.json widget volunteer_console |
    sort "$order" | while read -r file; do
      mkdir -p "$folder/$(dirname "$file")"
      [ ! -f "$file" ] || cat "$file" >"$folder/$file"
    done
  cp -a node_modules "$folder/node_modules"
  for part in widget/loader widget/app volunteer_console; do
    (cd "$folder" && env "$@" npm run --silent build --workspace "$part" >/dev/null)
  done
}

(umask 022 && build here --stable TZ=UTC LANG=C LC_ALL=C) &
(umask 077 && build "another place/å" --reverse TZ=Pacific/Kiritimati LANG=sv_SE.UTF-8 LC_ALL=tr_TR.UTF-8) &
wait %1
wait %2
cd "$both"
diff -r "here/build/web" "another place/å/build/web"
files=$(cd here/build/web && find . -type f | LC_ALL=C sort)
(cd here/build/web && xargs sha256sum <<<"$files") >all
echo "The same bytes twice: $(wc -l <all) files, $(sha256sum <all | cut -c1-64)"
