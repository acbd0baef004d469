-- Schema version 12: headers put right by hand, kept when the file is read again.

create table if not exists corrections (
  path     text primary key,
  sha256   text not null,
  fields   text not null,        -- JSON: the fields put right
  original text not null         -- JSON: the header as it was read
) without rowid;
