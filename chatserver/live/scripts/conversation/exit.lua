-- SPDX-License-Identifier: EUPL-1.2
-- Unlink all there is of a conversation, at once.  Only the mark stays, and says nothing but why.
--
-- ARGV[1]  why
-- ARGV[2]  seconds the mark stays
--
-- KEYS[4] and on are of all members.
--
-- Answers {'ok', whether it was not over before, roster as it was}, or {'more', members} and nothing is done.

local record = whole_record()
local more = too_few(record)
if more then
  return more
end
forget_capsules()
local first = redis.call('SET', KEYS[3], ARGV[1], 'EX', ARGV[2], 'NX') and 1 or 0
redis.call('UNLINK', KEYS[1], KEYS[2])
return {'ok', first, record and roster_of(record) or {}}
