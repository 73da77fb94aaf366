-- One row for each call to a service that costs money, written before the call is made.
create table charge (
    id           uuid                        not null primary key,
    service      varchar(60)                 not null,
    subject_id   uuid                        not null,
    attempt      integer                     not null,
    purpose      varchar(120)                not null,
    character_id uuid,
    -- Null where the product itself generates images that cost something.
    person_id    uuid,
    -- How many of the price's unit the amount was estimated for: what the service billed is compared with it.
    units        numeric(16, 6),
    -- What it was expected to cost.
    amount       numeric(12, 4),
    -- What it did cost, once that is known.
    actual       numeric(12, 4),
    -- What the service itself said it counted, in units of its own; null where it said nothing.
    billed_units numeric(16, 6),
    state        varchar(16)                 not null,
    sent_at      timestamp(6) with time zone not null,
    settled_at   timestamp(6) with time zone,
    constraint charge_once unique (subject_id, attempt),
    constraint charge_of_person foreign key (person_id) references account (id),
    constraint charge_of_character foreign key (character_id) references character_profile (id),
    constraint charge_state_known check (state in ('OPEN', 'CHARGED', 'ASSUMED', 'UNCONFIRMED', 'NOT_CHARGED')),
    constraint charge_settled check ((state in ('OPEN', 'UNCONFIRMED')) = (settled_at is null))
);

create index charge_month on charge (sent_at);

-- What people ordered without an admin: it counts together for 24 hours, before it is sent, too.
create table spend_order (
    id         uuid                        not null primary key,
    person_id  uuid                        not null,
    subject_id uuid                        not null,
    -- Of what was ordered together, such as the runs of a grid.
    launch_id  uuid                        not null,
    amount     numeric(12, 4)              not null,
    ordered_at timestamp(6) with time zone not null,
    constraint spend_order_of_person foreign key (person_id) references account (id)
);

create index spend_order_day on spend_order (person_id, ordered_at);
create index spend_order_subject on spend_order (subject_id);

-- A row for each person who ordered something: their orders are judged one after the other.
create table spend_turn (
    person_id uuid not null primary key,
    constraint spend_turn_of_person foreign key (person_id) references account (id)
);
