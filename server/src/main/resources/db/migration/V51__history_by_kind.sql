-- How often a client was reported for this kind lately is asked for every observation; nobody asks by family.
drop index case_evidence_account;
create index case_evidence_kind on case_evidence (account_id, kind, joined_at);
