-- The program works under a role that may neither delete a grain nor change the journal. Roles belong to the whole cluster,
-- so an administrator may have made it already, and a second database finds it there.
do $$
begin
    if not exists (select from pg_roles where rolname = 'schools_program') then
        create role schools_program nologin;
    end if;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise exception using message = 'The role schools_program is missing and may not be created here. '
            || 'Let an administrator run: create role schools_program nologin';
end
$$;

do $$
begin
    if not pg_has_role(current_user, 'schools_program', 'member') then
        execute format('grant schools_program to %I', current_user);
    end if;
end
$$;

grant usage on schema public to schools_program;
grant select, insert, update on authority, school, room, device to schools_program;
grant select, insert on journal to schools_program;
grant select, insert, update, delete on import, import_row to schools_program;
grant select on migration to schools_program;
