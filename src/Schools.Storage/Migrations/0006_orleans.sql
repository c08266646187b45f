-- What a cluster of Orleans silos needs on the same grains. Orleans' ADO.NET providers take every statement from the table OrleansQuery
-- and know only the names of its parameters and result columns; the tables and functions behind them are this project's own.

create table orleansquery (
    querykey text primary key,
    querytext text not null
);

-- Silos of one cluster agree here on who lives; each change raises the version of the cluster, so that no two overwrite each other.
create table orleans_cluster (
    cluster text collate "C" primary key,
    version int not null default 0
);

create table orleans_silo (
    cluster text collate "C" not null references orleans_cluster (cluster),
    address text collate "C" not null,
    port int not null,
    generation int not null,
    name text not null,
    host text not null,
    -- The program's version, told by the name under which the silo connects; all silos of a cluster run the same one.
    program text not null default current_setting('application_name'),
    status int not null,
    gateway_port int,
    suspected_by text,
    started_at timestamptz not null,
    alive_at timestamptz not null,
    primary key (cluster, address, port, generation)
);

create table orleans_reminder (
    service text collate "C" not null,
    grain text collate "C" not null,
    name text collate "C" not null,
    starts_at timestamptz not null,
    period_ms bigint not null,
    hash int not null,
    version int not null default 0,
    primary key (service, grain, name)
);
create index orleans_reminder_hash on orleans_reminder (service, hash);

-- A key reads authority/key. Orleans sends a key that looks like a number or a Guid apart, and then no text: that is refused here.
create function grain_key(kind text, grain text, out authority text, out key text) language plpgsql immutable as $$
begin
    authority := split_part(grain, '/', 1);
    key := substr(grain, length(authority) + 2);
    if coalesce(authority, '') = '' or coalesce(key, '') = '' then
        raise exception using errcode = 'invalid_parameter_value',
            message = format('The key "%s" of a grain of kind %s lacks its authority: keys read authority/key.', grain, kind);
    end if;
end
$$;

-- The state as it is stored; no row for a grain that does not exist.
create function grain_read(kind text, grain text) returns table (payloadbinary bytea, version int) language plpgsql stable as $$
declare
    id record := grain_key(kind, grain);
begin
    return query execute format(
        'select convert_to(state::text, ''UTF8''), version from %I where authority = $1 and key = $2', kind)
        using id.authority, id.key;
end
$$;

-- Takes {state, events, on, actor, request, import} apart into the state and its journal rows, if the grain still has the version it was
-- decided on (null for none). Answers with the new version, or with the given one when somebody else was first.
create function grain_write(kind text, grain text, expected int, payload bytea) returns int language plpgsql as $$
declare
    id record := grain_key(kind, grain);
    document jsonb := convert_from(payload, 'UTF8')::jsonb;
    written int;
begin
    if expected is null then
        execute format(
            'insert into %I (authority, key, version, state) values ($1, $2, 1, $3) '
            'on conflict (authority, key) do nothing returning version', kind)
            into written using id.authority, id.key, document -> 'state';
    else
        execute format(
            'update %I set version = version + 1, state = $3 where authority = $1 and key = $2 and version = $4 returning version', kind)
            into written using id.authority, id.key, document -> 'state', expected;
    end if;
    if written is null then
        return expected;
    end if;
    insert into journal (authority, kind, key, version, n, "on", actor, request, import, event)
    select id.authority, grain_write.kind, id.key, written, e.position - 1,
        (document ->> 'on')::date, document ->> 'actor', document ->> 'request', (document ->> 'import')::bigint, e.event
    from jsonb_array_elements(document -> 'events') with ordinality as e (event, position);
    return written;
end
$$;

create function grain_clear(kind text, grain text) returns int language plpgsql as $$
begin
    raise exception using errcode = 'feature_not_supported',
        message = format('The grain %s of kind %s may not be cleared: no grain is ever deleted.', grain, kind);
end
$$;

-- Joins a silo if the cluster still has the version it has seen.
create function orleans_silo_insert(
    in_cluster text, in_address text, in_port int, in_generation int, in_name text, in_host text, in_status int, in_gateway_port int,
    in_started_at timestamptz, in_alive_at timestamptz, seen int) returns int language plpgsql as $$
