-- Commands that wait until a person has chosen them, what the rows of a plan are filtered by, and devices that are missed or known by
-- their network address.
alter table import add column chosen integer not null default 0;

alter table import_row
    add column choice text collate "C",
    add column chosen boolean not null default false,
    add column commands_if_chosen json,
    add column school text collate "C",
    add column search text;

create index import_row_choice on import_row (import, n) where choice is not null;

alter table device
    add column missing_since text collate "C" generated always as (state ->> 'missingSince') stored,
    add column wlan_mac text collate "C" generated always as (state -> 'details' ->> 'wlanMac') stored,
    add column lan_mac text collate "C" generated always as (state -> 'details' ->> 'lanMac') stored;

create index device_missing on device (authority, school) where missing_since is not null;
create index device_wlan_mac on device (authority, wlan_mac) where wlan_mac is not null;
create index device_lan_mac on device (authority, lan_mac) where lan_mac is not null;
