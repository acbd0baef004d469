-- Schema version 6: a page's key is its running number alone; lengths and the hits of frequent words stand
-- in blocks of 4,096 pages; the body is the index's first column, which a hit need not name.

update pages set key = -(key >> 12);
update pages set key = -key;

-- Words of each page, as 16-bit numbers of this machine, and their classes, a byte a page.
create table lengths (
  block   integer primary key,
  classes blob not null,
  words   blob not null
);

-- Words and phrases that have lists, and on how many pages they stand.
create table frequent (
  key   integer primary key,
  term  text not null unique,
  pages integer not null
);

-- Hits of a frequent term on the pages of a block: place is (term << 24) | block.
create table hits (
  place  integer primary key,
  planes blob not null
);

drop table page_index;
drop view indexed;

-- What the index holds, folded; number and title count on a document's first page only.
create view indexed as
select pages.key as rowid,
       fold(pages.text) as body,
       fold(pages.heading) as heading,
       case when pages.page = 1 then fold(ifnull(documents.title, '')) else '' end as title,
       case when pages.page = 1 then fold(ifnull(documents.type, '') || ' ' || ifnull(documents.number, '')) else '' end
         as number
from pages join documents on documents.key = pages.document;

-- Lengths are kept in `lengths`; FTS4's own would cost as much again.
create virtual table page_index using fts4 (
  content="indexed", body, heading, title, number, tokenize=unicode61 "remove_diacritics=2", matchinfo=fts3
);
