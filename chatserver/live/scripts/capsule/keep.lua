-- SPDX-License-Identifier: EUPL-1.2
-- Keep a key in place of whatever was kept: the seal of before opens nothing any more.
--
-- ARGV[1..3]  member, staff or empty, generation
-- ARGV[4..5]  seal, key
-- ARGV[6]     seconds it lives
--
-- Answers {'ok'}; gone, old_generation.

local generation = ARGV[3]
if barred(ARGV[1], ARGV[2]) then
  return refuse('gone')
end
local held = redis.call('HMGET', KEYS[1], 'generation', 'from')
if spent(generation, held[2]) then
  return refuse('old_generation')
end
redis.call('UNLINK', KEYS[1])
redis.call(
  'HSET', KEYS[1],
  'seal', ARGV[4], 'key', ARGV[5], 'generation', greater(held[1], generation), 'from', generation
)
redis.call('EXPIRE', KEYS[1], ARGV[6])
return {'ok'}
