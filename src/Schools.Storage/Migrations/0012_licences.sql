-- What lists of licences search, sort and add up by. Days are ISO texts, which sort as days do.
alter table licence
    add column product text collate "de-x-icu" generated always as (state -> 'terms' ->> 'product') stored,
    add column vendor text collate "de-x-icu" generated always as (state -> 'terms' ->> 'vendor') stored,
    add column metric text collate "C" generated always as (state -> 'terms' ->> 'metric') stored,
    add column contract_number text collate "C" generated always as (state -> 'terms' ->> 'contractNumber') stored,
    add column from_day text collate "C" generated always as (state -> 'terms' ->> 'from') stored,
    add column until_day text collate "C" generated always as (state -> 'terms' ->> 'until') stored,
    add column notice_days int generated always as (coalesce((state -> 'terms' ->> 'noticeDays')::int, 0)) stored,
    add column deadline text collate "C" generated always as (state ->> 'deadline') stored,
    add column renews boolean generated always as (coalesce((state -> 'terms' ->> 'renewsAutomatically')::boolean, false)) stored,
    add column ended_on text collate "C" generated always as (state -> 'steps' -> 'Ended' ->> 'day') stored,
    add column cost_per_year numeric(12, 2) generated always as ((state -> 'terms' ->> 'costPerYear')::numeric) stored,
    add column cost_centre text collate "C" generated always as (state -> 'terms' ->> 'costCentre') stored,
    add column quantity int generated always as ((state ->> 'quantity')::int) stored,
    add column assigned int generated always as ((state ->> 'assigned')::int) stored,
    add column step text collate "C" generated always as (state ->> 'step') stored,
    add column is_withdrawn boolean not null generated always as (state ? 'withdrawnFor') stored;
create index licence_product on licence (authority, product, key);
