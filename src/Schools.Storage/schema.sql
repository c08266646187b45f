-- The whole present schema, for readers. The migrations make it; a test holds the two together.
-- Written by: SCHOOLS_REWRITE_GOLDEN=1 tools/test Storage

table authority
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    name text = ((state -> 'details'::text) ->> 'name'::text)
    land text = ((state -> 'details'::text) ->> 'land'::text)
    provider_number text collate "C" = ((state -> 'details'::text) ->> 'providerNumber'::text)
    constraint authority_pkey PRIMARY KEY (authority, key)
    program may insert, select, update

table device
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    school text collate "C" = (state ->> 'school'::text)
    room text collate "C" = (state ->> 'room'::text)
    lifecycle text collate "C" = (state ->> 'lifecycle'::text)
    condition text collate "C" = (state ->> 'condition'::text)
    availability text collate "C" = (state ->> 'availability'::text)
    category text collate "C" = ((state -> 'details'::text) ->> 'category'::text)
    serial text collate "C" = ((state -> 'details'::text) ->> 'serial'::text)
    inventory_number text collate "C" = ((state -> 'details'::text) ->> 'inventoryNumber'::text)
    mdm_id text collate "C" = ((state -> 'details'::text) ->> 'mdmId'::text)
    manufacturer text collate "C" = ((state -> 'details'::text) ->> 'manufacturer'::text)
    model text collate "C" = ((state -> 'details'::text) ->> 'model'::text)
    is_withdrawn boolean not null = (state ? 'withdrawnFor'::text)
    missing_since text collate "C" = (state ->> 'missingSince'::text)
    wlan_mac text collate "C" = ((state -> 'details'::text) ->> 'wlanMac'::text)
    lan_mac text collate "C" = ((state -> 'details'::text) ->> 'lanMac'::text)
    order_number text collate "C" = ((state -> 'details'::text) ->> 'orderNumber'::text)
    constraint device_pkey PRIMARY KEY (authority, key)
    index UNIQUE device_inventory_number USING btree (authority, inventory_number) WHERE (NOT is_withdrawn)
    index device_lan_mac USING btree (authority, lan_mac) WHERE (lan_mac IS NOT NULL)
    index UNIQUE device_mdm_id USING btree (authority, mdm_id) WHERE ((mdm_id IS NOT NULL) AND (NOT is_withdrawn))
    index device_missing USING btree (authority, school) WHERE (missing_since IS NOT NULL)
    index device_order USING btree (authority, order_number) WHERE ((order_number IS NOT NULL) AND (NOT is_withdrawn))
    index device_place USING btree (authority, school, room, category, lifecycle) WHERE (NOT is_withdrawn)
    index UNIQUE device_serial USING btree (authority, serial) WHERE (NOT is_withdrawn)
    index device_withdrawn USING btree (authority, key) WHERE is_withdrawn
    index device_wlan_mac USING btree (authority, wlan_mac) WHERE (wlan_mac IS NOT NULL)
    program may insert, select, update

table evidence_file
    id bigint not null identity
    authority text collate "C" not null
    place text collate "C" not null
    step text collate "C" not null
    name text
    content_type text collate "C" not null
    length integer not null
    hash text collate "C" not null
    bytes bytea
    added_at timestamp with time zone not null default now()
    added_by text not null
    withdrawn_at timestamp with time zone
    withdrawn_by text
    withdrawn_for text
    constraint evidence_file_gone CHECK (((bytes IS NULL) = (withdrawn_at IS NOT NULL)))
    constraint evidence_file_name_gone CHECK (((name IS NULL) = (bytes IS NULL)))
    constraint evidence_file_pkey PRIMARY KEY (id)
    constraint evidence_file_withdrawn CHECK ((num_nulls(withdrawn_at, withdrawn_by, withdrawn_for) = ANY (ARRAY[0, 3])))
    index UNIQUE evidence_file_content USING btree (authority, place, step, hash) WHERE (withdrawn_at IS NULL)
    program may insert, select

