#!/bin/bash
# Runs once, on an empty database: one role owns the schema, the other is the API, which row-level security binds.
set -euo pipefail
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 \
  --set owner="$HAIRLINE_OWNER_PASSWORD" --set app="$HAIRLINE_APP_PASSWORD" <<'SQL'
CREATE ROLE hairline_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE hairline_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app';
CREATE DATABASE hairline OWNER hairline_owner;
SQL
