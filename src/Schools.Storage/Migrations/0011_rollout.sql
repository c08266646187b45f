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
    add column fact_school text collate "C" generated always as (case when kind = 'device' then event ->> 'school' end) stored,
    add column fact_room text collate "C" generated always as (case when kind = 'device' then event ->> 'room' end) stored,
    add column fact_category text collate "C" generated always as (
        case when kind = 'device' then coalesce(event -> 'details' ->> 'category', event -> 'changed' ->> 'category') end) stored,
    add column fact_lifecycle text collate "C" generated always as (
        case when kind = 'device' then coalesce(event ->> 'lifecycle', event ->> 'to') end) stored,
    add column fact_in boolean generated always as (
        case when kind = 'device' then
            case event ->> 'type' when 'withdrawn' then false when 'registered' then true when 'restored' then true end
        end) stored;
create index journal_device on journal (authority, key, version, n)
    include ("on", at, fact_school, fact_room, fact_category, fact_lifecycle, fact_in)
    where kind = 'device'
        and (fact_school is not null or fact_category is not null or fact_lifecycle is not null or fact_in is not null);
-- The history of the few grains that are folded anew for a past day.
create index journal_kind on journal (authority, kind, "on") where kind <> 'device';
