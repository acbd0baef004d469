-- Schema version 13: what is indexed and found is a passage: a printed page, or a part of a text that has none. Its key
-- is the row's id in the index; those of a document follow each other. Passages are made from the pages in Python.

create table passages (
  key      integer primary key,
  document integer not null references documents on delete cascade,
  page     integer not null,
  start    integer not null,     -- offset in the page's text
  heading  text not null,        -- titles of the sections that begin there
  places   text not null,        -- their labels, as words of the index: dieu7
  text     text,                 -- null where it is the whole page
  unique (document, page, start)
);
alter table documents add column passage_count integer not null default 0;
alter table links add column start integer not null default 0;  -- of the mention, in the page's text
update links set start = ifnull(json_extract(mention, '$.start'), 0);

drop view if exists indexed;
drop view if exists passage_texts;
-- A page has the key of its first passage.
create view passage_texts as
select passages.key, passages.document, passages.page, passages.start, passages.heading,
       ifnull(passages.text, pages.text) as text
from passages left join pages on pages.key = passages.key;

create view indexed as
select passages.key as rowid,
       fold(ifnull(passages.text, pages.text)) as body,
       fold(passages.heading || ' ' || passages.places) as heading,
       iif(passages.key = documents.first_key, fold(ifnull(documents.title, '')), '') as title,
       iif(passages.key = documents.first_key, fold(ifnull(documents.type, '') || ' ' || ifnull(documents.number, '')), '')
         as number,
       iif(passages.key = documents.first_key, fold(file_words(documents.path)), '') as file
from passages left join pages on pages.key = passages.key join documents on documents.key = passages.document;
