-- The order of the queue as one comparison, so that any page of it is found by the index.
create index case_file_pages on case_file (severity, coalesce(due_at, 'infinity'::timestamptz), (-confidence), case_id)
    where status <> 'CLOSED';
create index case_file_assignee on case_file (assignee) where assignee is not null and status <> 'CLOSED';
-- Precedents: cases by the same clause, the latest first.
create index case_file_clause on case_file (clause, changed_at desc);
