#!/usr/bin/env bash
# The step of action.yml. Inputs come as INPUT_*; the working directory is the caller's workspace.
set -euo pipefail

sallyport=$(CDPATH='' cd -- "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)/sallyport
options=(--format "${INPUT_FORMAT:-terminal}")
# An option wins over .sallyport.yaml, so one that nobody set is not given.
[ -z "${INPUT_FAIL_ON:-}" ] || options+=(--fail-on "$INPUT_FAIL_ON")
[ -z "${INPUT_PERSONA:-}" ] || options+=(--persona "$INPUT_PERSONA")
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
