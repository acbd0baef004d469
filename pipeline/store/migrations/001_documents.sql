-- Schema version 1: documents, their pages, their citations, and files set aside.

create table documents (
  key         integer primary key,
  id          text not null unique,
  path        text not null unique,
  sha256      text not null,
  type        text,
  type_key    text,              -- folded, as people type it
  number      text,
  number_key  text,              -- numbers.number_key(number)
  serial      text,              -- without leading zeros, as in a bare citation
  issuer      text,
  issuer_key  text,              -- folded
  date        text,              -- ISO
  term        text,              -- of the Central Committee on that day: XII
  title       text,
  header      text not null,     -- JSON, whole
  outline     text not null,     -- JSON: [label, title, page, level, start]
  warnings    text not null,     -- JSON
  page_count  integer not null,
  added       text not null default (datetime('now'))
);
create index documents_by_number on documents (number_key);
create index documents_by_serial on documents (serial);
create index documents_by_content on documents (sha256);
create index documents_by_date on documents (date);

-- A page's key is the row's id in the index too.
create table pages (
  key        integer primary key,
  document   integer not null references documents on delete cascade,
  page       integer not null,
  width      real not null,
  height     real not null,
  source     text not null,
  heading    text not null,      -- headings of the sections that begin on the page
  text       text not null,
  paragraphs text not null,      -- JSON: [start, end, kind]
  unique (document, page)
);

-- A citation: its words (mention) and which work it means (the other columns).
create table links (
  document   integer not null references documents on delete cascade,
  page       integer not null,
  position   integer not null,   -- order on the page
  mention    text not null,      -- JSON
  number_key text,               -- of a whole number
  serial     text,               -- of a bare one
  state      text not null,
  rule       text not null,
  target     text,               -- id of the work meant, in the library or not
  reference  text not null,      -- JSON: target and candidates, complete
  primary key (document, page, position)
) without rowid;
create index links_by_number on links (number_key) where number_key is not null;
create index links_by_serial on links (serial) where serial is not null;
create index links_by_target on links (target) where target is not null;

-- Every work that a citation may mean, target and candidates: such citations are resolved again when a document of
-- that work is added or deleted.
create table link_works (
  work     text not null,
  document integer not null,
  page     integer not null,
  position integer not null,
  primary key (work, document, page, position),
  foreign key (document, page, position) references links on delete cascade
) without rowid;
create index link_works_by_link on link_works (document, page, position);

create table set_aside (
  path   text primary key,
  sha256 text,
  reason text not null,
  hint   text not null,
  since  text not null default (datetime('now'))
) without rowid;
