-- Schema version 17: a library that other programs can open. What people read has plain names (documents, pages,
-- passages, citations, relations are tables and views), what the program works with begins with an underscore, and no view calls a
-- function that only this program has.

drop view if exists indexed;
drop view if exists passage_texts;
alter table passages rename to _passages;
alter table links rename to _links;
alter table link_works rename to _link_works;
alter table relations rename to _relations;
alter table _links add column sentence text;  -- with the citation, as `chithi refs` shows it

-- A page has the key of its first passage.
create view passages as
select _passages.key, _passages.document, _passages.page, _passages.start, _passages.heading,
       ifnull(_passages.text, pages.text) as text
from _passages left join pages on pages.key = _passages.key;

-- DuckDB's json_extract leaves strings in quotes, and an absent one the word null.
create view citations as
select citing.id as document,
       citing.number as document_number,
       _links.page,
       json_extract(_links.mention, '$.text') as text,
       nullif(trim(json_extract(_links.mention, '$.type'), '"'), 'null') as type,
       nullif(trim(json_extract(_links.mention, '$.number'), '"'), 'null') as number,
       nullif(trim(json_extract(_links.mention, '$.date'), '"'), 'null') as date,
       _links.sentence,
       _links.state,
       _links.rule,
       _links.target,
       nullif(trim(json_extract(_links.reference, '$[0].number'), '"'), 'null') as target_number,
       json_extract(_links.reference, '$[0].title') as target_title,
       exists (select 1 from documents where documents.id = _links.target) as held
from _links join documents as citing on citing.key = _links.document;

create view relations as
select citing.id as document,
       citing.number as document_number,
       _relations.page,
       _relations.kind,
       _relations.since,
       _relations.part,
       _links.target,
       nullif(trim(json_extract(_links.reference, '$[0].number'), '"'), 'null') as target_number,
       case when _relations.doer is null then citing.id else doer.target end as doer,
       _links.sentence
from _relations
join _links using (document, page, position)
join documents as citing on citing.key = _relations.document
left join _links as doer on doer.document = _relations.document and doer.page = _relations.page
                        and doer.position = _relations.doer;

-- The texts of the index. Our own connections fold what printf returns (connection.py); other programs read it as it is.
create view _indexed as
select _passages.key as rowid,
       printf('%s', ifnull(_passages.text, pages.text)) as body,
       printf('%s', _passages.heading || ' ' || _passages.places) as heading,
       iif(_passages.key = documents.first_key, printf('%s', ifnull(documents.title, '')), '') as title,
       iif(_passages.key = documents.first_key,
           printf('%s', ifnull(documents.type, '') || ' ' || ifnull(documents.number, '')), '') as number,
       iif(_passages.key = documents.first_key, printf('%s%s', documents.path, ''), '') as file
from _passages left join pages on pages.key = _passages.key join documents on documents.key = _passages.document;

-- Datasette follows foreign keys that name their column. Nothing is stored otherwise, so the schema's text is enough.
pragma writable_schema = on;
update sqlite_master set sql = replace(sql, 'references documents on', 'references documents (key) on')
where type = 'table';
update sqlite_master set sql = replace(sql, 'references documents deferrable', 'references documents (key) deferrable')
where type = 'table';
update sqlite_master set sql = replace(sql, 'references saved_searches on', 'references saved_searches (name) on')
where type = 'table';
pragma writable_schema = reset;
