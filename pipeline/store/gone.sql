-- Schema version 8: a list keeps pages that went until it is put in order; blocks have 32,768 pages, and
-- lists hold units of hits (store/units.py).

-- Pages that are no more and still stand in lists.
create table gone (page integer primary key);

-- The last page when the lists were put in order.
create table ordered (last integer not null);
insert into ordered values (0);

-- `hits.place` is (list << 32) | block of a dense list, | first page of a row of postings; with 1 << 31 for
-- rows of postings behind the blocks of a dense list.
delete from hits;

-- Words of each page, as 16-bit numbers of this machine, 2,000 pages a row; their classes, a byte a page,
-- a block a row: store/lengths.py.
drop table lengths;
create table lengths (place integer primary key, words blob not null);
create table length_classes (block integer primary key, classes blob not null);

-- The key of a document's first page, which the others follow.
alter table documents add column first_key integer;
update documents set first_key = (select min(key) from pages where document = documents.key);
