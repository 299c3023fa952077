#!/usr/bin/env bash
# make test-stack: starts the whole stack but Metabase for real, lets Airflow run a day on a Spark cluster while its scheduler and a worker
# are killed, checks what came of it, and takes everything down again. Needs root where Docker is not installed or not running; a Docker
# that it starts itself is gone afterwards, with its images, unless DOCKER_DATA names a folder to keep them in for the next time.
# Ends with 75 where this machine runs no Docker engine or reaches no packages, which says nothing of the stack; with 1 where the stack fails.
set -euo pipefail
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
project=aftercare-test
daemon=''
data=''
say() { printf '%4d s  %s\n' $SECONDS "$*"; }
compose() { docker-compose --project-name "$project" --env-file "$work/env" --profile cluster "$@"; }
id() { compose ps -q "$1"; }

fail() {
  say "FAILED: $*"
  compose ps 2>/dev/null || true
  compose logs --no-color --tail 30 airflow-scheduler spark-master spark-worker-1 2>/dev/null | cut -c1-300 || true
  # What the step said that ran last.
  docker exec "$(id airflow-scheduler)" sh -c 'tail -n 40 "$(find /opt/airflow/logs -name "attempt=*.log" -printf "%T@ %p\n" | sort -n | tail -n 1 | cut -d" " -f2-)"' \
    2>/dev/null | cut -c1-400 || true
  exit 1
}

unable() {
  say "This machine cannot start the stack: $*"
  exit 75
}

finish() {
  status=$?
  trap - EXIT
  say 'taking it down'
  [ -z "${base:-}" ] || kill "$base" 2>/dev/null || true
  [ ! -e "$work/env" ] || compose down --volumes --remove-orphans >/dev/null 2>&1 || true
  if [ -n "$daemon" ]; then
    kill "$daemon" 2>/dev/null || true
    wait "$daemon" || true
    ip link delete docker0 2>/dev/null || true
  fi
  rm -rf "$work"
  [ -z "$data" ] || rm -rf "$data"
  [ $status -ne 0 ] || say 'the stack works'
  exit $status
}
trap finish EXIT
# Stopped from outside is not the end of the test.
trap 'exit 130' INT
trap 'exit 143' TERM

# --- Docker, where it lacks ---
lacking=()
docker info >/dev/null 2>&1 || for program in dockerd:docker.io iptables:iptables; do
  command -v "${program%:*}" >/dev/null || lacking+=("${program#*:}")
done
command -v docker-compose >/dev/null || lacking+=(docker-compose)
# Only wanted where no registry answers, which is known later; with the rest it costs no second look for packages.
[ ${#lacking[@]} -eq 0 ] || command -v mmdebstrap >/dev/null || lacking+=(mmdebstrap)
if [ ${#lacking[@]} -gt 0 ]; then
  say "installing ${lacking[*]}"
  {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${lacking[@]}"
  } >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; unable 'packages of Debian cannot be installed'; }
fi
if ! docker info >/dev/null 2>&1; then
  say 'starting dockerd'
  if [ -z "${DOCKER_DATA:-}" ]; then
    data="$(mktemp -d /var/tmp/aftercare-docker.XXXXXX)"
  fi
  export DOCKER_HOST="unix://$work/docker.sock"
  dockerd --host "$DOCKER_HOST" --pidfile "$work/docker.pid" --exec-root "$work/exec" --data-root "${DOCKER_DATA:-$data}" \
    >"$work/dockerd.log" 2>&1 &
  daemon=$!
  for _ in $(seq 60); do
    docker info >/dev/null 2>&1 && break
    sleep 0.5
  done
  docker info >/dev/null 2>&1 || { tail -n 20 "$work/dockerd.log"; unable 'dockerd does not start'; }
fi

# --- Images ---
# Base images come while Aftercare is built: the one waits for the net, the other for the processors.
(
  timeout 60 docker pull -q debian:12.12-slim >/dev/null 2>&1 && exit
  say 'no registry answers: base images by debootstrap'
  docker/standin/build.sh base >"$work/standin.env" 2>"$work/standin.log"
) &
base=$!
make --no-print-directory dist
sh docker/env.sh "$work/env"
mkdir "$work/input"
cat >>"$work/env" <<ENV
INPUT_DIR=$work/input
AFTERCARE_MASTER=spark://spark-master:7077
AFTERCARE_HEAP=1g
AFTERCARE_JAVA_OPTS=-XX:TieredStopAtLevel=1 -Dspark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1
WORKER_CORES=1
WORKER_MEMORY=1g
AIRFLOW_PAUSED=True
AIRFLOW_HEARTBEAT_TIMEOUT=30
DAGS_RETRY_SECONDS=5
AIRFLOW_PORT=18080
SPARK_PORT=18081
ENV
wait "$base" || { tail -n 30 "$work/standin.log"; unable 'there is no base image'; }
base=''
if [ -e "$work/standin.env" ]; then
  docker/standin/build.sh postgres >>"$work/standin.env" 2>>"$work/standin.log" || { tail -n 30 "$work/standin.log"; exit 1; }
  cat "$work/standin.env" >>"$work/env"
fi
# Airflow comes from PyPI; that a container does not reach it says nothing of the stack either.
docker run --rm "$(sed -n 's/^BASE_IMAGE=//p' "$work/env" | grep . || echo debian:12.12-slim)" sh -c \
  '! command -v python3 >/dev/null || python3 -c "import urllib.request; urllib.request.urlopen(\"https://pypi.org/simple/apache-airflow/\", timeout=60)"' \
  >"$work/net.log" 2>&1 || { tail -n 3 "$work/net.log"; unable 'its containers do not reach PyPI'; }
say 'building the images'
compose build spark-master airflow-scheduler >"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log"; exit 1; }

# --- A company's deliveries ---
say 'inventing a company'
jobs/target/aftercare/aftercare generate --out "$work/input" --repairs 300 --months 3 --dirty 0 >/dev/null 2>&1
# The other sources would only take time; what so small a company has no rows of is a file that would be refused.
for source in "$work"/input/*; do
  case "${source##*/}" in
    regions | outlets | models | technicians | repairs | callbacks | complaints) ;;
    *) rm -r "$source" ;;
  esac