table import
    id bigint not null identity
    authority text collate "C" not null
    status text collate "C" not null
    file_name text not null
    file_hash text collate "C" not null
    plan json not null
    preview text not null
    planned_at timestamp with time zone not null default now()
    planned_by text not null
    applied_by text
    apply_started_at timestamp with time zone
    ended_at timestamp with time zone
    rows_to_apply integer not null
    done_through integer not null default 0
    written integer not null default 0
    refused integer not null default 0
    undoes bigint
    chosen integer not null default 0
    choices json
    replaces bigint
    is_recomputed boolean not null default false
    intake bigint
    constraint import_intake_fkey FOREIGN KEY (intake) REFERENCES intake(id)
    constraint import_pkey PRIMARY KEY (id)
    constraint import_replaces_fkey FOREIGN KEY (replaces) REFERENCES import(id)
    constraint import_undoes_fkey FOREIGN KEY (undoes) REFERENCES import(id)
    index UNIQUE import_intake USING btree (intake, file_name) WHERE (intake IS NOT NULL)
    index import_open USING btree (status, planned_at) WHERE (status = ANY (ARRAY['Planned'::text, 'Proposed'::text, 'Returned'::text]))
    index import_recent USING btree (authority, id DESC)
    index UNIQUE import_replaces USING btree (replaces) WHERE (replaces IS NOT NULL)
    index UNIQUE import_undo_open USING btree (undoes) WHERE (status <> ALL (ARRAY['Applied'::text, 'Cancelled'::text]))
    index import_undoes USING btree (undoes) WHERE (undoes IS NOT NULL)
    program may insert, select, update

table import_file
    import bigint not null
    n integer not null
    length integer not null
    bytes bytea not null
    constraint import_file_import_fkey FOREIGN KEY (import) REFERENCES import(id)
    constraint import_file_pkey PRIMARY KEY (import, n)
    program may delete, insert, select, update

table import_profile
    id bigint not null identity
    authority text collate "C" not null
    school text collate "C"
    name text collate "C" not null
    version integer not null
    title text not null
    document json
    changed_at timestamp with time zone not null default now()
    changed_by text not null
    constraint import_profile_pkey PRIMARY KEY (id)
    index UNIQUE import_profile_version USING btree (authority, COALESCE(school, ''::text), name, version)
    program may insert, select

table import_row
    import bigint not null
    n integer not null
    line integer not null
    status text collate "C" not null
    kind text collate "C"
    key text collate "C"
    expected_version integer
    commands json
    shown json
    issues json
    cells text[]
    result json
    choice text collate "C"
    chosen boolean not null default false
    commands_if_chosen json
    school text collate "C"
    search text
    constraint import_row_pkey PRIMARY KEY (import, n)
    index import_row_choice USING btree (import, n) WHERE (choice IS NOT NULL)
    index import_row_status USING btree (import, status, n) WHERE (status <> 'Unchanged'::text)
    program may insert, select, update

table import_step
    id bigint not null identity
    import bigint not null
    at timestamp with time zone not null default now()
    actor text not null
    step text collate "C" not null
    comment text
    constraint import_step_import_fkey FOREIGN KEY (import) REFERENCES import(id)
    constraint import_step_pkey PRIMARY KEY (id)
    index import_step_import USING btree (import, id)
    program may insert, select

table intake
    id bigint not null identity
    authority text collate "C" not null
    source text collate "C" not null
    file_name text not null
    file_hash text collate "C" not null
    modified_at timestamp with time zone not null
    profile text
    status text collate "C" not null default 'Arrived'::text
    reason text
    arrived_at timestamp with time zone not null default now()
    settled_at timestamp with time zone
    constraint intake_pkey PRIMARY KEY (id)
    index UNIQUE intake_file USING btree (authority, source, file_hash, file_name, modified_at)
    index intake_recent USING btree (authority, id DESC)
    program may insert, select, update

