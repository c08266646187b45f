-- A committee report that was kept under a name: what was asked, for which days, and what was known then. Printed again, it is computed
-- from the journal as known at that moment, so that it never changes. It is a question and no fact of the register, hence a table beside
-- the grains; nothing else points at it.
create table saved_report (
    id bigint generated always as identity primary key,
    authority text collate "C" not null,
    name text not null,
    as_of date not null,
    since date not null,
    known timestamptz not null default clock_timestamp(),
    document json not null,
    saved_by text not null
);
create unique index saved_report_name on saved_report (authority, name);

-- What an authority's reports begin with. Every change is a row of its own, like those of import profiles; a deleted one ends with a row
-- without a document.
create table report_template (
    id bigint generated always as identity primary key,
    authority text collate "C" not null,
    name text collate "C" not null,
    version int not null,
    document json,
    changed_at timestamptz not null default now(),
    changed_by text not null
);
create unique index report_template_version on report_template (authority, name, version);

grant select, insert on saved_report, report_template to schools_program;
