-- Schema version 5: pages of documents that only OCR can read and that were not read so yet.

alter table documents add column waiting text not null default '[]'; -- JSON: numbers of pages
