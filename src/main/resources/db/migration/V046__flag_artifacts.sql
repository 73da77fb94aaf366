-- What somebody saw on a picture of a sheet and marked. One that was removed stays, with who removed it and why.
create table sheet_flag (
    id              uuid                        not null primary key,
    sheet_id        uuid                        not null references test_sheet (id),
    number          integer                     not null,
    position        integer                     not null,
    -- What was marked; the place may show another picture by now.
    picture         varchar(64)                 not null references blob (hash),
    kind            varchar(40)                 not null,
    -- Shares of the picture from its upper left corner; a point has neither width nor height.
    x               double precision            not null,
    y               double precision            not null,
    width           double precision            not null,
    height          double precision            not null,
    note            varchar(1000)               not null,
    flagged_by      uuid                        not null references account (id),
    flagged_by_name varchar(80)                 not null,
    flagged_at      timestamp(6) with time zone not null,
    removed_by_name varchar(80),
    removed_at      timestamp(6) with time zone,
    removal_reason  varchar(500),
    constraint sheet_flag_number_unique unique (sheet_id, number),
    constraint sheet_flag_of_a_place foreign key (sheet_id, position) references sheet_cell (sheet_id, position),
    constraint sheet_flag_on_the_picture check (
        x >= 0 and y >= 0 and width >= 0 and height >= 0 and x + width <= 1.000001 and y + height <= 1.000001),
    constraint sheet_flag_removed_wholly check (
        (removed_by_name is null and removed_at is null and removal_reason is null)
        or (removed_by_name is not null and removed_at is not null and removal_reason is not null))
);
