-- Schema version 3: what documents say of each other, and of their own coming into force.

alter table documents add column valid_from  text;     -- first day in force, as the document says; ISO
alter table documents add column valid_until text;     -- last day
alter table documents add column valid_page  integer;  -- where it says so
alter table documents add column valid_start integer;

-- What the sentence of a citation says of the work. Whoever does it is the document itself (doer null), a work
-- cited on the same page (doer its position) or not named (doer -1).
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
