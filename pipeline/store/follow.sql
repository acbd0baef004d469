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

-- Works that are said to have ended, whole, and from which day: the day told, else that on which the document that
-- ends them came into force or was issued. Neither drafts nor secret documents have a say, and none has it over a
-- higher body.
create view ended as
select links.target as work, relations.kind as kind, relations.document as document, relations.page as page,
       relations.position as position,
       coalesce(relations.since,
                case when relations.doer is null then citing.valid_from
                     else json_extract(doer.reference, '$[0].date') end,
                citing.date) as day
from relations
join links using (document, page, position)
join documents as citing on citing.key = relations.document
left join links as doer on doer.document = relations.document and doer.page = relations.page
                       and doer.position = relations.doer
where relations.kind in ('thay thế', 'bãi bỏ', 'hết hiệu lực') and relations.part = 0
  and links.target is not null and links.target <> citing.id
  and (relations.doer is not null or may_rule(citing.issuer, json_extract(links.reference, '$[0].issuer')))
  and citing.secrecy is null and not json_extract(citing.header, '$.marks.draft');
