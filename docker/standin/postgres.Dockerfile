ARG BASE
FROM ${BASE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-15 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 999 --system --create-home postgres \
    && install -d -o postgres -g postgres /var/lib/postgresql /var/lib/postgresql/data
COPY postgres /opt/postgres
COPY postgres-entrypoint.sh /entrypoint.sh
USER postgres
STOPSIGNAL SIGINT
ENTRYPOINT ["/entrypoint.sh"]
