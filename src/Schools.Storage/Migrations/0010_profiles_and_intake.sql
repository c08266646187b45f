-- How people have said that their lists are read. Every change is a row of its own, so that a protocol that names "list v3" is still
-- understood; what is deleted ends with a row without a document.
create table import_profile (
    id bigint generated always as identity primary key,
    authority text collate "C" not null,
    school text collate "C",
    name text collate "C" not null,
    version int not null,
    title text not null,
    document json,
    changed_at timestamptz not null default now(),
    changed_by text not null
);
create unique index import_profile_version on import_profile (authority, coalesce(school, ''), name, version);

-- Files that came in without anybody at the screen. A file is the same one while its content, name and day are the same.
create table intake (
    id bigint generated always as identity primary key,
    authority text collate "C" not null,
    source text collate "C" not null,
    file_name text not null,
    file_hash text collate "C" not null,
    modified_at timestamptz not null,
    profile text,
    status text collate "C" not null default 'Arrived',
    reason text,
    arrived_at timestamptz not null default now(),
    settled_at timestamptz
);
create unique index intake_file on intake (authority, source, file_hash, file_name, modified_at);
create index intake_recent on intake (authority, id desc);

-- Of each list of such a file there is one import, also when the program was killed before it could say so.
alter table import add column intake bigint references intake (id);
create unique index import_intake on import (intake, file_name) where intake is not null;

grant select, insert on import_profile to schools_program;
grant select, insert, update on intake to schools_program;
