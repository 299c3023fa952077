ARG BASE
FROM ${BASE}
RUN { dpkg -s postgresql-client-15 tzdata >/dev/null 2>&1 \
        || { apt-get update && apt-get install -y --no-install-recommends postgresql-client-15 tzdata && rm -rf /var/lib/apt/lists/*; }; } \
    && useradd --uid 999 --system --create-home postgres \
    && install -d -o postgres -g postgres /var/lib/postgresql
COPY postgres /opt/postgres
COPY postgres-entrypoint.sh /entrypoint.sh
ENV PGDATA=/var/lib/postgresql/18/docker
USER postgres
STOPSIGNAL SIGINT
ENTRYPOINT ["/entrypoint.sh"]
