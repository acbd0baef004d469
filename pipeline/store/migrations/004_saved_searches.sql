-- Schema version 4: searches that are kept, and what each has shown already.

create table if not exists saved_searches (
  name    text primary key,
  query   text not null,
  filters text not null,         -- JSON: the filters of store/filters.py
  since   text not null default (datetime('now'))
) without rowid;

-- By content: a document that changed is new again, one that only moved is not.
create table if not exists saved_seen (
  name   text not null references saved_searches on delete cascade,
  sha256 text not null,
  primary key (name, sha256)
) without rowid;
