-- Schema version 7: every word has a list of its pages; pages that are few are kept as postings.

drop table hits;
drop table frequent;
drop table lengths;

-- Words of each page, as 16-bit numbers of this machine, and their classes, a byte a page: store/lengths.py.
create table lengths (
  place   integer primary key,
  classes blob not null,
  words   blob not null
);

-- On how many pages a word stands, and its list, if it has one: of postings, or dense, of planes of bits.
drop table terms;
create table terms (
  term  text primary key,
  pages integer not null,
  list  integer,
  dense integer not null default 0
) without rowid;

-- Phrases that have lists, blanks between their words.
create table phrases (
  term  text primary key,
  pages integer not null,
  list  integer not null,
  dense integer not null
) without rowid;

-- Hits of a term: place is (list << 32) | block of a dense list, or the first page of a row of postings.
create table hits (
  place integer primary key,
  data  blob not null
);
