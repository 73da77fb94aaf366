-- The table of db-scheduler, in types that both databases have.
create table scheduled_tasks (
    task_name            varchar(200)             not null,
    task_instance        varchar(200)             not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            varchar(200),
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time);

-- Which node does which small job at this moment, and how often it was begun. Ends with the job or with its time.
create table job_claim (
    kind          varchar(40)                 not null,
    subject       varchar(200)                not null,
    owner         varchar(100)                not null,
    claimed_until timestamp(6) with time zone not null,
    -- Counted before each of them: a job that ends the process is not tried forever.
    attempts      integer                     not null,
    primary key (kind, subject)
);
