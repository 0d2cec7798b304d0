CREATE TABLE IF NOT EXISTS cds_schema (
  version {integer} NOT NULL PRIMARY KEY,
  script {text 255} NOT NULL,
  at {integer} NOT NULL
) {table};