done
find "$work/input" -size 0 -delete
chmod -R a+rX "$work" && chmod 600 "$work/env"

# --- Up ---
say 'starting the stack'
compose up -d postgres airflow-apiserver airflow-scheduler airflow-dag-processor airflow-triggerer spark-master spark-worker-1 spark-worker-2 \
  >"$work/up.log" 2>&1 || { cat "$work/up.log"; fail 'it does not start'; }
sql() { # database, query
  docker exec "$(id postgres)" sh -c "PGPASSWORD=\$POSTGRES_PASSWORD psql --host 127.0.0.1 --username postgres --dbname $1 -At -c \"$2\""
}
waiting() { # seconds, what, command...
  local end=$((SECONDS + $1)) what="$2"
  shift 2
  until "$@"; do
    [ $SECONDS -lt $end ] || fail "waited in vain until $what"
    sleep 2
  done
  say "$what"
}
healthy() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$(id "$1")" 2>/dev/null)" = healthy ]; }
for service in postgres spark-master spark-worker-1 spark-worker-2 airflow-apiserver airflow-scheduler; do
  waiting 180 "$service is healthy" healthy "$service"
done
parsed() { [ "$(sql airflow "select count(*) from dag where dag_id like 'aftercare%'")" = 4 ]; }
waiting 120 'the DAGs are known' parsed

# --- A day, with accidents ---
# Unpaused, it runs for the newest day by itself.
run=''
scheduled() { run="$(sql airflow "select run_id from dag_run where dag_id = 'aftercare_daily'")" && [ -n "$run" ]; }
state() { sql airflow "select state from task_instance where dag_id = 'aftercare_daily' and task_id = '$1' and run_id = '$run'"; }
ended() { [ "$(sql airflow "select state from dag_run where run_id = '$run'")" = success ]; }
is() { [ "$(state "$1")" = "$2" ]; }
docker exec "$(id airflow-scheduler)" airflow dags unpause aftercare_daily >/dev/null 2>&1
waiting 60 'a run is scheduled' scheduled
waiting 120 'ingest runs' is ingest running
written() { docker exec "$(id spark-worker-1)" sh -c 'ls -d /var/lib/aftercare/lake/silver/*/_delta_log' >/dev/null 2>&1; }
waiting 300 'ingest has written something' written
docker kill "$(id airflow-scheduler)" >/dev/null
say 'the scheduler is killed'
# Its restart policy does not hold for what was killed by hand; a machine's crash is over when somebody starts it again.
docker start "$(id airflow-scheduler)" >/dev/null
again() { [ "$(sql airflow "select try_number from task_instance where run_id = '$run' and task_id = 'ingest'")" -ge 2 ] && is ingest running; }
waiting 240 'ingest is tried again' again
# The lease of the killed run ends first, some four minutes after it was last renewed.
waiting 700 'ingest has ended well' is ingest success
waiting 300 'compute runs' is compute running
sleep 10
docker kill "$(id spark-worker-2)" >/dev/null
say 'a Spark worker is killed'
# As after a machine's crash; what ran on it is done again, and the rest need not make do with one worker.
docker start "$(id spark-worker-2)" >/dev/null
waiting 900 'compute has ended well' is compute success
waiting 300 'publish has ended well' is publish success
waiting 120 'the run has ended well' ended

# --- What came of it ---
files="$(find "$work/input" -type f | wc -l)"
check() {
  loaded="$(sql aftercare "select count(*) || ' ' || count(distinct source || sha256) from marts.load_ledger where status = 'loaded'")"
  [ "$loaded" = "$files $files" ] || fail "of $files files the marts tell $loaded"
  opened="$(sql aftercare "select sum(opened_n) from marts.outlet_kpi_month")"
  [ "$opened" -gt 200 ] || fail "the marts know $opened orders"
  may="$(sql aftercare "set role aftercare_reader; select count(*) > 0 from marts.satisfaction_month" | tail -n 1)"
  [ "$may" = t ] || fail 'the reading role reads nothing'
  say "$files files, $opened orders opened"
}
check

# --- Once more, asked for by hand: nothing is loaded twice ---
run=by-hand
docker exec "$(id airflow-scheduler)" airflow dags trigger aftercare_daily --run-id "$run" >/dev/null 2>&1 || fail 'it cannot be triggered'
waiting 600 'the run that was asked for has ended well' ended
before="$opened"
check
[ "$opened" = "$before" ] || fail "there were $before orders before"
