-- What is rolled out, against which standard, under which licence, in which wave and plan: five more kinds of grain.

-- The key is that of the school, or of the room inside it.
create table rollout (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    school text collate "C" generated always as (split_part(key, '/', 1)) stored,
    is_room boolean generated always as (position('/' in key) > 0) stored,
    in_service_on text collate "C" generated always as (state -> 'steps' -> 'InService' ->> 'reached') stored,
    primary key (authority, key)
);

alter table school add column uplink int generated always as ((state -> 'details' ->> 'uplink')::int) stored;

create table standard (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    primary key (authority, key)
);

create table licence (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    primary key (authority, key)
);

create table wave (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    primary key (authority, key)
);

create table plan (
    authority text collate "C" not null,
    key text collate "C" not null,
    version int not null,
    state jsonb not null,
    primary key (authority, key)
);

grant select, insert, update on rollout, standard, licence, wave, plan to schools_program;

-- What the figures of a past day need of a device's history. The columns are generated from the event, as those of a grain are from its
-- state; all other events have none of them, and cost a bit each. A place is known with its school, for a device may leave its room.
alter table journal
    add column fact_school text collate "C" generated always as (event ->> 'school') stored,
    add column fact_room text collate "C" generated always as (event ->> 'room') stored,
    add column fact_category text collate "C" generated always as (
        coalesce(event #>> '{details,category}', event #>> '{changed,category}')) stored,
    add column fact_lifecycle text collate "C" generated always as (coalesce(event ->> 'lifecycle', event ->> 'to')) stored,
    add column fact_withdrawn boolean generated always as (event ->> 'type' = 'withdrawn') stored;
create index journal_device on journal (authority, key, version, n)
    include ("on", at, fact_school, fact_room, fact_category, fact_lifecycle, fact_withdrawn)
    where kind = 'device' and (coalesce(fact_school, fact_category, fact_lifecycle) is not null or fact_withdrawn);
-- The history of the few grains that are folded anew for a past day.
create index journal_kind on journal (authority, kind, "on") where kind <> 'device';
