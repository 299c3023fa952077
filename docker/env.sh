#!/bin/sh
# Writes .env with a random secret for every name that it lacks; what is there stays. Never commit the file; losing AFTERCARE_PII_KEY makes
# known customers strangers, losing AIRFLOW_FERNET_KEY and METABASE_ENCRYPTION_KEY what they encrypted.
set -eu
file="${1:-.env}"
umask 077
touch "$file"
add() {
  grep -q "^$1=" "$file" || printf '%s=%s\n' "$1" "$2" >>"$file"
}
random() {
  head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}
for name in POSTGRES_PASSWORD AIRFLOW_DB_PASSWORD METABASE_DB_PASSWORD AFTERCARE_MARTS_PASSWORD AFTERCARE_READER_PASSWORD AFTERCARE_HR_PASSWORD AFTERCARE_PII_KEY \
  AIRFLOW_ADMIN_PASSWORD AIRFLOW_JWT_SECRET AIRFLOW_API_SECRET METABASE_ADMIN_PASSWORD METABASE_ENCRYPTION_KEY; do
  add "$name" "$(random)"
done
# 32 bytes in the alphabet that Fernet wants.
add AIRFLOW_FERNET_KEY "$(head -c 32 /dev/urandom | base64 | tr '+/' '-_')"
