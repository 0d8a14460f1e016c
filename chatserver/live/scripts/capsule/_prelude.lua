-- SPDX-License-Identifier: EUPL-1.2
-- What every script of a capsule's key begins with.  The capsule lies on somebody's device; here lies what opens it.
--
-- KEYS[1]  {c:<id>}:capsule:<member>  hash
-- KEYS[2]  {c:<id>}:gone              string: why the conversation is over
-- KEYS[3]  {c:<id>}:record            hash: who is in it
--
-- Every script answers {'ok', ...} or {'no', code}; how long anything lives is told in ARGV.  Only `keep` and
-- `renew` make a life longer.
--
-- Fields of the hash:
--   seal        SHA-256 of what must be shown for the key; absent where somebody has left who never kept one
--   key         the key
--   generation  above it count the connections of whoever takes the key next
--   from        the lowest generation that still counts: who has said leaving, or has gone, does not
--   leaving     1 once somebody has said so; absent before

local function refuse(code)
  return {'no', code}
end

-- Whether `member` may have no key: it is over, or `staff` (empty for the visitor) is not, or not any more, that member.
local function barred(member, staff)
  if redis.call('EXISTS', KEYS[2]) == 1 then
    return true
  end
  if staff == '' then
    return false
  end
  local held = redis.call('HMGET', KEYS[3], member .. ':staff', member .. ':state')
  return held[1] ~= staff or held[2] == 'out'
end

-- Whether `generation` is that of a connection which no longer counts.
local function spent(generation, from)
  return from and tonumber(generation) < tonumber(from)
end

-- The greater of two numbers, as it was written: a number of Lua's is written with 14 digits only.
local function greater(one, other)
  return one and tonumber(one) > tonumber(other) and one or other
end
