-- Schema version 14: the citations in a passage are found by their offsets.

create index if not exists links_by_start on links (document, page, start, target) where target is not null;
