-- Storing a plan is half of the time in which a file is previewed.

-- Rows are written once, in the transaction that writes their import, and neither is ever deleted: asking for each of 10,000 rows whether
-- its import exists took longer than writing it.
alter table import_row drop constraint import_row_import_fkey;

-- Lists are asked for by status; of a file that is imported again nearly all rows are unchanged, and those the primary key finds as fast.
drop index import_row_status;
create index import_row_status on import_row (import, status, n) where status <> 'Unchanged';
