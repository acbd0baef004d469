-- Schema version 8: the key of a document's first page, which the others follow.

alter table documents add column first_key integer;
update documents set first_key = (select min(key) from pages where document = documents.key);
