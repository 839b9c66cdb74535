# Measures hot parts in a warm JVM with JMH. Sourced by ./dev bench.

# hot_parts [PATTERN]: benchmarks whose name fits, all by default; prints a table of time and memory taken for each.
hot_parts() {
  build_benchmarks base scan
  "$JDK/bin/java" --sun-misc-unsafe-memory-access=allow -cp "$benchmarks" \
    org.openjdk.jmh.Main "${1:-.*}" -prof gc -foe true -rf csv -rff "$work/jmh.csv" >"$work/jmh.log" 2>&1 ||
    { tail -n 40 "$work/jmh.log"; fail 'a benchmark failed'; }
  awk -F'"?,"?' '
    NR > 1 {
      name = $1; gsub(/"/, "", name); sub(/^.*\.bench\./, "", name)
      at = name; sub(/:.*/, "", at)
      if (name == at) { order[++n] = at; score[at] = $5; error[at] = $6 }
      else if (name ~ /gc.alloc.rate.norm$/) memory[at] = $5
    }
    END { for (i = 1; i <= n; i++) printf "%-36s %8.1f ms ± %.1f, %.0f MB allocated\n", order[i], score[order[i]], error[order[i]], memory[order[i]] / 1e6 }
  ' "$work/jmh.csv"
}
