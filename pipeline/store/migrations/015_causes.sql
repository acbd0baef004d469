-- Schema version 15: why a file was set aside is stored as a message, which is shown in the reader's language, with
-- what must change before it is tried again (model.SetAside).

alter table set_aside add column cause text not null default 'file';
update set_aside set reason = json_quote(reason), hint = json_quote(hint);
