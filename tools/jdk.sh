# Finds a JDK for the scripts. Sourced: sets JDK (its home) and JDK_ID (a name for this very build of it).
# Works in bash 3.2, which macOS still ships.

# fits HOME: a JDK of version 25 or newer? Reads its `release` file, since starting a JVM to ask costs 40 ms.
fits() {
  local text major maker build
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  IFS= read -r -d '' text <"$1/release"
  case $text in *JAVA_VERSION=\"*) ;; *) return 1 ;; esac
  major=${text#*JAVA_VERSION=\"}
  major=${major%%[!0-9]*}
  [ "${major:-0}" -ge 25 ] || return 1
  JDK=$1
  maker=${text#*IMPLEMENTOR=\"}
  build=${text#*JAVA_RUNTIME_VERSION=\"}
  JDK_ID=${maker%%\"*}-${build%%\"*}
  JDK_ID=${JDK_ID//[!A-Za-z0-9.+-]/}
}

# Sets JDK and JDK_ID, or says how to get one and ends with 2.
find_jdk() {
  local home java
  for home in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/}"/.sdkman/candidates/java/*; do
    if [ -n "$home" ] && fits "$home"; then return; fi
  done
  if java=$(type -P java) && java=$(readlink -f "$java") && fits "${java%/bin/java}"; then return; fi
  echo 'sallyport: needs a JDK 25 or newer: install one (Debian: openjdk-25-jdk-headless; any system: https://adoptium.net) or set JAVA_HOME to it.' >&2
  exit 2
}
