-- Schema version 4: saved searches, and the documents that each has shown.

create table if not exists saved_searches (
  name    text primary key,
  query   text not null,
  filters text not null,         -- JSON: the filters of store/filters.py
  since   text not null default (datetime('now'))
) without rowid;

-- By content: a changed document is new again, a moved one is not.
create table if not exists saved_seen (
  name   text not null references saved_searches on delete cascade,
  sha256 text not null,
  primary key (name, sha256)
) without rowid;
