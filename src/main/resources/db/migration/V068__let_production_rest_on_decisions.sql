-- Four eyes from end to end, whoever writes to these tables: a production version rests on an approval of its own, the
-- approval on a sign-off of the same version, and neither is by somebody who made a part of it.
alter table version_decision add column rests_on uuid;
alter table version_decision add column rests_on_verb varchar(24);
alter table version_decision add constraint version_decision_of_a_version unique (id, version_id, verb);

update version_decision set rests_on_verb = 'SIGN_OFF', rests_on = (
    select signed.id from version_decision signed
    where signed.version_id = version_decision.version_id and signed.verb = 'SIGN_OFF'
        and signed.position < version_decision.position
    order by signed.position desc fetch first 1 rows only)
where verb = 'APPROVE';

alter table version_decision add constraint version_decision_rests_on foreign key (rests_on, version_id, rests_on_verb)
    references version_decision (id, version_id, verb);
alter table version_decision add constraint version_decision_approval_rests_on_a_sign_off check (
    (verb = 'APPROVE' and rests_on is not null and rests_on_verb is not null and rests_on_verb = 'SIGN_OFF')
    or (verb <> 'APPROVE' and rests_on is null and rests_on_verb is null));

alter table lora_version add column approval_id uuid;
alter table lora_version add column approval_verb varchar(24);

update lora_version set approval_verb = 'APPROVE', approval_id = (
    select approved.id from version_decision approved
    where approved.version_id = lora_version.id and approved.verb = 'APPROVE'
    order by approved.position desc fetch first 1 rows only)
where state = 'APPROVED';

alter table lora_version add constraint lora_version_approval foreign key (approval_id, id, approval_verb)
    references version_decision (id, version_id, verb);
alter table lora_version add constraint lora_version_production_is_approved_by_somebody check (
    state <> 'APPROVED' or (approval_id is not null and approval_verb is not null and approval_verb = 'APPROVE'));

-- Who made a part is no signer or approver, by whatever way the row came about.
alter table version_participant add constraint version_participant_makers_do_not_decide check (
    part = 'MAKER' or (not gave_data and not launched and not submitted and not imported and not trained_elsewhere));
