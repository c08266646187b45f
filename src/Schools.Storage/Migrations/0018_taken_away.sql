-- What was laid down by mistake goes. Of a file the bytes go, and its name, which may name a person too; that it was there, from whom, and
-- who withdrew it when and why stays. A picture with a pupil's face must not stay because a step was reached.
alter table evidence_file
    alter column name drop not null,
    alter column bytes drop not null,
    add column withdrawn_at timestamptz,
    add column withdrawn_by text,
    add column withdrawn_for text,
    add constraint evidence_file_gone check ((bytes is null) = (withdrawn_at is not null)),
    add constraint evidence_file_name_gone check ((name is null) = (bytes is null)),
    add constraint evidence_file_withdrawn check (num_nulls(withdrawn_at, withdrawn_by, withdrawn_for) in (0, 3)),
    -- The space of a picture is given free at once, not when a fifth of all files is gone.
    set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
        toast.autovacuum_vacuum_threshold = 0, toast.autovacuum_vacuum_scale_factor = 0);
drop index evidence_file_content;
create unique index evidence_file_content on evidence_file (authority, place, step, hash) where withdrawn_at is null;

-- The program may not change a file; this is the one thing that it may do with it, once. Answers whether the place has the file.
create function evidence_withdraw(in_authority text, in_place text, in_id bigint, in_by text, in_reason text) returns boolean
language sql security definer set search_path = public, pg_temp as $$
    update evidence_file
       set name = null, bytes = null, withdrawn_at = clock_timestamp(), withdrawn_by = in_by, withdrawn_for = in_reason
     where authority = in_authority and place = in_place and id = in_id and withdrawn_at is null;
    select exists (select from evidence_file where authority = in_authority and place = in_place and id = in_id);
$$;
revoke execute on function evidence_withdraw from public;
grant execute on function evidence_withdraw to schools_program;

-- A report that was saved by mistake is not shown again and its name is free; who deleted it stays.
alter table saved_report
    add column deleted_at timestamptz,
    add column deleted_by text,
    add constraint saved_report_deleted check ((deleted_at is null) = (deleted_by is null));
drop index saved_report_name;
create unique index saved_report_name on saved_report (authority, name) where deleted_at is null;
grant update (deleted_at, deleted_by) on saved_report to schools_program;
