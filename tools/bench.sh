# Measures the program as users start it. Sourced by ./dev bench.

rounds=${ROUNDS:-7}
[ -z "$quick" ] || rounds=2

# measure NAME COMMAND...: wall time and peak memory over $rounds runs, after one that warms the file cache.
measure() {
  local name=$1 round
  shift
  "$@" >/dev/null 2>&1 || [ $? = 1 ] || fail "$name: does not run: $*"
  for ((round = 0; round < rounds; round++)); do
    /usr/bin/time -f '%e %M' -o "$work/one" "$@" >/dev/null 2>&1 || true
    tail -n 1 "$work/one"
  done | sort -n | awk -v name="$name" '
    { wall[NR] = $1; if ($2 > most) most = $2 }
    END { printf "%-36s median %.2f s, best %.2f s, worst %.2f s, peak %d MB\n", name, wall[int((NR + 1) / 2)], wall[1], wall[NR], most / 1024 }'
}

say "$rounds rounds on $(nproc) cores"
measure 'sallyport --version' ./sallyport --version
measure 'scan of the sample' ./sallyport scan docs/sample
if [ -n "${SALLYPORT_CORPUS:-}" ]; then
  mkdir -p "$work/real/.github/workflows"
  (cd "$work/real/.github/workflows" && "$JDK/bin/jar" xf "$SALLYPORT_CORPUS/workflows-realworld.zip")
  count=$(find "$work/real" -type f | wc -l)
  measure "scan of $count workflows" ./sallyport scan --no-cache "$work/real"
  measure "the same, JSON" ./sallyport scan --no-cache --format json "$work/real"
  measure 'the same, remembered' ./sallyport scan "$work/real"
  few=$work/few/.github/workflows
  mkdir -p "$few"
  find "$work/real" -type f | LC_ALL=C sort | awk 'NR % 75 == 0 && n++ < 20' | while read -r file; do cp "$file" "$few/"; done
  measure 'scan of 20 workflows' ./sallyport scan --no-cache "$work/few"
  for peer in zizmor actionlint; do
    command -v "$peer" >/dev/null || { echo "not run: $peer is not installed"; continue; }
    case $peer in
      zizmor) measure 'zizmor, the same 1,503' zizmor --offline --no-exit-codes "$work/real" ;;
      actionlint) (cd "$work/real" && git init -q . && measure 'actionlint, the same 1,503' actionlint) ;;
    esac
  done
  if [ -z "$quick" ]; then
    say 'hot parts in a warm JVM, all real workflows each time'
    # shellcheck source=tools/jmh.sh
    . tools/jmh.sh
    hot_parts
  fi
else
  echo 'not run: scan of real workflows (SALLYPORT_CORPUS is not set)'
fi

# grow SHAPE SIZE: wall time and peak memory at one, ten and a hundred times a size, the best of three runs each.
grow() {
  local shape=$1 size=$2 times target round
  for times in 1 10 100; do
    target=$work/shape
    rm -rf "$target"
    "$JDK/bin/java" cli/src/test/java/dev/sallyport/cli/Shapes.java "$shape" $((size * times)) "$target" || fail "no shape $shape"
    for round in 1 2 3; do
      /usr/bin/time -f '%e %M' -o "$work/one" ./sallyport scan --no-cache --format json "$target" >/dev/null 2>&1 || true
      echo "$round $(tail -n 1 "$work/one")"
    done | awk -v shape="$shape" -v size=$((size * times)) -v bytes="$(find "$target" -type f -printf '%s\n' | awk '{ n += $1 } END { print n }')" '
      NR == 1 || $2 < wall { wall = $2 } $3 > most { most = $3 }
      END { printf "%-18s %8d %9.0f KB %8.2f s %6d MB\n", shape, size, bytes / 1024, wall, most / 1024 }'
  done
}

say 'growth in files: shape, size, bytes, wall time, peak memory'
grow files 15
say 'growth in the size of one file: the same'
grow steps 500
grow uses 400
grow needs-two 100
grow commands 500
grow pipes 5000
grow line-open 500
