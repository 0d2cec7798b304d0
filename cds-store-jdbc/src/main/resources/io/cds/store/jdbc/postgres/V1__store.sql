-- Every table of the store. The partition (party, or owner) leads every key; times are
-- milliseconds since 1970-01-01T00:00:00Z; flags are 0 or 1; digests are hexadecimal.

CREATE TABLE cds_store (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  value TEXT COLLATE "C" NOT NULL
);

INSERT INTO cds_store (name, value) VALUES ('id', replace(CAST(gen_random_uuid() AS TEXT), '-', ''));

CREATE TABLE cds_counter (
  party TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  value BIGINT NOT NULL,
  PRIMARY KEY (party, name)
);

CREATE TABLE cds_outgoing (
  party TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  sequence BIGINT NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  owner TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  test BIGINT NOT NULL,
  time_to_live BIGINT NOT NULL,
  subject_code TEXT COLLATE "C" NOT NULL,
  type_code TEXT COLLATE "C" NOT NULL,
  priority TEXT COLLATE "C" NOT NULL,
  level TEXT COLLATE "C" NOT NULL,
  reply_deadline BIGINT,
  reply_to_sender TEXT COLLATE "C",
  reply_to_id TEXT COLLATE "C",
  details BYTEA NOT NULL,
  parts TEXT COLLATE "C" NOT NULL,
  seal BIGINT,
  head_routing BYTEA,
  head_mldsa BYTEA,
  head_manifest BYTEA,
  routing TEXT COLLATE "C",
  content TEXT COLLATE "C",
  content_length BIGINT,
  expires BIGINT,
  attempts BIGINT NOT NULL,
  processing_since BIGINT,
  problem_code TEXT COLLATE "C",
  problem_detail TEXT COLLATE "C",
  exported BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (party, id)
);

CREATE UNIQUE INDEX cds_outgoing_sequence ON cds_outgoing (party, sequence);

CREATE TABLE cds_delivery (
  party TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  recipient TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  opened_at BIGINT,
  refusal TEXT COLLATE "C",
  version BIGINT NOT NULL,
  PRIMARY KEY (party, id, recipient)
);

CREATE TABLE cds_arrival (
  party TEXT COLLATE "C" NOT NULL,
  sender TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  head_routing BYTEA NOT NULL,
  head_mldsa BYTEA,
  head_manifest BYTEA NOT NULL,
  routing TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  content_length BIGINT NOT NULL,
  accepted_at BIGINT,
  staging_party TEXT COLLATE "C" NOT NULL,
  staging_name TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (party, sender, id)
);

CREATE TABLE cds_incoming (
  party TEXT COLLATE "C" NOT NULL,
  sender TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  sequence BIGINT NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  head_routing BYTEA NOT NULL,
  head_mldsa BYTEA,
  head_manifest BYTEA NOT NULL,
  routing TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  content_length BIGINT NOT NULL,
  arrived_at BIGINT NOT NULL,
  accepted_at BIGINT,
  test BIGINT NOT NULL,
  subject_code TEXT COLLATE "C",
  type_code TEXT COLLATE "C",
  priority TEXT COLLATE "C",
  level TEXT COLLATE "C",
  reply_deadline BIGINT,
  reply_to_sender TEXT COLLATE "C",
  reply_to_id TEXT COLLATE "C",
  details BYTEA,
  parts TEXT COLLATE "C" NOT NULL,
  problem_code TEXT COLLATE "C",
  problem_detail TEXT COLLATE "C",
  version BIGINT NOT NULL,
  PRIMARY KEY (party, sender, id)
);

CREATE UNIQUE INDEX cds_incoming_sequence ON cds_incoming (party, sequence);

CREATE TABLE cds_receipt (
  party TEXT COLLATE "C" NOT NULL,
  sender TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  routing TEXT COLLATE "C" NOT NULL,
  signer TEXT COLLATE "C" NOT NULL,
  event TEXT COLLATE "C" NOT NULL,
  sequence BIGINT NOT NULL,
  net TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  code TEXT COLLATE "C",
  signed BYTEA NOT NULL,
  PRIMARY KEY (party, sender, id, routing, signer, event)
);

