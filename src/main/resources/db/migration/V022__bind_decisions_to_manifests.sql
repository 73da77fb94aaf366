-- What a decision's author saw, word for word: so that a later reader can be told what changed since.
create table version_manifest (
    hash    varchar(64) not null primary key,
    content text        not null
);

-- Signing again binds a signature to what is there now. Where the team lets a signer approve, the decision says so:
-- without the mark, the database still takes no approval from whoever signed.
alter table version_decision add column signer_may_approve boolean default false not null;
alter table version_decision drop constraint version_decision_part_fits;
alter table version_decision add constraint version_decision_part_fits check (
    (verb = 'SIGN_OFF' and part is not null and part = 'SIGNER')
    or (verb = 'APPROVE' and part is not null and (part = 'APPROVER' or (part = 'SIGNER' and signer_may_approve)))
    or (verb = 'RENEW' and part is not null and part in ('SIGNER', 'APPROVER'))
    or (verb not in ('SIGN_OFF', 'APPROVE', 'RENEW') and part is null));

-- One production version per character and target model.
alter table lora_version drop constraint lora_version_one_production;
alter table lora_version add constraint lora_version_one_production unique (production_of, base_model);

-- Since when a signature of it rests on something that has changed; null while all of them hold.
alter table lora_version add column stale_since timestamp(6) with time zone;

-- An edition of the checklist says who made it and why, and each item which evidence it wants and who may tick it.
alter table checklist_template add column created_by varchar(80);
alter table checklist_template add column reason varchar(500);
alter table checklist_template_item add column evidence_kinds varchar(200) default 'SAMPLE,CELL,PICTURE,FILE,FACT,MEASURE,VERDICT' not null;
alter table checklist_template_item add column ticked_by varchar(16) default 'REVIEWER' not null;
alter table checklist_template_item add column measure varchar(60);
alter table checklist_template_item add column at_least double precision;
alter table checklist_template_item add column at_most double precision;
alter table checklist_template_item add column filled_from varchar(40);

-- Evidence that was copied from something that lives on (a cell of a test sheet, a measure, the passport's verdict)
-- keeps where it came from and how it stood at the tick.
alter table checklist_evidence drop constraint checklist_evidence_has_content;
alter table checklist_evidence add constraint checklist_evidence_has_content check (
    (kind in ('SAMPLE', 'CELL', 'PICTURE', 'FILE') and picture is not null)
    or (kind in ('FACT', 'MEASURE', 'VERDICT') and picture is null));
alter table checklist_evidence add column source varchar(40);
alter table checklist_evidence add column reference varchar(200);
alter table checklist_evidence add column fingerprint varchar(64);
