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

-- Words and phrases that have lists, and on how many pages they stand; dense ones as planes of bits.
create table lists (
  key   integer primary key,
  term  text not null unique,
  pages integer not null,
  dense integer not null
);
create index lists_of_phrases on lists (term) where instr(term, ' ');

-- Hits of a term: place is (list << 32) | block of a dense list, or the first page of a row of postings.
create table hits (
  place integer primary key,
  data  blob not null
);
