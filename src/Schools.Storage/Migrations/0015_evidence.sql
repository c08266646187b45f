-- Files that prove a step of a rollout. They are kept as they came: the program may add one and read it, neither change nor delete it.
create table evidence_file (
    id bigint generated always as identity primary key,
    authority text collate "C" not null,
    place text collate "C" not null,
    step text collate "C" not null,
    name text not null,
    content_type text collate "C" not null,
    length int not null,
    hash text collate "C" not null,
    bytes bytea not null,
    added_at timestamptz not null default now(),
    added_by text not null
);
-- What is sent twice is there once.
create unique index evidence_file_content on evidence_file (authority, place, step, hash);
-- Documents and pictures are packed already.
alter table evidence_file alter column bytes set storage external;
grant select, insert on evidence_file to schools_program;
