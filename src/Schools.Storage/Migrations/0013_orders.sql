-- Which order a device came with: what was ordered is held against what was delivered, inventoried and handed out.
alter table device add column order_number text collate "C" generated always as (state -> 'details' ->> 'orderNumber') stored;
create index device_order on device (authority, order_number) where order_number is not null and not is_withdrawn;
