-- Schema version 10: how many pages, from the first on, bear the page numbers of the printed document.

alter table documents add column printed_pages integer not null default 0;
update documents set printed_pages = iif(
  lower(path) like '%.pdf',
  page_count,
  ifnull((select min(page) - 1 from pages
          where document = documents.key and length(text) > iif(page_count = 1, 1800, 4500)), page_count)
);
