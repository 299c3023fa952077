#!/usr/bin/env bash
# make e2e: has the running stack do a day and says what is in the marts then. The arguments are the compose command.
set -euo pipefail
cd "$(dirname "$0")/.."
run="e2e-$(date -u +%Y%m%dT%H%M%S)"
compose=("$@")
scheduler() { "${compose[@]}" exec -T airflow-scheduler airflow dags "$@"; }
scheduler unpause aftercare_daily >/dev/null
scheduler trigger aftercare_daily --run-id "$run" >/dev/null
echo "aftercare_daily runs as $run"
while :; do
  sleep 10
  state="$(scheduler state aftercare_daily "$run" 2>/dev/null | tail -n 1)"
  case "$state" in
    *success*) break ;;
    *failed*) echo 'It failed; see make logs.' && exit 1 ;;
  esac
done
"${compose[@]}" exec -T postgres psql --username postgres --dbname aftercare -c \
  "select source, count(*) as files, sum(rows_accepted) as rows from marts.load_ledger group by source order by source"
