#!/usr/bin/env bash
# Scans the sample and draws what the terminal shows, as SVG on standard output.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=tools/jdk.sh
. "$root/tools/jdk.sh"
find_jdk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/shop/.github"
cp -R "$root/docs/sample/workflows" "$work/shop/.github/"
cd "$work/shop"
# 1: there are findings, and so there should be.
"$root/sallyport" scan --color always . >"$work/output" || [ $? = 1 ]
"$JDK/bin/java" "$root/checks/src/main/java/dev/sallyport/checks/TerminalPicture.java" 'sallyport scan' <"$work/output"
