-- What was not read surely, and what a person said of it: open, confirmed or rejected.
alter table message add column doubt text;
alter table message add column doubt_percent smallint;
alter table case_evidence add column doubt text;
alter table case_file add column doubtful integer not null default 0;
create index case_evidence_doubt on case_evidence (message_id) where doubt = 'open';
create index case_file_doubtful on case_file (severity) where doubtful > 0;
