# Builds the distribution that ./sallyport runs. Sourced by it, and only when something is missing or stale.
#
#   $out/current          name of the folder in use; its time is when that build began
#   $out/<name>/*.jar     the jars; `classpath` lists them in the order in which the AOT cache knows them
#   $out/<name>/*.aot     one AOT cache per JDK; *.aot.place holds the path of the folder when it was made
#   $out/<name>/server/   the same for the server and the commands on its machine, which no scan loads; its cache is made at
#                         the first `serve`
#
# A build happens in a folder of its own and becomes visible by one rename of `current`, so a kill at any moment leaves
# either the old distribution or the new one. The folder before is kept: somebody may still be running it.

say() { printf 'sallyport: %s\n' "$*" >&2; }

# One at a time. Without flock (macOS) two starts may both build: wasteful, never wrong.
lock() {
  mkdir -p "$out" || { say "cannot write to $out"; exit 2; }
  exec 9>"$out/lock"
  command -v flock >/dev/null || return 0
  flock -n 9 && return
  say 'waiting for another start that is building'
  flock 9
}

unlock() { exec 9>&-; }

build() {
  local began=$SECONDS name work log mvn
  mvn=$(type -P mvn) || { say 'needs Maven (3.8 or newer) to build itself: install it (Debian: maven).'; exit 2; }
  name=$(date +%Y%m%dT%H%M%S)-$$
  work=$out/$name
  log=$out/build.log
  mkdir "$work" || { say "cannot write to $work"; exit 2; }
  : >"$work/stamp"
  say 'building (first start, or its sources have changed) ...'
  if ! (cd "$root" && JAVA_HOME=$JDK MAVEN_OPTS="${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" \
    "$mvn" -B -q -Dstyle.color=never -Pdist -pl base,trust,control,scan,cli,server -Dwork="$work/work" -Ddist="$work" package) >"$log" 2>&1 </dev/null 9>&-; then
    rm -rf "$work"
    grep -v '^\[ERROR\] *$' "$log" | tail -n 25 >&2
    say "the build failed; the whole log: $log"
    exit 2
  fi
  rm -rf "$work/work"
  # Also only a matter of speed; the jars are as good without.
  "$JDK/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    "$root/checks/src/main/java/dev/sallyport/checks/StartableJars.java" "$work"/*.jar >>"$log" 2>&1 || say "the start will be slower; see $log"
  (cd "$work" && printf '%s\n' *.jar | LC_ALL=C sort >classpath)
  (cd "$work" && printf '%s\n' server/*.jar base-*.jar scan-*.jar trust-*.jar | LC_ALL=C sort >server/classpath)
  mkdir -p "$work/sample/.github/actions/build" && cp -R "$root/docs/sample/workflows" "$work/sample/.github/"
  cp "$root"/tools/training/{shells,programs,called}.yml "$work/sample/.github/workflows/"
  cp "$root/tools/training/build-action.yml" "$work/sample/.github/actions/build/action.yml"
  sweep
  printf '%s\n' "$name" >"$work/current"
  touch -r "$work/stamp" "$work/current"
  mv -f "$work/current" "$out/current"
  say "built in $((SECONDS - began)) s"
}

# Removes what older builds left, except the one that may be running.
sweep() {
  local old='' folder
  [ -r "$out/current" ] && read -r old <"$out/current"
  for folder in "$out"/*/; do
    folder=${folder%/}
    case ${folder##*/} in "$name" | "$old") ;; *) rm -rf "$folder" ;; esac
  done
}

# Puts the cache in its place with the command given. A kill leaves no old cache beside the new path.
prepare() {
  rm -f "$aot"
  printf '%s' "$dist" >"$aot.place"
  "$@"
}

# A training run writes down which classes and methods a scan needs; the next starts load them ready-made (JEP 514).
# Only a matter of speed: when it fails, the marker keeps it from being tried at each start.
train() {
  local began=$SECONDS new=$aot.$$
  say 'preparing a fast start ...'
  rm -rf "$dist/training" && mkdir "$dist/training"
  if (cd "$dist" && XDG_CACHE_HOME=$dist/training/cache "$JDK/bin/java" -XX:AOTCacheOutput="$new" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -Xss4m -cp "$cp" dev.sallyport.cli.Training training/pages sample) >"$out/train.log" 2>&1 </dev/null 9>&- && [ -s "$new" ]; then
    prepare mv -f "$new" "$aot"
    say "prepared in $((SECONDS - began)) s"
  else
    rm -f "$new"
    prepare touch "$aot"
    say "that did not work, starts will be slower; see $out/train.log"
  fi
  rm -rf "$dist/training"
}

# The same for the server. It starts a database, which must not run as root, so its folder is where everybody may look.
train_server() {
  local began=$SECONDS new=$aot.$$ folder
  say 'preparing a fast start of the server ...'
  folder=$(mktemp -d) && chmod 755 "$folder"
  if (cd "$dist" && "$JDK/bin/java" -XX:AOTCacheOutput="$new" -XX:+UseSerialGC -Xss4m -cp "$cp" dev.sallyport.server.admin.Training \
    "$folder/state") >"$out/train-server.log" 2>&1 </dev/null 9>&- && [ -s "$new" ]; then
    prepare mv -f "$new" "$aot"
    say "prepared in $((SECONDS - began)) s"
  else
    rm -f "$new"
    prepare touch "$aot"
    say "that did not work, starts will be slower; see $out/train-server.log"
  fi
  rm -rf "$folder"
}
