-- Every table of the store. The partition (party, or owner) leads every key; times are
-- milliseconds since 1970-01-01T00:00:00Z; flags are 0 or 1; digests are hexadecimal.

CREATE TABLE IF NOT EXISTS cds_store (
  name {text 255} NOT NULL PRIMARY KEY,
  value {text 255} NOT NULL
) {table};

INSERT INTO cds_store (name, value)
SELECT 'id', {random} WHERE NOT EXISTS (SELECT 1 FROM cds_store WHERE name = 'id');

CREATE TABLE IF NOT EXISTS cds_counter (
  party {text 32} NOT NULL,
  name {text 255} NOT NULL,
  value {integer} NOT NULL,
  PRIMARY KEY (party, name)
) {table by key};

CREATE TABLE IF NOT EXISTS cds_outgoing (
  party {text 32} NOT NULL,
  id {text 36} NOT NULL,
  sequence {integer} NOT NULL,
  status {text 64} NOT NULL,
  owner {text 128} NOT NULL,
  created_at {integer} NOT NULL,
  test {integer} NOT NULL,
  time_to_live {integer} NOT NULL,
  subject_code {text 64} NOT NULL,
  type_code {text 64} NOT NULL,
  priority {text 64} NOT NULL,
  level {text 64} NOT NULL,
  reply_deadline {integer},
  reply_to_sender {text 32},
  reply_to_id {text 36},
  details {octets} NOT NULL,
  parts {text} NOT NULL,
  seal {integer},
  head_routing {octets},
  head_mldsa {octets},
  head_manifest {octets},
  routing {text 64},
  content {text 255},
  content_length {integer},
  expires {integer},
  attempts {integer} NOT NULL,
  processing_since {integer},
  problem_code {text 64},
  problem_detail {text},
  exported {integer} NOT NULL,
  version {integer} NOT NULL,
  PRIMARY KEY (party, id)
) {table};

CREATE UNIQUE INDEX IF NOT EXISTS cds_outgoing_sequence ON cds_outgoing (party, sequence);

CREATE TABLE IF NOT EXISTS cds_delivery (
  party {text 32} NOT NULL,
  id {text 36} NOT NULL,
  recipient {text 32} NOT NULL,
  role {text 64} NOT NULL,
  status {text 64} NOT NULL,
  opened_at {integer},
  refusal {text 64},
  version {integer} NOT NULL,
  PRIMARY KEY (party, id, recipient)
) {table by key};

CREATE TABLE IF NOT EXISTS cds_arrival (
  party {text 32} NOT NULL,
  sender {text 32} NOT NULL,
  id {text 36} NOT NULL,
  head_routing {octets} NOT NULL,
  head_mldsa {octets},
  head_manifest {octets} NOT NULL,
  routing {text 64} NOT NULL,
  role {text 64} NOT NULL,
  content_length {integer} NOT NULL,
  accepted_at {integer},
  staging_party {text 32} NOT NULL,
  staging_name {text 255} NOT NULL,
  version {integer} NOT NULL,
  PRIMARY KEY (party, sender, id)
) {table};

CREATE TABLE IF NOT EXISTS cds_incoming (
  party {text 32} NOT NULL,
  sender {text 32} NOT NULL,
  id {text 36} NOT NULL,
  sequence {integer} NOT NULL,
  role {text 64} NOT NULL,
  status {text 64} NOT NULL,
  head_routing {octets} NOT NULL,
  head_mldsa {octets},
  head_manifest {octets} NOT NULL,
  routing {text 64} NOT NULL,
  content {text 255} NOT NULL,
  content_length {integer} NOT NULL,
  arrived_at {integer} NOT NULL,
  accepted_at {integer},
  test {integer} NOT NULL,
  subject_code {text 64},
  type_code {text 64},
  priority {text 64},
  level {text 64},
  reply_deadline {integer},
  reply_to_sender {text 32},
  reply_to_id {text 36},
  details {octets},
  parts {text} NOT NULL,
  problem_code {text 64},
  problem_detail {text},
  version {integer} NOT NULL,
  PRIMARY KEY (party, sender, id)
) {table};

CREATE UNIQUE INDEX IF NOT EXISTS cds_incoming_sequence ON cds_incoming (party, sequence);

CREATE TABLE IF NOT EXISTS cds_receipt (
  party {text 32} NOT NULL,
  sender {text 32} NOT NULL,
  id {text 36} NOT NULL,
  routing {text 64} NOT NULL,
  signer {text 32} NOT NULL,
  event {text 64} NOT NULL,
  sequence {integer} NOT NULL,
  net {text 64} NOT NULL,
  at {integer} NOT NULL,
  code {text 64},
  signed {octets} NOT NULL,
  PRIMARY KEY (party, sender, id, routing, signer, event)
) {table};

-- Not by key: SQLite would look for a message's events among all of the party's.
CREATE TABLE IF NOT EXISTS cds_event (
  party {text 32} NOT NULL,
  sequence {integer} NOT NULL,
  at {integer} NOT NULL,
  direction {text 64} NOT NULL,
  sender {text 32} NOT NULL,
  id {text 36} NOT NULL,
  what {text 64} NOT NULL,
  recipient {text 32},
  status_from {text 64},
  status_to {text 64},
  actor {text 255} NOT NULL,
  problem_code {text 64},
  problem_detail {text},
  PRIMARY KEY (party, sequence)
) {table};

