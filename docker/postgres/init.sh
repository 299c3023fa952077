#!/bin/sh
# Runs once, in an empty data volume: three databases and the roles of the marts, each with a password of its own from .env.
set -eu

database() { # name, owner, password
  psql -v ON_ERROR_STOP=1 -v name="$1" -v owner="$2" -v password="$3" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role :"owner" login password :'password';
create database :"name" owner :"owner";
revoke all on database :"name" from public;
SQL
}

database airflow airflow "$AIRFLOW_DB_PASSWORD"
database metabase metabase "$METABASE_DB_PASSWORD"
database aftercare aftercare_owner "$AFTERCARE_MARTS_PASSWORD"

psql -v ON_ERROR_STOP=1 -v reader="$AFTERCARE_READER_PASSWORD" -v hr="$AFTERCARE_HR_PASSWORD" --username "$POSTGRES_USER" --dbname aftercare <<'SQL'
create role aftercare_reader login password :'reader';
-- For the dashboards that only HR may see: it is shown rows about single people.
create role aftercare_hr login password :'hr';
grant connect on database aftercare to aftercare_reader, aftercare_hr;
SQL
