-- One observation may break clauses of two families, and is then evidence in two cases.
alter table case_evidence drop constraint case_evidence_pkey;
alter table case_evidence add primary key (observation_id, case_id);
