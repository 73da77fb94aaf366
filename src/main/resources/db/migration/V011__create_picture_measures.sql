-- What was measured on a picture. A picture without a row, or with one of an older method, waits to be measured.
create table picture_measure (
    picture_id      uuid                        not null primary key references picture (id) on delete cascade,
    method          integer                     not null,
    measured_at     timestamp(6) with time zone not null,
    -- Why it could not be measured; then there are no numbers.
    problem         varchar(200),
    faces_read      boolean                     not null,
    -- Whether its face was compared, or could not be: false waits for it while identity measures are on.
    identity_read   boolean                     not null,
    hash            bigint,
    hash_mirrored   bigint,
    sharpness       double precision,
    own_detail      double precision,
    brightness      double precision,
    lost_in_black   double precision,
    lost_in_white   double precision,
    shot            varchar(16),
    light_brightness   double precision,
    light_contrast     double precision,
    light_left         double precision,
    light_above        double precision,
    light_warmth       double precision,
    light_surroundings double precision
);

-- The largest face of a picture has number 0. Boxes are shares of the upright picture's width and height.
create table picture_face (
    picture_id uuid             not null references picture_measure (picture_id) on delete cascade,
    number     integer          not null,
    x          double precision not null,
    y          double precision not null,
    width      double precision not null,
    height     double precision not null,
    presence   double precision not null,
    yaw        double precision not null,
    pitch      double precision not null,
    roll       double precision not null,
    length     double precision not null,
    primary key (picture_id, number)
);

-- Biometric: goes with its picture, when it is removed from the set, and when identity measures are turned off.
create table face_embedding (
    picture_id uuid  not null primary key references picture_measure (picture_id) on delete cascade,
    numbers    bytea not null
);

-- Who is measuring which picture at this moment, and how often it was tried. Ends with the measure or with its time.
create table picture_measuring (
    picture_id    uuid                        not null primary key references picture (id) on delete cascade,
    claimed_until timestamp(6) with time zone not null,
    attempts      integer                     not null
);

-- What a person decided against a measure, and why. One decision per question; the audit trail keeps the earlier ones.
create table measure_overrule (
    picture_id uuid                        not null references picture (id) on delete cascade,
    topic      varchar(24)                 not null,
    answer     varchar(24)                 not null,
    reason     varchar(300)                not null,
    decided_by uuid                        not null,
    decided_at timestamp(6) with time zone not null,
    primary key (picture_id, topic)
);
