-- Graphs that a person wants stopped, until their ComfyUI server has confirmed it.
create table comfy_cancel (
    graph     varchar(100)                not null primary key,
    -- Hash of the server's address.
    server    varchar(20)                 not null,
    wanted_at timestamp(6) with time zone not null
);
