-- SPDX-License-Identifier: EUPL-1.2
-- Give the key to whoever shows what it is sealed for.  It stays, and lives no longer for it: two quick reloads, or a
-- lost answer, cost nothing.
--
-- ARGV[1..2]  member, staff or empty
-- ARGV[3]     seal
-- ARGV[4]     by how much the generation rises
--
-- Answers {'ok', key, generation}; gone, whatever the reason.

-- Takes as long for any two seals of one length.
local function same(one, other)
  local differs = bit.bxor(#one, #other)
  for at = 1, math.min(#one, #other) do
    differs = bit.bor(differs, bit.bxor(string.byte(one, at), string.byte(other, at)))
  end
  return differs == 0
end

local held = redis.call('HMGET', KEYS[1], 'seal', 'key')
if barred(ARGV[1], ARGV[2]) or not same(held[1] or '', ARGV[3]) then
  return refuse('gone')
end
return {'ok', held[2], redis.call('HINCRBY', KEYS[1], 'generation', ARGV[4])}
