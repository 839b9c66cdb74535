-- The log. The application may add to it and read it; it cannot change or remove an entry.

-- One row: the size of the tree and the roots along its right edge. Whoever appends locks it first.
CREATE TABLE log_head (
  id   smallint PRIMARY KEY CHECK (id = 1),
  size bigint   NOT NULL CHECK (size >= 0),
  edge bytea    NOT NULL
);
INSERT INTO log_head (id, size, edge) VALUES (1, 0, '\x0000000000000000');

-- What one transaction appended: by its id a lost COMMIT is looked up.
CREATE TABLE log_batch (
  id      uuid        PRIMARY KEY,
  first   bigint      NOT NULL,
  entries bigint      NOT NULL CHECK (entries > 0),
  at      timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE log_entry (
  index  bigint PRIMARY KEY CHECK (index >= 0),
  tenant bigint NOT NULL,
  leaf   bytea  NOT NULL CHECK (length(leaf) <= 65535),
  hash   bytea  NOT NULL CHECK (length(hash) = 32)
);

-- What entries say about people, beside the tree, so that it can be erased.
CREATE TABLE log_personal (
  commitment bytea  PRIMARY KEY CHECK (length(commitment) = 32),
  entry      bigint NOT NULL,
  tenant     bigint NOT NULL,
  field      text   NOT NULL,
  salt       bytea  NOT NULL CHECK (length(salt) = 32),
  value      text   NOT NULL
);
CREATE INDEX log_personal_entry ON log_personal (entry);
CREATE INDEX log_personal_value ON log_personal (tenant, field, md5(value), entry);

-- Signed heads, each larger than all before it.
CREATE TABLE log_checkpoint (
  size bigint      PRIMARY KEY,
  root bytea       NOT NULL CHECK (length(root) = 32),
  note bytea       NOT NULL,
  at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE FUNCTION log_checkpoint_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM log_checkpoint WHERE size >= NEW.size) THEN
    RAISE EXCEPTION 'a checkpoint of size % is not larger than all others', NEW.size
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER log_checkpoint_grows BEFORE INSERT ON log_checkpoint
  FOR EACH ROW EXECUTE FUNCTION log_checkpoint_grows();

-- For searching. Made from the entries and can be made again.
CREATE TABLE log_search (
  entry       bigint      PRIMARY KEY,
  tenant      bigint      NOT NULL,
  verb        text        NOT NULL,
  at          timestamptz NOT NULL,
  environment text,
  artifact    text,
  repository  text,
  run         text,
  identity    text
);
CREATE INDEX log_search_verb ON log_search (tenant, verb, entry);
CREATE INDEX log_search_at ON log_search (tenant, at, entry);
CREATE INDEX log_search_environment ON log_search (tenant, environment, entry)
  WHERE environment IS NOT NULL;
CREATE INDEX log_search_artifact ON log_search (tenant, artifact, entry) WHERE artifact IS NOT NULL;
CREATE INDEX log_search_run ON log_search (tenant, run, entry) WHERE run IS NOT NULL;
CREATE INDEX log_search_identity ON log_search (tenant, identity, entry) WHERE identity IS NOT NULL;

GRANT SELECT, INSERT ON log_entry, log_batch, log_checkpoint TO sallyport_app;
GRANT SELECT, UPDATE ON log_head TO sallyport_app;
GRANT SELECT, INSERT, DELETE ON log_personal TO sallyport_app;
GRANT SELECT, INSERT, DELETE, TRUNCATE ON log_search TO sallyport_app;
