-- SPDX-License-Identifier: EUPL-1.2
-- Take an invitation back, unless its member is in already: of this and the Welcome the first one wins.  A
-- record that was made for this invitation, and of which the visitor has not been told anything, goes with it:
-- an acceptance that came too late leaves nothing behind.
--
-- ARGV[1]  member; KEYS[4] is theirs
--
-- Answers {'ok', 'withdrawn' | 'in' | 'none'}.

local member = ARGV[1]
local record = whole_record()
local state = record and record[member .. ':state']
if not state then
  return {'ok', 'none'}
end
if state ~= 'invited' and state ~= 'candidate' then
  return {'ok', 'in'}
end
local untold = state == 'invited' and record.next == '2'
forget(record, member)
forget_capsules()
if untold then
  redis.call('UNLINK', KEYS[1], KEYS[2])
end
return {'ok', 'withdrawn'}
