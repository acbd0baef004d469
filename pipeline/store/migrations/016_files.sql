-- Schema version 16: a document has one file or several (a signed PDF, its Word file, copies). The text of one is shown;
-- that of another file is kept, packed, for the time when the shown one is gone.

create table files (
  path     text primary key,
  sha256   text not null,
  document integer not null references documents deferrable initially deferred,
  name_key text not null,              -- files.name_key(path)
  waiting  text not null,              -- JSON: numbers of pages that wait for OCR
  content  blob                        -- codec.pack_document; null where the content is that of the file shown
) without rowid;
create index files_by_document on files (document);
create index files_by_content on files (sha256);
create index files_by_name on files (name_key);
insert into files select path, sha256, key, name_key(path), waiting, null from documents;