begin
    update orleans_cluster set version = version + 1 where cluster = in_cluster and version = seen;
    if not found then
        return 0;
    end if;
    insert into orleans_silo (cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
    values (in_cluster, in_address, in_port, in_generation, in_name, in_host, in_status, in_gateway_port, in_started_at, in_alive_at);
    return 1;
exception
    when unique_violation then
        return 0; -- and the cluster's version is as before
end
$$;

-- Changes what is known of a silo if the cluster still has the version on which that was decided.
create function orleans_silo_update(
    in_cluster text, in_address text, in_port int, in_generation int, in_status int, in_suspected_by text, in_alive_at timestamptz,
    seen int) returns int language plpgsql as $$
begin
    update orleans_cluster set version = version + 1 where cluster = in_cluster and version = seen;
    if not found then
        return 0;
    end if;
    update orleans_silo set status = in_status, suspected_by = in_suspected_by, alive_at = in_alive_at
    where cluster = in_cluster and address = in_address and port = in_port and generation = in_generation;
    if not found then
        raise no_data_found;
    end if;
    return 1;
exception
    when no_data_found then
        return 0; -- and the cluster's version is as before
end
$$;

create view orleans_member as
select c.cluster, c.version, s.address, s.port, s.generation, s.name as siloname, s.host as hostname, s.status, s.gateway_port as proxyport,
    s.suspected_by as suspecttimes, s.started_at as starttime, s.alive_at as iamalivetime
from orleans_cluster c left join orleans_silo s on s.cluster = c.cluster;

create view orleans_reminder_row as
select service, hash, grain as grainid, name as remindername, starts_at as starttime, period_ms as period, version from orleans_reminder;

insert into orleansquery (querykey, querytext) values
    ('ReadFromStorageKey', 'select payloadbinary, version from grain_read(@GrainTypeString, @GrainIdExtensionString)'),
    ('WriteToStorageKey',
        'select grain_write(@GrainTypeString, @GrainIdExtensionString, @GrainStateVersion, @PayloadBinary) as newgrainstateversion'),
    ('ClearStorageKey', 'select grain_clear(@GrainTypeString, @GrainIdExtensionString) as newgrainstateversion'),
    ('DeleteStorageKey', 'select grain_clear(@GrainTypeString, @GrainIdExtensionString) as newgrainstateversion'),
    ('InsertMembershipVersionKey',
        'with made as (insert into orleans_cluster (cluster) values (@DeploymentId) on conflict do nothing returning 1)
        select count(*)::int from made'),
    ('InsertMembershipKey',
        'select orleans_silo_insert(@DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort,
        @StartTime, @IAmAliveTime, @Version)'),
    ('UpdateMembershipKey',
        'select orleans_silo_update(@DeploymentId, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime, @Version)'),
    ('UpdateIAmAlivetimeKey',
        'update orleans_silo set alive_at = @IAmAliveTime
        where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),
    ('MembershipReadAllKey', 'select * from orleans_member where cluster = @DeploymentId'),
    -- The version comes back also for a silo that is not there.
    ('MembershipReadRowKey',
        'select c.version, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime,
            m.iamalivetime
        from orleans_cluster c left join orleans_member m
            on m.cluster = c.cluster and m.address = @Address and m.port = @Port and m.generation = @Generation
        where c.cluster = @DeploymentId'),
    ('DeleteMembershipTableEntriesKey',
        'with silos as (delete from orleans_silo where cluster = @DeploymentId)
        delete from orleans_cluster where cluster = @DeploymentId'),
    ('CleanupDefunctSiloEntriesKey',
        -- 3 is a silo that is active as far as the cluster knows.
        'delete from orleans_silo where cluster = @DeploymentId and alive_at < @IAmAliveTime and status <> 3'),
    ('GatewaysQueryKey',
        'select address, gateway_port as proxyport, generation from orleans_silo
        where cluster = @DeploymentId and status = @Status and gateway_port > 0'),
    ('UpsertReminderRowKey',
        'insert into orleans_reminder as r (service, grain, name, starts_at, period_ms, hash)
        values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
        on conflict (service, grain, name) do update
        set starts_at = excluded.starts_at, period_ms = excluded.period_ms, hash = excluded.hash, version = r.version + 1
        returning version'),
    ('ReadReminderRowsKey', 'select * from orleans_reminder_row where service = @ServiceId and grainid = @GrainId'),
    ('ReadReminderRowKey',
        'select * from orleans_reminder_row where service = @ServiceId and grainid = @GrainId and remindername = @ReminderName'),
    ('ReadRangeRows1Key',
        'select * from orleans_reminder_row where service = @ServiceId and hash > @BeginHash and hash <= @EndHash'),
    -- The range goes over the end of the ring.
    ('ReadRangeRows2Key',
        'select * from orleans_reminder_row where service = @ServiceId and (hash > @BeginHash or hash <= @EndHash)'),
    ('DeleteReminderRowKey',
        'with gone as (
            delete from orleans_reminder
            where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version returning 1)
        select count(*)::int from gone'),
    ('DeleteReminderRowsKey', 'delete from orleans_reminder where service = @ServiceId');

grant select on orleansquery, orleans_member, orleans_reminder_row to schools_program;
grant select, insert, update, delete on orleans_cluster, orleans_silo, orleans_reminder to schools_program;
