-- SPDX-License-Identifier: EUPL-1.2
-- Take an invitation back, unless its member is in already: of this and the Welcome the first one wins.
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
forget(record, member)
forget_capsules()
return {'ok', 'withdrawn'}
