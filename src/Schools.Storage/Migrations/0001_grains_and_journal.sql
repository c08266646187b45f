-- The register: one table per kind of grain. The state is one document; every column that people search, sort, join or count by
-- is generated from it, so the register cannot drift from the grain. Keys, serials and numbers are compared byte by byte.

create table authority (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    name text generated always as (state -> 'details' ->> 'name') stored,
    land text generated always as (state -> 'details' ->> 'land') stored,
    provider_number text collate "C" generated always as (state -> 'details' ->> 'providerNumber') stored,
    primary key (authority, key)
);

create table school (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    name text collate "de-x-icu" generated always as (state -> 'details' ->> 'name') stored,
    short_name text collate "de-x-icu" generated always as (state -> 'details' ->> 'shortName') stored,
    type_code text collate "C" generated always as (state -> 'details' ->> 'typeCode') stored,
    provider_number text collate "C" generated always as (state -> 'details' ->> 'providerNumber') stored,
    town text collate "de-x-icu" generated always as (state -> 'details' ->> 'town') stored,
    pupils int generated always as ((state -> 'details' ->> 'pupils')::int) stored,
    teachers int generated always as ((state -> 'details' ->> 'teachers')::int) stored,
    primary key (authority, key)
);
create index school_provider on school (authority, provider_number);

create table room (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    school text collate "C" generated always as (state ->> 'school') stored,
    number text collate "C" generated always as (state -> 'details' ->> 'number') stored,
    building text collate "C" generated always as (state -> 'details' ->> 'building') stored,
    normal_number text collate "C" generated always as (state ->> 'normalNumber') stored,
    normal_building text collate "C" generated always as (state ->> 'normalBuilding') stored,
    type text collate "C" generated always as (state -> 'details' ->> 'type') stored,
    is_closed boolean generated always as (coalesce((state ->> 'isClosed')::boolean, false)) stored,
    primary key (authority, key)
);
create unique index room_number on room (authority, school, normal_building, normal_number);

create table device (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    school text collate "C" generated always as (state ->> 'school') stored,
    room text collate "C" generated always as (state ->> 'room') stored,
    lifecycle text collate "C" generated always as (state ->> 'lifecycle') stored,
    condition text collate "C" generated always as (state ->> 'condition') stored,
    availability text collate "C" generated always as (state ->> 'availability') stored,
    category text collate "C" generated always as (state -> 'details' ->> 'category') stored,
    serial text collate "C" generated always as (state -> 'details' ->> 'serial') stored,
    inventory_number text collate "C" generated always as (state -> 'details' ->> 'inventoryNumber') stored,
    mdm_id text collate "C" generated always as (state -> 'details' ->> 'mdmId') stored,
    manufacturer text collate "C" generated always as (state -> 'details' ->> 'manufacturer') stored,
    model text collate "C" generated always as (state -> 'details' ->> 'model') stored,
    primary key (authority, key)
-- Room on each page for the next state beside the present one: a change that moves no indexed column then touches no index.
) with (fillfactor = 80);
create unique index device_serial on device (authority, serial);
create unique index device_inventory_number on device (authority, inventory_number);
create unique index device_mdm_id on device (authority, mdm_id) where mdm_id is not null;
create index device_place on device (authority, school, room);
create index device_count on device (authority, school, category, lifecycle);

-- Every event with who, why and two clocks: "at" is the moment it was recorded, "on" the day from which the fact holds.
create table journal (
    authority text collate "C" not null,
    kind text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    n smallint not null,
    at timestamptz not null default now(),
    "on" date not null,
    actor text not null,
    request text,
    import bigint,
    event jsonb not null,
    primary key (authority, kind, key, version, n)
);
create index journal_at on journal using brin (at);

-- Imports: a plan is stored with every choice made, shown, applied row by row, and kept as the protocol of what was done.
create table import (
    id bigint generated always as identity primary key,
    authority text collate "C" not null,
    status text collate "C" not null,
    file_name text not null,
    file_hash text collate "C" not null,
    plan json not null,
    preview text not null,
    planned_at timestamptz not null default now(),
    planned_by text not null,
    applied_by text,
    apply_started_at timestamptz,
    ended_at timestamptz,
    rows_to_apply int not null,
    done_through int not null default 0,
    written int not null default 0,
    refused int not null default 0
);
create index import_recent on import (authority, id desc);

create table import_row (
    import bigint not null references import (id) on delete cascade,
    n int not null,
    line int not null,
    status text collate "C" not null,
    kind text collate "C",
    key text collate "C",
    expected_version int,
    commands json,
    shown json,
    issues json,
    cells text[],
    result json,
    primary key (import, n)
);
create index import_row_status on import_row (import, status, n);
