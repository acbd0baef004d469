-- The index of record, one row for each page. Its text is read through the view `_indexed` (folded, a column for
-- each of bm25.COLUMNS). FTS4's own document sizes are there for rank_bm25 of sqlite-fts4.
create virtual table _index using fts4 (
  content="_indexed", body, heading, title, number, file, tokenize=unicode61 "remove_diacritics=2"
);

-- The document frequency of every word; pages and words of the whole index, and its size (norms.py) at the last
-- compaction.
create table _index_terms (term text primary key, pages integer not null) without rowid;
create table _index_counts (pages integer not null, words integer not null, compacted integer not null);
insert into _index_counts values (0, 0, 0);

-- Arrays over all pages (norms.py): lengths in words, 2,000 pages a row; norms, 32,768 pages a row.
create table _index_lengths (place integer primary key, data blob not null);
create table _index_norms (place integer primary key, data blob not null);

-- Impact vectors of frequent words, and of frequent phrases, which have more than one word; late postings.
create table _index_impacts (key integer primary key, term text not null unique, words integer not null, data blob not null);
create index _index_phrases on _index_impacts (term) where words > 1;
create table _index_late_impacts (term text, page integer, impact integer not null, primary key (term, page)) without rowid;
