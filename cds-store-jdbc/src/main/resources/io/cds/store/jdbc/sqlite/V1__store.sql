-- Every table of the store. The partition (party, or owner) leads every key; times are
-- milliseconds since 1970-01-01T00:00:00Z; flags are 0 or 1; digests are hexadecimal.

CREATE TABLE cds_store (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

INSERT INTO cds_store (name, value) VALUES ('id', lower(hex(randomblob(16))));

CREATE TABLE cds_counter (
  party TEXT NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (party, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE cds_outgoing (
  party TEXT NOT NULL,
  id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  status TEXT NOT NULL,
  owner TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  test INTEGER NOT NULL,
  time_to_live INTEGER NOT NULL,
  subject_code TEXT NOT NULL,
  type_code TEXT NOT NULL,
  priority TEXT NOT NULL,
  level TEXT NOT NULL,
  reply_deadline INTEGER,
  reply_to_sender TEXT,
  reply_to_id TEXT,
  details BLOB NOT NULL,
  parts TEXT NOT NULL,
  seal INTEGER,
  head_routing BLOB,
  head_mldsa BLOB,
  head_manifest BLOB,
  routing TEXT,
  content TEXT,
  content_length INTEGER,
  expires INTEGER,
  attempts INTEGER NOT NULL,
  processing_since INTEGER,
  problem_code TEXT,
  problem_detail TEXT,
  exported INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (party, id)
) STRICT;

CREATE UNIQUE INDEX cds_outgoing_sequence ON cds_outgoing (party, sequence);

CREATE TABLE cds_delivery (
  party TEXT NOT NULL,
  id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  opened_at INTEGER,
  refusal TEXT,
  version INTEGER NOT NULL,
  PRIMARY KEY (party, id, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE cds_arrival (
  party TEXT NOT NULL,
  sender TEXT NOT NULL,
  id TEXT NOT NULL,
  head_routing BLOB NOT NULL,
  head_mldsa BLOB,
  head_manifest BLOB NOT NULL,
  routing TEXT NOT NULL,
  role TEXT NOT NULL,
  content_length INTEGER NOT NULL,
  accepted_at INTEGER,
  staging_party TEXT NOT NULL,
  staging_name TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (party, sender, id)
) STRICT;

CREATE TABLE cds_incoming (
  party TEXT NOT NULL,
  sender TEXT NOT NULL,
  id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  head_routing BLOB NOT NULL,
  head_mldsa BLOB,
  head_manifest BLOB NOT NULL,
  routing TEXT NOT NULL,
  content TEXT NOT NULL,
  content_length INTEGER NOT NULL,
  arrived_at INTEGER NOT NULL,
  accepted_at INTEGER,
  test INTEGER NOT NULL,
  subject_code TEXT,
  type_code TEXT,
  priority TEXT,
  level TEXT,
  reply_deadline INTEGER,
  reply_to_sender TEXT,
  reply_to_id TEXT,
  details BLOB,
  parts TEXT NOT NULL,
  problem_code TEXT,
  problem_detail TEXT,
  version INTEGER NOT NULL,
  PRIMARY KEY (party, sender, id)
) STRICT;

CREATE UNIQUE INDEX cds_incoming_sequence ON cds_incoming (party, sequence);

CREATE TABLE cds_receipt (
  party TEXT NOT NULL,
  sender TEXT NOT NULL,
  id TEXT NOT NULL,
  routing TEXT NOT NULL,
  signer TEXT NOT NULL,
  event TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  net TEXT NOT NULL,
  at INTEGER NOT NULL,
  code TEXT,
  signed BLOB NOT NULL,
  PRIMARY KEY (party, sender, id, routing, signer, event)
) STRICT;

CREATE TABLE cds_event (
  party TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  direction TEXT NOT NULL,
  sender TEXT NOT NULL,
  id TEXT NOT NULL,
  what TEXT NOT NULL,
  recipient TEXT,
  status_from TEXT,
  status_to TEXT,
  actor TEXT NOT NULL,
  problem_code TEXT,
  problem_detail TEXT,
  PRIMARY KEY (party, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX cds_event_message ON cds_event (party, sender, id, sequence);

CREATE TABLE cds_work (
  party TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  due INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  token INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  again INTEGER,
  PRIMARY KEY (party, kind, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX cds_work_due ON cds_work (kind, due, party, sequence);

CREATE TABLE cds_state (
  party TEXT NOT NULL,
  name TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (party, name)
) STRICT;

CREATE TABLE cds_key (
  owner TEXT NOT NULL,
  digest TEXT NOT NULL,
  party TEXT NOT NULL,
  key_use TEXT NOT NULL,
  state TEXT NOT NULL,
  certificate BLOB NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  revoked_at INTEGER,
  invalid_since INTEGER,
  PRIMARY KEY (owner, digest)
) STRICT;

CREATE INDEX cds_key_party ON cds_key (owner, party, key_use, not_before);

CREATE TABLE cds_party (
  owner TEXT NOT NULL,
  party TEXT NOT NULL,
  name TEXT NOT NULL,
  chinese_name TEXT NOT NULL,
  record BLOB,
  counter INTEGER NOT NULL,
  until INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (owner, party)
) STRICT;

CREATE TABLE cds_enrolment (
  party TEXT NOT NULL,
  code BLOB NOT NULL,
  expires INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  request_party TEXT,
  request BLOB,
  request_mac BLOB,
  answer BLOB,
  answer_mac BLOB,
  version INTEGER NOT NULL,
  PRIMARY KEY (party)
) STRICT;

CREATE TABLE cds_hub_message (
  party TEXT NOT NULL,
  id TEXT NOT NULL,
  head_routing BLOB NOT NULL,
  head_mldsa BLOB,
  head_manifest BLOB NOT NULL,
  routing TEXT NOT NULL,
  expires INTEGER NOT NULL,
  staging_party TEXT NOT NULL,
  staging_name TEXT NOT NULL,
  content TEXT,
  content_length INTEGER,
  version INTEGER NOT NULL,
  PRIMARY KEY (party, id)
) STRICT;

CREATE TABLE cds_feed (
  party TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  sender TEXT NOT NULL,
  id TEXT NOT NULL,
  receipt BLOB,
  once TEXT NOT NULL,
  PRIMARY KEY (party, sequence)
) STRICT;

CREATE UNIQUE INDEX cds_feed_once ON cds_feed (party, once);
CREATE INDEX cds_feed_message ON cds_feed (party, sender, id);

-- state: 0 unfinished, 1 finished, 2 bound, 3 released. name: while it is unfinished.
-- token: of the sink that may write.
CREATE TABLE cds_content (
  party TEXT NOT NULL,
  id INTEGER NOT NULL,
  name TEXT,
  token INTEGER NOT NULL,
  length INTEGER NOT NULL,
  state INTEGER NOT NULL,
  touched INTEGER NOT NULL,
  PRIMARY KEY (party, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX cds_content_name ON cds_content (party, name);
CREATE INDEX cds_content_state ON cds_content (state, touched);

CREATE TABLE cds_piece (
  party TEXT NOT NULL,
  content INTEGER NOT NULL,
  place INTEGER NOT NULL,
  octets BLOB NOT NULL,
  PRIMARY KEY (party, content, place),
  FOREIGN KEY (party, content) REFERENCES cds_content (party, id)
) STRICT;
