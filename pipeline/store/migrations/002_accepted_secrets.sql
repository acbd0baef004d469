-- Schema version 2: secret documents that were taken in on purpose; how a file that was set aside had been tried.

alter table set_aside add column attempt text not null default '';

alter table documents add column secrecy text;  -- degree; null for all but those

-- Who took one in said why. A row outlives its document.
create table accepted_secrets (
  path    text not null,
  sha256  text not null,
  secrecy text not null,
  reason  text not null,
  since   text not null default (datetime('now'))
);
