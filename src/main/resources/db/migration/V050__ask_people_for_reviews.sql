-- Who was asked by name to sign or to approve. A row is gone once its answer is given or no longer wanted; the audit
-- trail keeps that the request was made.
create table review_request (
    version_id  uuid                        not null references lora_version (id),
    account_id  uuid                        not null references account (id),
    asked_for   varchar(24)                 not null,
    asked_by    uuid                        not null references account (id),
    asked_name  varchar(80)                 not null,
    asked_at    timestamp(6) with time zone not null,
    primary key (version_id, account_id, asked_for)
);

create index review_request_account on review_request (account_id);
