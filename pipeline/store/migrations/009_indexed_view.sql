-- Schema version 9: the texts of the index, folded; number and title count on a document's first page only. Which works
-- have ended is no longer a view: relations are rows of the registry.

drop view if exists ended;
drop view if exists indexed;
create view indexed as
select pages.key as rowid,
       fold(pages.text) as body,
       fold(pages.heading) as heading,
       case when pages.page = 1 then fold(ifnull(documents.title, '')) else '' end as title,
       case when pages.page = 1 then fold(ifnull(documents.type, '') || ' ' || ifnull(documents.number, '')) else '' end
         as number
from pages join documents on documents.key = pages.document;
