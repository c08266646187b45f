-- What was entered by mistake is withdrawn: it leaves lists, figures and uniqueness, and keeps its history.
alter table school add column is_withdrawn boolean not null generated always as (state ? 'withdrawnFor') stored;
alter table room add column is_withdrawn boolean not null generated always as (state ? 'withdrawnFor') stored;
alter table device add column is_withdrawn boolean not null generated always as (state ? 'withdrawnFor') stored;

drop index room_number;
create unique index room_number on room (authority, school, normal_building, normal_number) where not is_withdrawn;

drop index device_serial, device_inventory_number, device_mdm_id, device_place, device_count;
create unique index device_serial on device (authority, serial) where not is_withdrawn;
create unique index device_inventory_number on device (authority, inventory_number) where not is_withdrawn;
create unique index device_mdm_id on device (authority, mdm_id) where mdm_id is not null and not is_withdrawn;
create index device_place on device (authority, school, room) where not is_withdrawn;
create index device_count on device (authority, school, category, lifecycle) where not is_withdrawn;

-- Few are ever withdrawn; a file that names one takes it in again, and every preview asks for them.
create index device_withdrawn on device (authority, key) where is_withdrawn;
create index room_withdrawn on room (authority, school) where is_withdrawn;

-- An undo is an import of its own, with the rows that lead back. Of one import only one undo is open at a time.
alter table import add column undoes bigint references import (id);
create index import_undoes on import (undoes) where undoes is not null;
create unique index import_undo_open on import (undoes) where status in ('Planned', 'Applying');
