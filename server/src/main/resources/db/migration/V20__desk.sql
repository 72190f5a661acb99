-- What people look at. All of it follows from the journal and can be rebuilt.

create table case_file (
    case_id        text primary key,
    account_id     text        not null,
    service_id     text        not null,
    family         text        not null,
    clause         text        not null,
    resource       text        not null,
    status         text        not null,
    severity       smallint    not null,
    confidence     smallint    not null,
    opened_at      timestamptz not null,
    changed_at     timestamptz not null,
    due_at         timestamptz,
    step           text        not null,
    evidence_count integer     not null,
    reporters      integer     not null,
    open_tasks     integer     not null,
    live_actions   integer     not null,
    assignee       text,
    locked_until   timestamptz,
    outcome        text,
    breach         boolean,
    victim         boolean     not null,
    policy_hash    text        not null,
    closed_at      timestamptz,
    version        bigint      not null,
    open           boolean generated always as (status <> 'CLOSED') stored
);
create index case_file_queue on case_file (severity, due_at nulls last, confidence desc, case_id) where status <> 'CLOSED';
create index case_file_key on case_file (account_id, service_id, family);
create index case_file_changed on case_file (changed_at desc);
create index case_file_resource on case_file (resource);

create table case_evidence (
    observation_id text primary key,
    case_id        text        not null,
    message_id     text        not null,
    account_id     text        not null,
    family         text        not null,
    resource       text        not null,
    kind           text        not null,
    strength       text        not null,
    reporter_id    text        not null,
    clause         text        not null,
    seen_from      timestamptz not null,
    seen_to        timestamptz not null,
    joined_at      timestamptz not null,
    duplicate_of   text
);
create index case_evidence_case on case_evidence (case_id);
create index case_evidence_account on case_evidence (account_id, family, joined_at);
create index case_evidence_resource on case_evidence (resource);
create index case_evidence_message on case_evidence (message_id);

create table case_notice (
    notice_id  text primary key,
    case_id    text        not null,
    account_id text        not null,
    kind       text        not null,
    party      text        not null,
    status     text        not null,
    severity   smallint    not null,
    may_wait   boolean     not null,
    address    text,
    message_id text,
    queued_at  timestamptz not null,
    changed_at timestamptz not null,
    why        text
);
create index case_notice_case on case_notice (case_id);
create index case_notice_outbox on case_notice (queued_at) where status in ('QUEUED', 'STARTED');
create index case_notice_account on case_notice (account_id, changed_at) where party = 'CLIENT';

create table case_action (
    action_id   text primary key,
    case_id     text        not null,
    account_id  text        not null,
    step        text        not null,
    lever       text        not null,
    resource    text        not null,
    status      text        not null,
    automatic   boolean     not null,
    necessity   text,
    policy_hash text        not null,
    ordered_at  timestamptz not null,
    changed_at  timestamptz not null,
    lease       interval,
    outcome     text
);
create index case_action_case on case_action (case_id);
create index case_action_outbox on case_action (ordered_at)
    where status in ('ORDERED', 'STARTED', 'UNDO_ORDERED', 'UNDO_STARTED');
create index case_action_live on case_action (status) where status in ('IN_FORCE', 'UNVERIFIED');

create table case_clock (
    clock_id   text primary key,
    case_id    text        not null,
    kind       text        not null,
    basis      text        not null,
    length     text        not null,
    started_at timestamptz not null,
    due_at     timestamptz not null,
    paused_at  timestamptz,
    over       text
);
create index case_clock_case on case_clock (case_id);
create index case_clock_due on case_clock (due_at) where over is null and paused_at is null;

create table case_task (
    task_id   text primary key,
    case_id   text        not null,
    kind      text        not null,
    role      text        not null,
    about     text        not null,
    why       text        not null,
    opened_at timestamptz not null,
    done_at   timestamptz,
    done_by   text,
    result    text
);
create index case_task_open on case_task (opened_at) where done_at is null;
create index case_task_case on case_task (case_id);

create table strike (
    strike_id  text primary key,
    account_id text        not null,
    case_id    text        not null,
    family     text        not null,
    weight     integer     not null,
    given_at   timestamptz not null,
    expires_at timestamptz not null,
    voided     text
);
create index strike_account on strike (account_id);

-- One row per message that came in, and one per observation read from it.
create table message (
    message_id  text primary key,
    door        text        not null,
    sha256      text        not null,
    size        bigint      not null,
    reporter_id text        not null,
    token       text,
    correlation text,
    received_at timestamptz not null,
    format      text,
    state       text        not null,
    why         text,
    outcome     text
);
create index message_state on message (state, received_at);
create index message_received on message (received_at desc);
create unique index message_token on message (reporter_id, token) where token is not null;

create table observation (
    observation_id text primary key,
    message_id     text        not null,
    resource       text        not null,
    kind           text        not null,
    strength       text        not null,
    seen_from      timestamptz not null,
    seen_to        timestamptz not null,
    attribution    text        not null,
    account_id     text,
    candidates     text,
    result         text,
    case_id        text,
    changed_at     timestamptz not null
);
create index observation_message on observation (message_id);
create index observation_resource on observation (resource);
create index observation_unattributed on observation (changed_at) where attribution in ('unknown', 'ambiguous');

-- db-scheduler's own table: it only wakes clocks, whose truth is case_clock.
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
