#!/usr/bin/env bash
# The dashboards in a live Metabase: start it, apply, run every card, apply again; the second must change nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
IMAGE=${METABASE_IMAGE:-metabase/metabase:v0.63.2}
DEMO=${DEMO:-demo}
PORT=${METABASE_PORT:-3000}
[ -d "$DEMO/marts" ] || { echo "Run make demo first: there are no marts in $DEMO/marts." >&2; exit 2; }
export AFTERCARE_METABASE_USER=admin@example.com
AFTERCARE_METABASE_PASSWORD=$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
export AFTERCARE_METABASE_PASSWORD

./aftercare marts serve --marts "embedded:$DEMO/marts" --port 5433 &
marts=$!
# The marts listen on this machine alone, so Metabase shares its network.
metabase=$(docker run --rm --detach --network host --env MB_JETTY_PORT="$PORT" "$IMAGE")
trap 'kill $marts 2>/dev/null || true; docker stop "$metabase" >/dev/null 2>&1 || true' EXIT
for _ in $(seq 120); do curl -fs "http://localhost:$PORT/api/health" >/dev/null && break; sleep 2; done

url="http://localhost:$PORT"
apply() { ./aftercare dashboards apply --metabase "$url" --marts "embedded:$DEMO/marts"; }
apply
second=$(apply)
echo "$second"
[ "$second" = "Metabase is as dashboards/ says." ] || { echo "The second apply found something to change." >&2; exit 1; }

session=$(curl -fs -H 'Content-Type: application/json' -d "{\"username\":\"$AFTERCARE_METABASE_USER\",\"password\":\"$AFTERCARE_METABASE_PASSWORD\"}" "$url/api/session" | sed 's/.*"id":"\([^"]*\)".*/\1/')
bad=0
cards=$(curl -fs -H "X-Metabase-Session: $session" "$url/api/card?f=all" | python3 -c 'import json,sys; [print(c["id"]) for c in json.load(sys.stdin) if "[aftercare:" in json.dumps(c)]')
for card in $cards; do
  curl -fs -X POST -H "X-Metabase-Session: $session" "$url/api/card/$card/query" | grep -q '"status":"completed"' || { echo "card $card fails" >&2; bad=1; }
done
exit $bad
