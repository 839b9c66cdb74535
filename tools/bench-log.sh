# Measures the log and prints the section of docs/bench.md about it to standard output; progress goes to standard
# error. Sourced by ./dev bench.

build_benchmarks base trust control
./sallyport --version >/dev/null # is built, so that nothing of it is measured
chmod 711 "$work"                # the database server of root runs as another user, who must pass
# In the background, since bash runs its traps only after what is in front has ended.
"$JDK/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$benchmarks" \
  dev.sallyport.bench.log.LogBench "$work/state" ./sallyport ${quick:+"$quick"} &
bench_pid=$!
wait "$bench_pid" || fail 'the log was not measured'
bench_pid=
