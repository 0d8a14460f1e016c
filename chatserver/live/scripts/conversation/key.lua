-- SPDX-License-Identifier: EUPL-1.2
-- Keep the key package of somebody invited.  The last one before the Welcome counts.
--
-- ARGV[1]  member
-- ARGV[2]  staff
-- ARGV[3]  key package, base64
--
-- Answers {'ok', era, whether it is still wanted}; gone if the invitation is no more; not_yours.

local member, staff, key = ARGV[1], ARGV[2], ARGV[3]
local era, over, state, who =
  unpack(redis.call('HMGET', KEYS[1], 'era', 'over', member .. ':state', member .. ':staff'))
if not era then
  return absent()
end
if over or not state then
  return refuse('gone')
end
if who ~= staff then
  return refuse('not_yours')
end
local wanted = state == 'invited' or state == 'candidate'
if wanted then
  redis.call('HSET', KEYS[1], member .. ':state', 'candidate', member .. ':key', key)
end
return {'ok', era, wanted and 1 or 0}
