-- Schema version 2: secret documents that were added on purpose; how a file that was set aside had been read.

alter table set_aside add column attempt text not null default '';

alter table documents add column secrecy text;  -- degree; null for other documents

-- A row outlives its document.
create table accepted_secrets (
  path    text not null,
  sha256  text not null,
  secrecy text not null,
  reason  text not null,
  since   text not null default (datetime('now'))
);
