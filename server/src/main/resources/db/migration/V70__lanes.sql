-- What was read and isn't judged yet: few, among the many of which nobody knows whose they were.
create index observation_unjudged on observation (message_id)
    where result is null and attribution in ('pending', 'held');
