#!/usr/bin/env bash
# The step of action.yml. Inputs come as INPUT_*; the working directory is the caller's workspace.
set -euo pipefail

sallyport=$(CDPATH='' cd -- "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)/sallyport
options=(--format "${INPUT_FORMAT:-terminal}" --fail-on "${INPUT_FAIL_ON:-high}" --persona "${INPUT_PERSONA:-default}")
[ -z "${INPUT_BASELINE:-}" ] || options+=(--baseline "$INPUT_BASELINE")
more=()
# read ends with 1 at the end of the text; blanks and newlines separate, nothing is expanded.
IFS=$' \t\n' read -r -d '' -a more <<<"${INPUT_ARGS:-}" || true
options+=(${more[@]+"${more[@]}"})

if [ -n "${INPUT_OUTPUT:-}" ]; then
  case $INPUT_OUTPUT in
    *$'\n'* | *$'\r'*) echo 'output: a file name has one line' >&2 && exit 2 ;; # or it could set other outputs
  esac
  options+=(--output "$INPUT_OUTPUT")
  printf 'report=%s\n' "$INPUT_OUTPUT" >>"${GITHUB_OUTPUT:-/dev/null}"
fi
exec "$sallyport" scan "${options[@]}" -- "${INPUT_PATH:-.}"
