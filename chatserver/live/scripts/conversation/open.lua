-- SPDX-License-Identifier: EUPL-1.2
-- Make the record if there is none, and invite a staff person as its next member.  Repeated, it answers
-- with the same member until that one is out again.
--
-- ARGV[1]  staff
-- ARGV[2]  era, if the record is to be made
-- ARGV[3]  now, ms
-- ARGV[4]  seconds an untouched record lives
--
-- Answers {'ok', member, era}, or gone.

local staff, era, now, life = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

local function new_member(member, state, who, from)
  local prefix = member .. ':'
  redis.call(
    'HSET', KEYS[1],
    prefix .. 'state', state, prefix .. 'staff', who,
    prefix .. 'gen', 0, prefix .. 'here', 0,
    prefix .. 'n', 0, prefix .. 'got', 0, prefix .. 'arrived', 0, prefix .. 'from', from, prefix .. 'since', now
  )
end

local function new_record()
  redis.call(
    'HSET', KEYS[1],
    'era', era, 'who', ' 0 ', 'next', 1, 'seated', 0, 'epoch', 0,
    'last', 0, 'by', '-1', 'other', 0, 'events', 0, 'bytes', 0, 'touched', now
  )
  new_member('0', 'in', '', 1)
end

local function invited(record)
  for member in members_of(record) do
    if record[member .. ':staff'] == staff and record[member .. ':state'] ~= 'out' then
      return member
    end
  end
end

if redis.call('EXISTS', KEYS[3]) == 1 then
  return refuse('gone')
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  new_record()
end
local record = whole_record()
local member = invited(record)
if not member then
  member = record.next
  redis.call('HSET', KEYS[1], 'next', member + 1, 'who', record.who .. member .. ' ')
  new_member(member, 'invited', staff, 0)
end
live(life)
return {'ok', member, record.era}