table journal
    authority text collate "C" not null
    kind text collate "C" not null
    key text collate "C" not null
    version integer not null
    n smallint not null
    at timestamp with time zone not null default now()
    on date not null
    actor text not null
    request text
    import bigint
    event jsonb not null
    fact_school text collate "C" = (event ->> 'school'::text)
    fact_room text collate "C" = (event ->> 'room'::text)
    fact_category text collate "C" = COALESCE((event #>> '{details,category}'::text[]), (event #>> '{changed,category}'::text[]))
    fact_lifecycle text collate "C" = COALESCE((event ->> 'lifecycle'::text), (event ->> 'to'::text))
    fact_withdrawn boolean = ((event ->> 'type'::text) = 'withdrawn'::text)
    constraint journal_pkey PRIMARY KEY (authority, kind, key, version, n)
    index journal_at USING brin (at)
    index journal_device USING btree (authority, key, version, n)
        INCLUDE ("on", at, fact_school, fact_room, fact_category, fact_lifecycle, fact_withdrawn)
        WHERE ((kind = 'device'::text) AND ((COALESCE(fact_school, fact_category, fact_lifecycle) IS NOT NULL) OR fact_withdrawn))
    index journal_kind USING btree (authority, kind, "on") WHERE (kind <> 'device'::text)
    program may insert, select

table licence
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    product text collate "de-x-icu" = ((state -> 'terms'::text) ->> 'product'::text)
    vendor text collate "de-x-icu" = ((state -> 'terms'::text) ->> 'vendor'::text)
    metric text collate "C" = ((state -> 'terms'::text) ->> 'metric'::text)
    contract_number text collate "C" = ((state -> 'terms'::text) ->> 'contractNumber'::text)
    from_day text collate "C" = ((state -> 'terms'::text) ->> 'from'::text)
    until_day text collate "C" = ((state -> 'terms'::text) ->> 'until'::text)
    notice_days integer = COALESCE((((state -> 'terms'::text) ->> 'noticeDays'::text))::integer, 0)
    deadline text collate "C" = (state ->> 'deadline'::text)
    renews boolean = COALESCE((((state -> 'terms'::text) ->> 'renewsAutomatically'::text))::boolean, false)
    ended_on text collate "C" = (((state -> 'steps'::text) -> 'Ended'::text) ->> 'day'::text)
    cost_per_year numeric(12,2) = (((state -> 'terms'::text) ->> 'costPerYear'::text))::numeric
    cost_centre text collate "C" = ((state -> 'terms'::text) ->> 'costCentre'::text)
    quantity integer = ((state ->> 'quantity'::text))::integer
    assigned integer = ((state ->> 'assigned'::text))::integer
    step text collate "C" = (state ->> 'step'::text)
    is_withdrawn boolean not null = (state ? 'withdrawnFor'::text)
    constraint licence_pkey PRIMARY KEY (authority, key)
    index licence_product USING btree (authority, product, key)
    program may insert, select, update

table migration
    number integer not null
    name text not null
    hash text not null
    applied_at timestamp with time zone not null default now()
    constraint migration_pkey PRIMARY KEY (number)
    program may select

table orleans_cluster
    cluster text collate "C" not null
    version integer not null default 0
    constraint orleans_cluster_pkey PRIMARY KEY (cluster)
    program may delete, insert, select, update

table orleans_reminder
    service text collate "C" not null
    grain text collate "C" not null
    name text collate "C" not null
    starts_at timestamp with time zone not null
    period_ms bigint not null
    hash integer not null
    version integer not null default 0
    constraint orleans_reminder_pkey PRIMARY KEY (service, grain, name)
    index orleans_reminder_hash USING btree (service, hash)
    program may delete, insert, select, update

table orleans_silo
    cluster text collate "C" not null
    address text collate "C" not null
    port integer not null
    generation integer not null
    name text not null
    host text not null
    program text not null default current_setting('application_name'::text)
    status integer not null
    gateway_port integer
    suspected_by text
    started_at timestamp with time zone not null
    alive_at timestamp with time zone not null
    constraint orleans_silo_cluster_fkey FOREIGN KEY (cluster) REFERENCES orleans_cluster(cluster)
    constraint orleans_silo_pkey PRIMARY KEY (cluster, address, port, generation)
    program may delete, insert, select, update

table orleansquery
    querykey text not null
    querytext text not null
    constraint orleansquery_pkey PRIMARY KEY (querykey)
    program may select

table plan
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    constraint plan_pkey PRIMARY KEY (authority, key)
    program may insert, select, update

table report_template
    id bigint not null identity
    authority text collate "C" not null
    name text collate "C" not null
    version integer not null
    document json
    changed_at timestamp with time zone not null default now()
    changed_by text not null
    constraint report_template_pkey PRIMARY KEY (id)
    index UNIQUE report_template_version USING btree (authority, name, version)
    program may insert, select

table rollout
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    school text collate "C" = split_part(key, '/'::text, 1)
    is_room boolean = (POSITION(('/'::text) IN (key)) > 0)
    in_service_on text collate "C" = (((state -> 'steps'::text) -> 'InService'::text) ->> 'reached'::text)
    constraint rollout_pkey PRIMARY KEY (authority, key)
    program may insert, select, update

table room
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    school text collate "C" = (state ->> 'school'::text)
    number text collate "C" = ((state -> 'details'::text) ->> 'number'::text)
    building text collate "C" = ((state -> 'details'::text) ->> 'building'::text)
    normal_number text collate "C" = (state ->> 'normalNumber'::text)
    normal_building text collate "C" = (state ->> 'normalBuilding'::text)
    type text collate "C" = ((state -> 'details'::text) ->> 'type'::text)
    is_closed boolean = COALESCE(((state ->> 'isClosed'::text))::boolean, false)
    is_withdrawn boolean not null = (state ? 'withdrawnFor'::text)
    constraint room_pkey PRIMARY KEY (authority, key)
    index UNIQUE room_number USING btree (authority, school, normal_building, normal_number) WHERE (NOT is_withdrawn)
    index room_withdrawn USING btree (authority, school) WHERE is_withdrawn
    program may insert, select, update

table saved_report
    id bigint not null identity
    authority text collate "C" not null
    name text not null
    as_of date not null
    since date not null
    known timestamp with time zone not null default clock_timestamp()
    document json not null
    saved_by text not null
    deleted_at timestamp with time zone
    deleted_by text
    constraint saved_report_deleted CHECK (((deleted_at IS NULL) = (deleted_by IS NULL)))
    constraint saved_report_pkey PRIMARY KEY (id)
    index UNIQUE saved_report_name USING btree (authority, name) WHERE (deleted_at IS NULL)
    program may insert, select

table school
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    name text collate "de-x-icu" = ((state -> 'details'::text) ->> 'name'::text)
    short_name text collate "de-x-icu" = ((state -> 'details'::text) ->> 'shortName'::text)
    type_code text collate "C" = ((state -> 'details'::text) ->> 'typeCode'::text)
    provider_number text collate "C" = ((state -> 'details'::text) ->> 'providerNumber'::text)
    town text collate "de-x-icu" = ((state -> 'details'::text) ->> 'town'::text)
    pupils integer = (((state -> 'details'::text) ->> 'pupils'::text))::integer
    teachers integer = (((state -> 'details'::text) ->> 'teachers'::text))::integer
    is_withdrawn boolean not null = (state ? 'withdrawnFor'::text)
    uplink integer = (((state -> 'details'::text) ->> 'uplink'::text))::integer
    constraint school_pkey PRIMARY KEY (authority, key)
    index school_provider USING btree (authority, provider_number)
    program may insert, select, update

table standard
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    constraint standard_pkey PRIMARY KEY (authority, key)
    program may insert, select, update

table wave
    authority text collate "C" not null
    key text collate "C" not null
    version integer not null
    state jsonb not null
    constraint wave_pkey PRIMARY KEY (authority, key)
    program may insert, select, update

view orleans_member
    cluster text collate "C"
    version integer
    address text collate "C"
    port integer
    generation integer
    siloname text
    hostname text
    status integer
    proxyport integer
    suspecttimes text
    starttime timestamp with time zone
    iamalivetime timestamp with time zone
    program may select

view orleans_reminder_row
    service text collate "C"
    hash integer
    grainid text collate "C"
    remindername text collate "C"
    starttime timestamp with time zone
    period bigint
    version integer
    program may select

function evidence_withdraw
    in_authority text
    in_place text
    in_id bigint
    in_by text
    in_reason text
    returns boolean

function grain_clear
    kind text
    grain text
    returns integer

function grain_key
    kind text
    grain text
    OUT authority text
    OUT key text
    returns record

function grain_read
    kind text
    grain text
    returns TABLE(payloadbinary bytea, version integer)

function grain_write
    kind text
    grain text
    expected integer
    payload bytea
    returns integer

function orleans_silo_insert
    in_cluster text
    in_address text
    in_port integer
    in_generation integer
    in_name text
    in_host text
    in_status integer
    in_gateway_port integer
    in_started_at timestamp with time zone
    in_alive_at timestamp with time zone
    seen integer
    returns integer

function orleans_silo_update
    in_cluster text
    in_address text
    in_port integer
    in_generation integer
    in_status integer
    in_suspected_by text
    in_alive_at timestamp with time zone
    seen integer
    returns integer
