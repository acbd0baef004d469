-- Schema version 5: pages that wait for OCR.

alter table documents add column waiting text not null default '[]'; -- JSON: numbers of pages
