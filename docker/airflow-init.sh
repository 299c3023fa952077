#!/bin/sh
# Once per start of the stack, before all else of Airflow: the database, the pool of the lake, the administrator. Changes nothing twice.
set -eu
airflow db migrate
airflow pools set "${DAGS_POOL:-aftercare_lake}" 1 "One slot: one writer per lake"
if airflow users list --output plain | grep -qw admin; then
  airflow users reset-password --username admin --password "$AIRFLOW_ADMIN_PASSWORD"
else
  airflow users create --username admin --password "$AIRFLOW_ADMIN_PASSWORD" --role Admin \
    --firstname Airflow --lastname Administrator --email admin@localhost
fi
