-- SPDX-License-Identifier: EUPL-1.2
-- End a conversation: its end is the last event, and stays until all have it or the time is over.
--
-- ARGV[1]  why
-- ARGV[2]  member who ends it; -1: nobody
-- ARGV[3]  now, ms
-- ARGV[4]  seconds the rest stays
-- ARGV[5]  seconds the mark stays
--
-- KEYS[4] and on are of all members.
--
-- Answers {'ok', whether it was not over before, roster as it was}, or {'more', members} and nothing is done.

local why, by, now = ARGV[1], ARGV[2], ARGV[3]
local record = whole_record()
local more = too_few(record)
if more then
  return more
end
forget_capsules()
local first = redis.call('SET', KEYS[3], why, 'EX', ARGV[5], 'NX') and 1 or 0
if not record or record.over then
  return {'ok', first, record and roster_of(record) or {}}
end

local roster = roster_of(record)
local seq = record.last + 1
redis.call('XADD', KEYS[2], seq .. '-0', 'm', by, 'n', 0, 't', now, 'e', why)
record.over, record.other = why, record.by == by and record.other or record.last
record.last, record.by = seq, by
record.events, record.bytes = record.events + 1, record.bytes + #why
redis.call(
  'HSET', KEYS[1],
  'over', why, 'last', seq, 'by', by, 'other', record.other, 'events', record.events, 'bytes', record.bytes
)
live(ARGV[4])
if reach_of(record, by) >= seq then
  redis.call('UNLINK', KEYS[1], KEYS[2])
end
return {'ok', first, roster}
