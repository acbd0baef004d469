-- Schema version 11: one sentence may name several works that amended a work, so a kind is no key.

create table kept as select * from relations;
drop table relations;
create table relations (
  document integer not null,
  page     integer not null,
  position integer not null,
  kind     text not null,
  doer     integer,
  since    text,
  part     integer not null,
  foreign key (document, page, position) references links on delete cascade
);
insert into relations select document, page, position, kind, doer, since, part from kept;
drop table kept;
create index relations_by_kind on relations (kind, part);
create index relations_by_link on relations (document, page, position);
