-- Any page of a message's observations, in the order of the message: o2 before o10.
create index observation_pages on observation (message_id, length(observation_id), observation_id);
drop index observation_message;
