-- Who set a run in motion again, or chose its result, besides who launched it.
create table run_contribution (
    run_id     uuid        not null references training_run (id),
    account_id uuid        not null,
    deed       varchar(24) not null,
    primary key (run_id, account_id, deed)
);

-- Why a maker of a version is one, frozen when the version is created. The part is always MAKER, and the key that points to
-- the participant holds it there: nobody with a row in this table becomes a signer or approver, or stops taking part.
create table version_contribution (
    version_id uuid                          not null,
    account_id uuid                          not null,
    part       varchar(16)  default 'MAKER'  not null,
    position   integer                       not null,
    words      varchar(400)                  not null,
    primary key (version_id, account_id, position),
    constraint version_contribution_is_a_maker_s check (part = 'MAKER'),
    constraint version_contribution_of_a_maker foreign key (version_id, account_id, part)
        references version_participant (version_id, account_id, part)
);
