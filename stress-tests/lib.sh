# What the scripts beside it share; sourced by them after $here is set.

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  shift
  [ $# = 0 ] || printf '  %s\n' "$@" >&2
  exit 2
}

is_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null) || version=
  [ "${version:-0}" -ge 21 ]
}

# Into $jdk: the first home for which a command holds, among JAVA_HOME, that of the PATH and those in the usual places.
first_home() {
  on_path=$(command -v java) && on_path=$(dirname -- "$(dirname -- "$(readlink -f -- "$on_path")")")
  user=${HOME:-/nonexistent}
  for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
    "$user"/.sdkman/candidates/java/* "$user"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
  do
    if [ -n "$jdk" ] && "$@" "$jdk"; then return; fi
  done
  return 1
}

# Into $jdk: one of 21 or newer.
find_jdk() {
  first_home is_jdk || fail 'needs a JDK of 21 or newer: none in JAVA_HOME, on the PATH or in the usual places.' \
    'Set JAVA_HOME to one, or install it, for instance: sudo apt install openjdk-21-jdk-headless'
}

# Into $jar: the stress tests with the engine, built anew when their sources have changed. Each process builds in folders
# of its own, and jars of before stay a while: other scripts may be running them.
build() {
  home=$(dirname -- "$here")
  sources=$(cd -- "$home" && find pom.xml .mvn core/pom.xml core/src/main stress-tests/pom.xml stress-tests/src/main \
    -type f -exec cksum {} + | LC_ALL=C sort | cksum | tr -d ' ')
  jar=$here/target/runnable/stress-tests-$sources.jar
  [ ! -f "$jar" ] || return 0
  command -v mvn >/dev/null || fail 'needs Maven 3.8 or newer (mvn) on the PATH to build the stress tests.'
  echo 'building the stress tests (once)...' >&2
  own=target/runnable-$$
  rm -rf "$here/$own" "$home/core/$own"
  mkdir -p "$here/$own" "$here/target/runnable"
  (cd -- "$home" && JAVA_HOME=$jdk mvn -B -q -Dquick -Dtaskloom.target="$own" -pl stress-tests -am package) \
    </dev/null >"$here/$own/build.log" 2>&1 || {
    cat "$here/$own/build.log" >&2
    rm -rf "$here/$own" "$home/core/$own"
    fail 'the build of the stress tests failed, see above.'
  }
  mv -f "$here/$own/stress-tests.jar" "$jar"
  rm -rf "$here/$own" "$home/core/$own"
  find "$here/target/runnable" -name '*.jar' -mtime +2 -exec rm -f {} +
}

# check_counts OUTPUT NAMES STATUS: what jcstress wrote; it ends well, too, when it has dropped tests.
check_counts() {
  all=$(printf '%s\n' "$2" | grep -c .)
  missing=$(printf '%s\n' "$2" | while read -r name; do grep -q -F "[OK] $name" "$1" || echo "  $name"; done)
  ok=$((all - $(printf '%s' "$missing" | grep -c '' || true)))
  last=$(grep -o 'Results: [0-9]* planned; [0-9]* passed, [0-9]* failed, [0-9]* soft errs, [0-9]* hard errs' "$1" | tail -1)
  echo "$ok of $all tests passed; ${last:-no results}"
  echo "report: $(dirname -- "$1")/index.html, output: $1"
  planned=$(printf '%s' "$last" | sed -n 's/Results: \([0-9]*\) planned.*/\1/p')
  if [ "$3" != 0 ] || [ -n "$missing" ] ||
    [ "$last" != "Results: $planned planned; $planned passed, 0 failed, 0 soft errs, 0 hard errs" ]; then
    grep -E '% +Forbidden |\[(FAILED|TIMEOUT|ERROR|VM ERROR|SKIPPED)\]|No matching' "$1" | grep -v -- '---.*\[N/A\]' | sort -u | head -40 || true
    [ "$3" != 124 ] || echo 'ended by force: a wait without end'
    [ -z "$missing" ] || printf 'never passed:\n%s\n' "$missing"
    echo 'NOT all planned tests have passed'
    exit 1
  fi
}
