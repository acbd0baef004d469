-- Schema version 3: relations between documents, and when each is in force by its own words.

alter table documents add column valid_from  text;     -- first day in force, as the document says; ISO
alter table documents add column valid_until text;     -- last day
alter table documents add column valid_page  integer;  -- where it says so
alter table documents add column valid_start integer;

-- What a citation's sentence says of the cited work. The doer is the document itself (null), a work cited on the same
-- page (its position), or not named (-1).
create table relations (
  document integer not null,
  page     integer not null,
  position integer not null,
  kind     text not null,
  doer     integer,
  since    text,
  part     integer not null,
  primary key (document, page, position, kind),
  foreign key (document, page, position) references links on delete cascade
) without rowid;
create index relations_by_kind on relations (kind, part);
