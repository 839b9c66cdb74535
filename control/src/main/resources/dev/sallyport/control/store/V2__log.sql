-- The log. The application may add to it and read it; it cannot change or remove an entry.

-- One row: the size of the tree and the roots along its right edge. Whoever appends locks it first.
create table log_head (
  id   smallint primary key check (id = 1),
  size bigint   not null check (size >= 0),
  edge bytea    not null
);
insert into log_head (id, size, edge) values (1, 0, '\x0000000000000000');

-- What one transaction appended: by its id a lost COMMIT is looked up.
create table log_batch (
  id      uuid        primary key,
  first   bigint      not null,
  entries bigint      not null check (entries > 0),
  at      timestamptz not null default clock_timestamp()
);

create table log_entry (
  index  bigint  primary key check (index >= 0),
  tenant integer not null,
  leaf   bytea   not null check (length(leaf) <= 65535),
  hash   bytea   not null check (length(hash) = 32)
);

-- What entries say about people, beside the tree, so that it can be erased.
create table log_personal (
  commitment bytea   primary key check (length(commitment) = 32),
  entry      bigint  not null,
  tenant     integer not null,
  field      text    not null,
  salt       bytea   not null check (length(salt) = 32),
  value      text    not null
);
create index log_personal_entry on log_personal (entry);
create index log_personal_value on log_personal (tenant, field, md5(value), entry);

-- Signed heads, each larger than all before it.
create table log_checkpoint (
  size bigint      primary key,
  root bytea       not null check (length(root) = 32),
  note bytea       not null,
  at   timestamptz not null default clock_timestamp()
);
create function log_checkpoint_grows() returns trigger language plpgsql as $$
begin
  if exists (select from log_checkpoint where size >= new.size) then
    raise exception 'a checkpoint of size % is not larger than all others', new.size
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger log_checkpoint_grows before insert on log_checkpoint
  for each row execute function log_checkpoint_grows();

-- For searching. Made from the entries and can be made again.
create table log_search (
  entry       bigint      primary key,
  tenant      integer     not null,
  verb        text        not null,
  at          timestamptz not null,
  environment text,
  artifact    text,
  repository  text,
  run         text,
  identity    text
);
create index log_search_verb on log_search (tenant, verb, entry);
create index log_search_at on log_search (tenant, at, entry);
create index log_search_environment on log_search (tenant, environment, entry)
  where environment is not null;
create index log_search_artifact on log_search (tenant, artifact, entry) where artifact is not null;
create index log_search_run on log_search (tenant, run, entry) where run is not null;
create index log_search_identity on log_search (tenant, identity, entry) where identity is not null;

-- How far each sink has got.
create table log_sink (
  name    text    primary key check (name ~ '^[a-z0-9-]{1,64}$'),
  next    bigint  not null check (next >= 0),
  lagging boolean not null
);

create trigger log_entry_is_kept before update or delete or truncate on log_entry
  for each statement execute function refuse_change();
create trigger log_batch_is_kept before update or delete or truncate on log_batch
  for each statement execute function refuse_change();
create trigger log_checkpoint_is_kept before update or delete or truncate on log_checkpoint
  for each statement execute function refuse_change();
create trigger log_personal_is_kept before update or truncate on log_personal
  for each statement execute function refuse_change();

grant select, insert on log_entry, log_batch, log_checkpoint to ${app};
grant select, update on log_head to ${app};
grant select, insert, delete on log_personal to ${app};
grant select, insert, delete, truncate on log_search to ${app};
grant select, insert, update on log_sink to ${app};
