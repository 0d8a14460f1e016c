-- SPDX-License-Identifier: EUPL-1.2
-- A connection has gone, or says that its page is leaving: the key lives that much longer, at most.  Nothing that this
-- connection asked for before and that comes late makes it live longer again.
--
-- ARGV[1..3]  member, staff or empty, generation
-- ARGV[4]     seconds the key may still live
-- ARGV[5]     1 if the page has said so, else 0
--
-- Answers {'ok'}.

local from = redis.call('HGET', KEYS[1], 'from')
if barred(ARGV[1], ARGV[2]) or spent(ARGV[3], from) then
  return {'ok'}
end
if ARGV[5] == '1' then
  -- Even where no key is kept: one may be on its way.
  redis.call('HSET', KEYS[1], 'leaving', 1)
elseif not from then
  return {'ok'}
end
redis.call('HSET', KEYS[1], 'from', ARGV[3] + 1)
redis.call('EXPIRE', KEYS[1], ARGV[4], 'LT')
return {'ok'}
