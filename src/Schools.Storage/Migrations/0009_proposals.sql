-- The delivered file of a plan that is still open, so that it can be planned anew: in pieces, each compressed. It goes with the end of
-- the plan, for it may name people.
create table import_file (
    import bigint not null references import (id),
    n int not null,
    length int not null,
    bytes bytea not null,
    primary key (import, n)
);
alter table import_file alter column bytes set storage external;
grant select, insert, update, delete on import_file to schools_program;

-- What a person chose of how the file is read, and the plan that this one took the place of: because of other choices, or because the
-- register had changed.
alter table import
    add column choices json,
    add column replaces bigint references import (id),
    add column is_recomputed boolean not null default false;
create unique index import_replaces on import (replaces) where replaces is not null;

-- Who handed a plan in, returned or approved it, and what was said.
create table import_step (
    id bigint generated always as identity primary key,
    import bigint not null references import (id),
    at timestamptz not null default now(),
    actor text not null,
    step text collate "C" not null,
    comment text
);
create index import_step_import on import_step (import, id);
grant select, insert on import_step to schools_program;

create index import_open on import (status, planned_at) where status in ('Planned', 'Proposed', 'Returned');
drop index import_undo_open;
create unique index import_undo_open on import (undoes) where status not in ('Applied', 'Cancelled');
