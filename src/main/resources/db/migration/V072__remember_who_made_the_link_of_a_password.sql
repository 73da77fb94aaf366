-- Whoever made the link could have opened it themselves: until another admin confirms the account, its signature does
-- not count where that person is a maker.
alter table account add column password_link_by uuid;
alter table account add constraint account_password_link_by foreign key (password_link_by) references account (id);

update account
set password_link_by = (
    select link.created_by from access_link link
    where link.account_id = account.id and link.purpose = 'NEW_PASSWORD' and link.used_at is not null
      and link.created_by <> account.id
    order by link.used_at desc
    fetch first 1 rows only);