CREATE TABLE cds_event (
  party TEXT COLLATE "C" NOT NULL,
  sequence BIGINT NOT NULL,
  at BIGINT NOT NULL,
  direction TEXT COLLATE "C" NOT NULL,
  sender TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  what TEXT COLLATE "C" NOT NULL,
  recipient TEXT COLLATE "C",
  status_from TEXT COLLATE "C",
  status_to TEXT COLLATE "C",
  actor TEXT COLLATE "C" NOT NULL,
  problem_code TEXT COLLATE "C",
  problem_detail TEXT COLLATE "C",
  PRIMARY KEY (party, sequence)
);

CREATE INDEX cds_event_message ON cds_event (party, sender, id, sequence);

CREATE TABLE cds_work (
  party TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  due BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  token BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  again BIGINT,
  PRIMARY KEY (party, kind, name)
);

CREATE INDEX cds_work_due ON cds_work (kind, due, party, sequence);

CREATE TABLE cds_state (
  party TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  value BYTEA NOT NULL,
  PRIMARY KEY (party, name)
);

CREATE TABLE cds_key (
  owner TEXT COLLATE "C" NOT NULL,
  digest TEXT COLLATE "C" NOT NULL,
  party TEXT COLLATE "C" NOT NULL,
  key_use TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  certificate BYTEA NOT NULL,
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL,
  revoked_at BIGINT,
  invalid_since BIGINT,
  PRIMARY KEY (owner, digest)
);

CREATE INDEX cds_key_party ON cds_key (owner, party, key_use, not_before);

CREATE TABLE cds_party (
  owner TEXT COLLATE "C" NOT NULL,
  party TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  chinese_name TEXT COLLATE "C" NOT NULL,
  record BYTEA,
  counter BIGINT NOT NULL,
  until BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (owner, party)
);

CREATE TABLE cds_enrolment (
  party TEXT COLLATE "C" NOT NULL,
  code BYTEA NOT NULL,
  expires BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  request_party TEXT COLLATE "C",
  request BYTEA,
  request_mac BYTEA,
  answer BYTEA,
  answer_mac BYTEA,
  version BIGINT NOT NULL,
  PRIMARY KEY (party)
);

CREATE TABLE cds_hub_message (
  party TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  head_routing BYTEA NOT NULL,
  head_mldsa BYTEA,
  head_manifest BYTEA NOT NULL,
  routing TEXT COLLATE "C" NOT NULL,
  expires BIGINT NOT NULL,
  staging_party TEXT COLLATE "C" NOT NULL,
  staging_name TEXT COLLATE "C" NOT NULL,
  content TEXT COLLATE "C",
  content_length BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (party, id)
);

CREATE TABLE cds_feed (
  party TEXT COLLATE "C" NOT NULL,
  sequence BIGINT NOT NULL,
  sender TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  receipt BYTEA,
  once TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (party, sequence)
);

CREATE UNIQUE INDEX cds_feed_once ON cds_feed (party, once);
CREATE INDEX cds_feed_message ON cds_feed (party, sender, id);

-- state: 0 unfinished, 1 finished, 2 bound, 3 released. name: while it is unfinished.
-- token: of the sink that may write.
CREATE TABLE cds_content (
  party TEXT COLLATE "C" NOT NULL,
  id BIGINT NOT NULL,
  name TEXT COLLATE "C",
  token BIGINT NOT NULL,
  length BIGINT NOT NULL,
  state BIGINT NOT NULL,
  touched BIGINT NOT NULL,
  PRIMARY KEY (party, id)
);

CREATE UNIQUE INDEX cds_content_name ON cds_content (party, name);
CREATE INDEX cds_content_state ON cds_content (state, touched);

CREATE TABLE cds_piece (
  party TEXT COLLATE "C" NOT NULL,
  content BIGINT NOT NULL,
  place BIGINT NOT NULL,
  octets BYTEA NOT NULL,
  PRIMARY KEY (party, content, place),
  FOREIGN KEY (party, content) REFERENCES cds_content (party, id)
);