CREATE INDEX IF NOT EXISTS cds_event_message ON cds_event (party, sender, id, sequence);

CREATE TABLE IF NOT EXISTS cds_work (
  party {text 32} NOT NULL,
  kind {text 64} NOT NULL,
  name {text 255} NOT NULL,
  due {integer} NOT NULL,
  sequence {integer} NOT NULL,
  token {integer} NOT NULL,
  attempts {integer} NOT NULL,
  again {integer},
  PRIMARY KEY (party, kind, name)
) {table by key};

CREATE INDEX IF NOT EXISTS cds_work_due ON cds_work (kind, due, sequence);
CREATE INDEX IF NOT EXISTS cds_work_party ON cds_work (party, kind, due, sequence);

CREATE TABLE IF NOT EXISTS cds_state (
  party {text 32} NOT NULL,
  name {text 255} NOT NULL,
  value {octets} NOT NULL,
  PRIMARY KEY (party, name)
) {table};

CREATE TABLE IF NOT EXISTS cds_key (
  owner {text 128} NOT NULL,
  digest {text 64} NOT NULL,
  party {text 32} NOT NULL,
  key_use {text 64} NOT NULL,
  state {text 64} NOT NULL,
  certificate {octets} NOT NULL,
  not_before {integer} NOT NULL,
  not_after {integer} NOT NULL,
  revoked_at {integer},
  invalid_since {integer},
  PRIMARY KEY (owner, digest)
) {table};

CREATE INDEX IF NOT EXISTS cds_key_party ON cds_key (owner, party, key_use, not_before);

CREATE TABLE IF NOT EXISTS cds_party (
  owner {text 128} NOT NULL,
  party {text 32} NOT NULL,
  name {text 255} NOT NULL,
  chinese_name {text 255} NOT NULL,
  record {octets},
  counter {integer} NOT NULL,
  until {integer} NOT NULL,
  version {integer} NOT NULL,
  PRIMARY KEY (owner, party)
) {table};

CREATE TABLE IF NOT EXISTS cds_enrolment (
  party {text 32} NOT NULL,
  code {octets} NOT NULL,
  expires {integer} NOT NULL,
  failures {integer} NOT NULL,
  request_party {text 32},
  request {octets},
  request_mac {octets},
  answer {octets},
  answer_mac {octets},
  version {integer} NOT NULL,
  PRIMARY KEY (party)
) {table};

CREATE TABLE IF NOT EXISTS cds_hub_message (
  party {text 32} NOT NULL,
  id {text 36} NOT NULL,
  head_routing {octets} NOT NULL,
  head_mldsa {octets},
  head_manifest {octets} NOT NULL,
  routing {text 64} NOT NULL,
  expires {integer} NOT NULL,
  staging_party {text 32} NOT NULL,
  staging_name {text 255} NOT NULL,
  content {text 255},
  content_length {integer},
  version {integer} NOT NULL,
  PRIMARY KEY (party, id)
) {table};

CREATE TABLE IF NOT EXISTS cds_feed (
  party {text 32} NOT NULL,
  sequence {integer} NOT NULL,
  sender {text 32} NOT NULL,
  id {text 36} NOT NULL,
  receipt {octets},
  once {text 255} NOT NULL,
  PRIMARY KEY (party, sequence)
) {table};

CREATE UNIQUE INDEX IF NOT EXISTS cds_feed_once ON cds_feed (party, once);
CREATE INDEX IF NOT EXISTS cds_feed_message ON cds_feed (party, sender, id);

-- state: 0 unfinished, 1 finished, 2 bound, 3 released. name: while it is unfinished.
-- file: what its files' names begin with; null if its octets are in cds_piece.
-- token: of the sink that may write; 0 in a directory if the last one was closed.
CREATE TABLE IF NOT EXISTS cds_content (
  party {text 32} NOT NULL,
  id {integer} NOT NULL,
  name {text 255},
  file {text 32},
  token {integer} NOT NULL,
  length {integer} NOT NULL,
  state {integer} NOT NULL,
  touched {integer} NOT NULL,
  PRIMARY KEY (party, id)
) {table by key};

CREATE UNIQUE INDEX IF NOT EXISTS cds_content_name ON cds_content (party, name);
CREATE INDEX IF NOT EXISTS cds_content_state ON cds_content (state, touched);
CREATE INDEX IF NOT EXISTS cds_content_file ON cds_content (file);

CREATE TABLE IF NOT EXISTS cds_piece (
  party {text 32} NOT NULL,
  content {integer} NOT NULL,
  place {integer} NOT NULL,
  octets {octets} NOT NULL,
  PRIMARY KEY (party, content, place),
  FOREIGN KEY (party, content) REFERENCES cds_content (party, id)
) {table};

-- From octet place on it lies in the file of this token, up to the next place.
CREATE TABLE IF NOT EXISTS cds_file (
  party {text 32} NOT NULL,
  content {integer} NOT NULL,
  place {integer} NOT NULL,
  token {integer} NOT NULL,
  PRIMARY KEY (party, content, place),
  FOREIGN KEY (party, content) REFERENCES cds_content (party, id)
) {table by key};
