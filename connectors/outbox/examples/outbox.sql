create table outbox (
  id text primary key,
  tenant text not null,
  agent text not null,
  payload jsonb,
  priority smallint,
  created_at timestamptz not null default now());
