-- SPDX-License-Identifier: EUPL-1.2
-- A connection stands: its key, unless its page has said that it is leaving, has a whole life again.  A key that nobody
-- may have any more is unlinked.
--
-- ARGV[1..3]  member, staff or empty, generation
-- ARGV[4]     seconds it lives
--
-- Answers {'ok'}.

local generation = ARGV[3]
local held = redis.call('HMGET', KEYS[1], 'generation', 'from', 'leaving')
if barred(ARGV[1], ARGV[2]) then
  redis.call('UNLINK', KEYS[1])
  return {'ok'}
end
if not held[1] or held[3] or spent(generation, held[2]) then
  return {'ok'}
end
redis.call('HSET', KEYS[1], 'generation', greater(held[1], generation), 'from', generation)
redis.call('EXPIRE', KEYS[1], ARGV[4])
return {'ok'}
